//! See `docs/unadmitted-pipeline.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Truth, admits};
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("unadmitted-pipeline", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for pipeline in system.all("AWS::CodePipeline::Pipeline") {
        for stage in pipeline.each("Stages") {
            for action in stage.get("Actions").items().unwrap_or_default() {
                judge(pipeline, &action, findings);
            }
        }
    }
}

fn judge<'a>(pipeline: Resource<'a>, action: &Value<'a>, findings: &mut Findings<'_>) {
    let own = action.get("RoleArn");
    let role = if own.is_absent() { pipeline.value("RoleArn") } else { own };
    let name = action.get("Configuration/ClusterName");
    let (Some(role), Some(cluster)) = (role.target(), name.target()) else { return };
    let is_deployment = action.get("ActionTypeId/Provider").text() == Some("EKS")
        && cluster.type_name() == "AWS::EKS::Cluster"
        && role.type_name() == "AWS::IAM::Role";
    if !is_deployment || admits(cluster, role) != Truth::No {
        return;
    }
    let message =
        format!("`{}` does not admit `{}`, with which the pipeline deploys to it", cluster.path(), role.path());
    let finding = findings.on(pipeline, &name, message).with(cluster.origin(), "the cluster");
    findings
        .push(finding.help("add an access entry for the role, with an access policy such as `AmazonEKSEditPolicy`"));
}
