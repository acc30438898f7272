//! See `docs/untrusting-role.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Principal, trusts};
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("untrusting-role", check);

/// Which service takes on the role in a property. (Each service's guide.)
const TAKEN_ON: [(&str, &str, &str); 17] = [
    ("AWS::ApiGateway::Account", "CloudWatchRoleArn", "apigateway.amazonaws.com"),
    ("AWS::CloudTrail::Trail", "CloudWatchLogsRoleArn", "cloudtrail.amazonaws.com"),
    ("AWS::CodeBuild::Project", "ServiceRole", "codebuild.amazonaws.com"),
    ("AWS::CodePipeline::Pipeline", "RoleArn", "codepipeline.amazonaws.com"),
    ("AWS::EC2::FlowLog", "DeliverLogsPermissionArn", "vpc-flow-logs.amazonaws.com"),
    ("AWS::ECS::TaskDefinition", "ExecutionRoleArn", "ecs-tasks.amazonaws.com"),
    ("AWS::ECS::TaskDefinition", "TaskRoleArn", "ecs-tasks.amazonaws.com"),
    ("AWS::EKS::Capability", "RoleArn", "capabilities.eks.amazonaws.com"),
    ("AWS::EKS::Cluster", "RoleArn", "eks.amazonaws.com"),
    ("AWS::EKS::FargateProfile", "PodExecutionRoleArn", "eks-fargate-pods.amazonaws.com"),
    ("AWS::EKS::Nodegroup", "NodeRole", "ec2.amazonaws.com"),
    ("AWS::EKS::PodIdentityAssociation", "RoleArn", PODS),
    ("AWS::IAM::InstanceProfile", "Roles", "ec2.amazonaws.com"),
    ("AWS::Lambda::Function", "Role", "lambda.amazonaws.com"),
    ("AWS::RDS::DBInstance", "MonitoringRoleArn", "monitoring.rds.amazonaws.com"),
    ("AWS::Scheduler::Schedule", "Target/RoleArn", "scheduler.amazonaws.com"),
    ("AWS::StepFunctions::StateMachine", "RoleArn", "states.amazonaws.com"),
];

/// What takes on the roles of pods.
const PODS: &str = "pods.eks.amazonaws.com";

/// The services that also say for whom they take on a role.
const TAGGING: [&str; 2] = ["capabilities.eks.amazonaws.com", PODS];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (type_name, property, service) in TAKEN_ON {
        for user in system.all(type_name) {
            let role = user.value(property);
            // An instance profile has its role in a list.
            match role.expr() {
                Some(_) => judge(user, &role, service, findings),
                None => user.each(property).iter().for_each(|role| judge(user, role, service, findings)),
            }
        }
    }
    for rule in system.all("AWS::Events::Rule") {
        for target in rule.each("Targets") {
            judge(rule, &target.get("RoleArn"), "events.amazonaws.com", findings);
        }
    }
    for addon in system.all("AWS::EKS::Addon") {
        for association in addon.each("PodIdentityAssociations") {
            judge(addon, &association.get("RoleArn"), PODS, findings);
        }
    }
}

fn judge<'a>(user: Resource<'a>, value: &Value<'a>, service: &str, findings: &mut Findings<'_>) {
    let Some(role) = value.target().filter(|target| target.type_name() == "AWS::IAM::Role") else { return };
    let needed = ["sts:AssumeRole", "sts:TagSession"].into_iter().take(if TAGGING.contains(&service) { 2 } else { 1 });
    let mut refused = needed.filter(|action| trusts(role, &Principal::Service(service), action).is_no());
    let Some(action) = refused.next() else { return };
    let message = format!("`{}` cannot take on its role: `{}` does not trust `{service}`", user.path(), role.path());
    let finding = findings.on(user, value, message).with(role.origin(), "the role");
    findings.push(finding.help(format!("let its trust policy allow `{action}` to `{service}`")));
}
