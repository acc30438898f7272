//! The floor: the workload's files built and written by `serde_json` alone, with no model, no checks and no mapping.
//!
//! A test holds it byte for byte against what the program writes.

use std::ops::Range;

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

const LOAD_BALANCER: &str =
    "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/shared/0123456789abcdef";

/// How many slices one stack takes.
const SLICES_PER_STACK: usize = 50;

/// Gives every file of the workload, one after the other: its path and its text.
pub(crate) fn files<E>(slices: usize, mut give: impl FnMut(String, Vec<u8>) -> Result<(), E>) -> Result<(), E> {
    let mut stacks = Vec::new();
    for number in 0..slices.div_ceil(SLICES_PER_STACK) {
        let range = number * SLICES_PER_STACK..slices.min((number + 1) * SLICES_PER_STACK);
        let (template, root) = (text(&template(range.clone())), text(&root(range)));
        stacks.push(manifest_stack(&format!("slices-{number}"), &template, &root));
        give(format!("cloudformation/slices-{number}.template.json"), template)?;
        give(format!("terraform/slices-{number}/main.tf.json"), root)?;
    }
    let manifest = json!({
        "version": 1, "formwork": "0.1.0", "system": "slices", "environment": "default", "stacks": stacks, "edges": [],
    });
    give("manifest.json".to_owned(), text(&manifest))
}

fn manifest_stack(name: &str, template: &[u8], root: &[u8]) -> Value {
    let file = format!("cloudformation/{name}.template.json");
    let folder = format!("terraform/{name}");
    let terraform = |command: &str| format!("terraform -chdir={folder} {command}");
    // Text of more than 51,200 bytes goes through a bucket.
    let bucket = if template.len() > 51_200 { " --s3-bucket \"${TEMPLATE_BUCKET:?}\"" } else { "" };
    json!({
        "name": name, "depends_on": [],
        "cloudformation": {
            "stack_name": format!("slices-{name}"), "template": file, "sha256": digest(template),
            "capabilities": ["CAPABILITY_NAMED_IAM"], "parameters": [],
            "deploy": format!(
                "aws cloudformation deploy --stack-name slices-{name} --template-file {file}{bucket} \
                 --capabilities CAPABILITY_NAMED_IAM --no-fail-on-empty-changeset"
            ),
        },
        "terraform": {
            "root": folder, "file": format!("{folder}/main.tf.json"), "sha256": digest(root), "variables": [],
            "backend": { "type": "local" },
            "init": terraform("init -input=false"),
            "plan": terraform("plan -input=false -out=tfplan"),
            "apply": terraform("apply -input=false tfplan"),
        },
    })
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A file's text.
fn text(document: &Value) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(document).unwrap_or_default();
    text.push(b'\n');
    text
}

/// The CloudFormation template of some slices.
fn template(slices: Range<usize>) -> Value {
    let mut resources = Map::new();
    for number in slices {
        network(&mut resources, number);
        service(&mut resources, number);
        operation(&mut resources, number);
    }
    json!({ "AWSTemplateFormatVersion": "2010-09-09", "Resources": resources })
}

fn network(resources: &mut Map<String, Value>, number: usize) {
    let (name, port) = (format!("svc{number:05}"), 1024 + number % 50_000);
    resources.insert(
        format!("Group{number}"),
        json!({ "Type": "AWS::EC2::SecurityGroup", "Properties": {
            "GroupDescription": format!("{name} admits its load balancer"),
            "VpcId": "vpc-0123456789abcdef0",
            "SecurityGroupEgress": [{ "IpProtocol": "-1", "CidrIp": "0.0.0.0/0" }],
            "SecurityGroupIngress": [
                { "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": "10.0.0.0/16" }
            ],
            "Tags": [{ "Key": "service", "Value": name }],
        } }),
    );
    resources.insert(
        format!("Targets{number}"),
        json!({ "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {
            "Name": format!("{name}-tg"), "Port": port, "Protocol": "TCP", "TargetType": "ip",
            "VpcId": "vpc-0123456789abcdef0",
        } }),
    );
    resources.insert(
        format!("Listener{number}"),
        json!({ "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
            "LoadBalancerArn": LOAD_BALANCER,
            "DefaultActions": [{ "Type": "forward", "TargetGroupArn": { "Ref": format!("Targets{number}") } }],
            "Port": port, "Protocol": "TCP",
        } }),
    );
}

fn service(resources: &mut Map<String, Value>, number: usize) {
    let name = format!("svc{number:05}");
    resources.insert(
        format!("Logs{number}"),
        json!({ "Type": "AWS::Logs::LogGroup", "Properties": {
            "LogGroupName": format!("/svc/{name}"), "RetentionInDays": 30,
        } }),
    );
    resources.insert(
        format!("Role{number}"),
        json!({ "Type": "AWS::IAM::Role", "Properties": {
            "AssumeRolePolicyDocument": trust(),
            "RoleName": format!("{name}-task"),
            "Policies": [{ "PolicyDocument": policy(), "PolicyName": "read-parameters" }],
        } }),
    );
    resources.insert(
        format!("Images{number}"),
        json!({ "Type": "AWS::ECR::Repository", "Properties": {
            "RepositoryName": name, "ImageTagMutability": "IMMUTABLE",
            "ImageScanningConfiguration": { "ScanOnPush": true },
        } }),
    );
}

fn operation(resources: &mut Map<String, Value>, number: usize) {
    let name = format!("svc{number:05}");
    resources.insert(
        format!("Path{number}"),
        json!({ "Type": "AWS::ApiGateway::Resource", "Properties": {
            "RestApiId": "a1b2c3d4e5", "ParentId": "root000000", "PathPart": name,
        } }),
    );
    resources.insert(
        format!("Get{number}"),
        json!({ "Type": "AWS::ApiGateway::Method", "Properties": {
            "RestApiId": "a1b2c3d4e5", "ResourceId": { "Ref": format!("Path{number}") }, "HttpMethod": "GET",
            "AuthorizationType": "AWS_IAM", "Integration": { "Type": "HTTP_PROXY", "IntegrationHttpMethod": "GET", "Uri": "https://example.com/" },
        } }),
    );
    resources.insert(
        format!("Errors{number}"),
        json!({ "Type": "AWS::CloudWatch::Alarm", "Properties": {
            "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1,
            "AlarmName": format!("{name}-errors"), "Namespace": "Services", "MetricName": "Errors",
            "Statistic": "Sum", "Period": 60, "Threshold": number as f64 + 0.5,
            "Dimensions": [{ "Name": "Service", "Value": name }],
        } }),
    );
    resources.insert(
        format!("RoleArn{number}"),
        json!({ "Type": "AWS::SSM::Parameter", "Properties": {
            "Type": "String", "Value": { "Fn::GetAtt": [format!("Role{number}"), "Arn"] },
            "Name": format!("/svc/{name}/role"), "Description": format!("{name}'s role"),
        } }),
    );
}

fn trust() -> Value {
    json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole" }
    ] })
}

fn policy() -> Value {
    json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": ["ssm:GetParameter"], "Resource": "*" }
    ] })
}

/// The Terraform root of some slices.
fn root(slices: Range<usize>) -> Value {
    let mut kinds: Map<String, Value> = Map::new();
    for (kind, make) in KINDS {
        let mut resources = Map::new();
        for number in slices.clone() {
            let (name, body) = make(number);
            resources.insert(name, body);
        }
        kinds.insert((*kind).to_owned(), Value::Object(resources));
    }
    json!({
        "terraform": {
            "required_version": ">= 1.11",
            "required_providers": { "aws": { "source": "hashicorp/aws", "version": ">= 5.100, < 7.0" } },
        },
        "resource": kinds,
    })
}

/// Makes one resource: its name and its body.
type Make = fn(usize) -> (String, Value);

/// Terraform's types in alphabetical order.
const KINDS: &[(&str, Make)] = &[
    ("aws_api_gateway_integration", |number| {
        let method = format!("aws_api_gateway_method.get{number}");
        let body = json!({
            "rest_api_id": format!("${{{method}.rest_api_id}}"), "resource_id": format!("${{{method}.resource_id}}"),
            "http_method": format!("${{{method}.http_method}}"), "type": "HTTP_PROXY",
            "integration_http_method": "GET", "uri": "https://example.com/",
        });
        (format!("get{number}"), body)
    }),
    ("aws_api_gateway_method", |number| {
        let body = json!({
            "rest_api_id": "a1b2c3d4e5", "resource_id": format!("${{aws_api_gateway_resource.path{number}.id}}"),
            "http_method": "GET", "authorization": "AWS_IAM",
        });
        (format!("get{number}"), body)
    }),
    ("aws_api_gateway_resource", |number| {
        let body = json!({
            "rest_api_id": "a1b2c3d4e5", "parent_id": "root000000", "path_part": format!("svc{number:05}"),
        });
        (format!("path{number}"), body)
    }),
    ("aws_cloudwatch_log_group", |number| {
        (format!("logs{number}"), json!({ "name": format!("/svc/svc{number:05}"), "retention_in_days": 30 }))
    }),
    ("aws_cloudwatch_metric_alarm", |number| {
        let body = json!({
            "comparison_operator": "GreaterThanThreshold", "evaluation_periods": 1,
            "alarm_name": format!("svc{number:05}-errors"), "namespace": "Services", "metric_name": "Errors",
            "statistic": "Sum", "period": 60, "threshold": number as f64 + 0.5,
            "dimensions": { "Service": format!("svc{number:05}") },
        });
        (format!("errors{number}"), body)
    }),
    ("aws_ecr_repository", |number| {
        let body = json!({
            "name": format!("svc{number:05}"), "image_tag_mutability": "IMMUTABLE",
            "image_scanning_configuration": { "scan_on_push": true },
        });
        (format!("images{number}"), body)
    }),
    ("aws_iam_role", |number| {
        let body = json!({ "assume_role_policy": trust().to_string(), "name": format!("svc{number:05}-task") });
        (format!("role{number}"), body)
    }),
    ("aws_iam_role_policy", |number| {
        let body = json!({
            "role": format!("${{aws_iam_role.role{number}.name}}"), "policy": policy().to_string(),
            "name": "read-parameters",
        });
        (format!("role{number}__read_parameters"), body)
    }),
    ("aws_lb_listener", |number| {
        let target = format!("${{aws_lb_target_group.targets{number}.arn}}");
        let body = json!({
            "load_balancer_arn": LOAD_BALANCER, "port": 1024 + number % 50_000, "protocol": "TCP",
            "default_action": [{ "type": "forward", "target_group_arn": target }],
        });
        (format!("listener{number}"), body)
    }),
    ("aws_lb_target_group", |number| {
        let body = json!({
            "name": format!("svc{number:05}-tg"), "port": 1024 + number % 50_000, "protocol": "TCP",
            "target_type": "ip", "vpc_id": "vpc-0123456789abcdef0",
        });
        (format!("targets{number}"), body)
    }),
    ("aws_security_group", |number| {
        let body = json!({
            "description": format!("svc{number:05} admits its load balancer"), "vpc_id": "vpc-0123456789abcdef0",
            "tags": { "service": format!("svc{number:05}") },
        });
        (format!("group{number}"), body)
    }),
    ("aws_ssm_parameter", |number| {
        let body = json!({
            "type": "String", "insecure_value": format!("${{aws_iam_role.role{number}.arn}}"),
            "name": format!("/svc/svc{number:05}/role"), "description": format!("svc{number:05}'s role"),
            "depends_on": [format!("aws_iam_role_policy.role{number}__read_parameters")],
        });
        (format!("role_arn{number}"), body)
    }),
    ("aws_vpc_security_group_egress_rule", |number| {
        let body = json!({
            "security_group_id": format!("${{aws_security_group.group{number}.id}}"), "ip_protocol": "-1",
            "cidr_ipv4": "0.0.0.0/0",
        });
        (format!("group{number}__0"), body)
    }),
    ("aws_vpc_security_group_ingress_rule", |number| {
        let body = json!({
            "security_group_id": format!("${{aws_security_group.group{number}.id}}"), "ip_protocol": "tcp",
            "from_port": 1024 + number % 50_000, "to_port": 1024 + number % 50_000, "cidr_ipv4": "10.0.0.0/16",
        });
        (format!("group{number}__0"), body)
    }),
];
