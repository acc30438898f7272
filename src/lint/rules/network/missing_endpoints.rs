//! See `docs/missing-endpoints.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-endpoints", check);

/// What nodes call to start and to pull their images. (EKS user guide, managed node groups and private cluster
/// requirements, read 2026-11-20.)
const NODES: [&str; 4] = ["ec2", "ecr.api", "ecr.dkr", "s3"];
const FARGATE_PODS: [&str; 4] = ["ecr.api", "ecr.dkr", "s3", "sts"];
/// The same for tasks whose images are in ECR. (ECR user guide, "Amazon ECR interface VPC endpoints".)
const TASKS: [&str; 3] = ["ecr.api", "ecr.dkr", "s3"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for nodes in system.all("AWS::EKS::Nodegroup") {
        judge(nodes, &NODES, findings);
    }
    for pods in system.all("AWS::EKS::FargateProfile") {
        judge(pods, &FARGATE_PODS, findings);
    }
    for service in system.all("AWS::ECS::Service") {
        let task = service.target("TaskDefinition");
        if service.text("LaunchType") == Some("FARGATE") && task.is_some_and(has_images_in_ecr) {
            judge(service, &TASKS, findings);
        }
    }
}

/// Whether an image surely comes from a repository of ECR.
fn has_images_in_ecr(task: Resource<'_>) -> bool {
    let of_ecr = |text: &str| text.contains(".dkr.ecr.");
    task.each("ContainerDefinitions").iter().any(|container| {
        let image = container.get("Image");
        match image.expr() {
            None => image.text().is_some_and(of_ecr),
            Some(crate::core::Expr::Text(pieces)) => pieces.iter().any(|piece| piece.as_str().is_some_and(of_ecr)),
            Some(_) => image.attribute().is_some_and(|(_, name)| name == "RepositoryUri"),
        }
    })
}

fn judge(consumer: Resource<'_>, needed: &[&str], findings: &mut Findings<'_>) {
    let reach = Reach::of(consumer.system());
    let Some(subnets) = reach.subnets_made(consumer) else { return };
    let isolated = subnets.iter().find(|subnet| reach.is_isolated(**subnet) == Some(true));
    let Some((subnet, vpc)) = isolated.and_then(|subnet| Some((*subnet, reach.vpc_of(*subnet)?))) else { return };
    let lacks = |service: &&&str| reach.has_endpoint(vpc, service) == Some(false);
    let missing: Vec<String> = needed.iter().filter(lacks).map(|service| format!("`{service}`")).collect();
    if missing.is_empty() {
        return;
    }
    let message = format!(
        "`{}` runs in `{}`, from which no route leads out, and the network has no endpoint for {}",
        consumer.path(),
        subnet.path(),
        missing.join(", ")
    );
    let finding = findings.of(consumer, message).help("add the endpoints, or a route to a NAT gateway");
    findings.push(finding.with(subnet.origin(), "the subnet"));
}
