//! What things surely do with the roles they are given.

use crate::lint::iam::{Text, Thing};
use crate::lint::{Resource, System, Value};

/// Something that is done with a role.
pub(super) struct Need<'a> {
    /// What does it.
    pub(super) by: Resource<'a>,
    /// Where its role is named.
    pub(super) role: Value<'a>,
    /// Any one of these is enough: some actions have two names.
    pub(super) actions: &'static [&'static str],
    pub(super) thing: Thing<'a>,
    /// What does not work without: it completes "cannot …".
    pub(super) purpose: &'static str,
}

/// All that is surely needed in a system.
pub(super) fn of(system: System<'_>) -> Vec<Need<'_>> {
    let mut needs = Vec::new();
    for pipeline in system.all("AWS::CodePipeline::Pipeline") {
        of_pipeline(pipeline, &mut needs);
    }
    for project in system.all("AWS::CodeBuild::Project") {
        of_project(project, &mut needs);
    }
    for function in system.all("AWS::Lambda::Function") {
        of_function(function, &mut needs);
    }
    for mapping in system.all("AWS::Lambda::EventSourceMapping") {
        of_mapping(mapping, &mut needs);
    }
    for nodes in system.all("AWS::EKS::Nodegroup") {
        let (role, actions) = (nodes.value("NodeRole"), &["ecr:GetAuthorizationToken"]);
        needs.push(Need { by: nodes, role, actions, thing: Thing::any(), purpose: "pull the images of its pods" });
    }
    for cluster in system.all("AWS::EKS::Cluster") {
        if cluster.flag("ComputeConfig/Enabled", false) == Some(true) {
            let (role, actions) = (cluster.value("RoleArn"), &["ec2:CreateFleet", "ec2:RunInstances"]);
            needs.push(Need { by: cluster, role, actions, thing: Thing::any(), purpose: "start nodes" });
        }
    }
    for rule in system.all("AWS::Events::Rule") {
        for target in rule.each("Targets") {
            of_target(rule, &target, false, &mut needs);
        }
    }
    for schedule in system.all("AWS::Scheduler::Schedule") {
        of_target(schedule, &schedule.value("Target"), true, &mut needs);
    }
    needs
}

/// (CodePipeline user guide, "Manage the CodePipeline service role"; of the EKS action, its reference, read 2026-11-20.)
fn of_pipeline<'a>(pipeline: Resource<'a>, needs: &mut Vec<Need<'a>>) {
    let role = pipeline.value("RoleArn");
    let bucket = pipeline.target("ArtifactStore/Location").filter(|target| target.type_name() == "AWS::S3::Bucket");
    for stage in pipeline.each("Stages") {
        for action in stage.get("Actions").items().unwrap_or_default() {
            let kind = |step: &str| action.get("ActionTypeId").get(step).text();
            // An action may have a role of its own.
            if !action.get("RoleArn").is_absent() || kind("Owner") != Some("AWS") {
                continue;
            }
            let mut need = |actions, thing, purpose| needs.push(Need { by: pipeline, role, actions, thing, purpose });
            match (kind("Category"), kind("Provider")) {
                (Some("Source"), Some("CodeStarSourceConnection")) => {
                    let connection = action.get("Configuration/ConnectionArn");
                    if !connection.is_absent() {
                        let thing = Thing::named(Text::of(pipeline, &connection));
                        need(
                            &["codestar-connections:UseConnection", "codeconnections:UseConnection"],
                            thing,
                            "use its connection",
                        );
                    }
                }
                (Some("Deploy"), Some("EKS")) => {
                    let cluster = action.get("Configuration/ClusterName").target();
                    if let Some(cluster) = cluster.filter(|target| target.type_name() == "AWS::EKS::Cluster") {
                        need(&["eks:DescribeCluster"], Thing::of(cluster), "find the cluster");
                    }
                }
                (Some("Build" | "Test"), Some("CodeBuild")) => {
                    let Some(project) = project(&action) else { continue };
                    if action.get("Configuration/BatchEnabled").is_absent() {
                        need(&["codebuild:StartBuild"], Thing::of(project), "start its build");
                    }
                    if let Some(bucket) = bucket {
                        let role = project.value("ServiceRole");
                        let (actions, thing) = (&["s3:GetObject"], Thing::within(bucket, "/"));
                        needs.push(Need {
                            by: project,
                            role,
                            actions,
                            thing,
                            purpose: "read what the pipeline gives it",
                        });
                    }
                }
                _ => {}
            }
            if let (Some("Source"), Some(bucket)) = (kind("Category"), bucket) {
                let (actions, thing) = (&["s3:PutObject"], Thing::within(bucket, "/"));
                needs.push(Need { by: pipeline, role, actions, thing, purpose: "store what it reads from the source" });
            }
        }
    }
}

fn project<'a>(action: &Value<'a>) -> Option<Resource<'a>> {
    action.get("Configuration/ProjectName").target().filter(|target| target.type_name() == "AWS::CodeBuild::Project")
}

/// (CodeBuild user guide, "Allow CodeBuild to interact with other AWS services".)
fn of_project<'a>(project: Resource<'a>, needs: &mut Vec<Need<'a>>) {
    let logs = project.value("LogsConfig/CloudWatchLogs");
    let is_on = logs.is_absent() || logs.get("Status").text() == Some("ENABLED");
    if !is_on {
        return;
    }
    let group = match logs.get("GroupName") {
        name if name.is_absent() => Text::literal("/aws/codebuild/").and(Text::name(project)),
        name => Text::of(project, &name),
    };
    let stream = Text::literal("log-group:").and(group).then(":log-stream:").and_some();
    needs.push(Need {
        by: project,
        role: project.value("ServiceRole"),
        actions: &["logs:PutLogEvents"],
        thing: Thing::named(Text::beside(project, "logs", stream)),
        purpose: "write its log",
    });
}

/// Lambda answers "The provided execution role does not have permissions to call CreateNetworkInterface on EC2". (Of what
/// failed: Lambda developer guide, "Adding a dead-letter queue".)
fn of_function<'a>(function: Resource<'a>, needs: &mut Vec<Need<'a>>) {
    let role = function.value("Role");
    let is_in_vpc = function.items("VpcConfig/SubnetIds").is_some_and(|subnets| !subnets.is_empty());
    if is_in_vpc {
        let actions = &["ec2:CreateNetworkInterface"];
        needs.push(Need { by: function, role, actions, thing: Thing::any(), purpose: "get into its subnets" });
    }
    let letters = function.target("DeadLetterConfig/TargetArn");
    let actions: Option<&'static [&'static str]> = match letters.map(|target| target.type_name()) {
        Some("AWS::SQS::Queue") => Some(&["sqs:SendMessage"]),
        Some("AWS::SNS::Topic") => Some(&["sns:Publish"]),
        _ => None,
    };
    if let (Some(target), Some(actions)) = (letters, actions) {
        needs.push(Need { by: function, role, actions, thing: Thing::of(target), purpose: "hand on what failed" });
    }
}

/// Lambda answers "The function execution role does not have permissions to call ReceiveMessage on SQS", and so of the
/// others.
fn of_mapping<'a>(mapping: Resource<'a>, needs: &mut Vec<Need<'a>>) {
    let function = mapping.target("FunctionName").filter(|target| target.type_name() == "AWS::Lambda::Function");
    let (Some(function), Some(source)) = (function, mapping.target("EventSourceArn")) else { return };
    let mut need = |actions: &'static [&'static str], thing, purpose| {
        needs.push(Need { by: function, role: function.value("Role"), actions, thing, purpose });
    };
    match source.type_name() {
        "AWS::SQS::Queue" => {
            need(&["sqs:ReceiveMessage"], Thing::of(source), "read its events");
            need(&["sqs:DeleteMessage"], Thing::of(source), "take events that it is done with off its queue");
            need(&["sqs:GetQueueAttributes"], Thing::of(source), "be tied to its queue");
        }
        "AWS::Kinesis::Stream" => need(&["kinesis:GetRecords"], Thing::of(source), "read its events"),
        "AWS::DynamoDB::Table" => {
            let stream = Text::arn(source).then("/stream/").and_some();
            need(&["dynamodb:GetRecords"], Thing::named(stream), "read its events");
        }
        _ => {}
    }
}

/// (EventBridge API reference, `PutTargets`, read 2026-11-20; EventBridge Scheduler user guide, "Setting up".)
fn of_target<'a>(by: Resource<'a>, target: &Value<'a>, is_scheduled: bool, needs: &mut Vec<Need<'a>>) {
    let (role, arn) = (target.get("RoleArn"), target.get("Arn"));
    if role.is_absent() || arn.is_absent() {
        return;
    }
    let text = match arn.target() {
        // What a resource is called stands for it where an ARN is wanted only by mistake, which another rule finds.
        Some(target) => Text::arn(target),
        None => Text::of(by, &arn),
    };
    let actions: &'static [&'static str] = match text.service() {
        Some("codebuild") => &["codebuild:StartBuild"],
        Some("codepipeline") => &["codepipeline:StartPipelineExecution"],
        Some("states") => &["states:StartExecution", "states:StartSyncExecution"],
        Some("kinesis") => &["kinesis:PutRecord"],
        Some("lambda") if is_scheduled => &["lambda:InvokeFunction"],
        Some("sns") if is_scheduled => &["sns:Publish"],
        Some("sqs") if is_scheduled => &["sqs:SendMessage"],
        _ => return,
    };
    let thing = arn.target().map_or_else(|| Thing::named(text), Thing::of);
    needs.push(Need { by, role, actions, thing, purpose: "reach its target" });
}
