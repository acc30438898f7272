//! What `refused-by-provider` says of properties together: some exclude each other, some need another.

use crate::facts::refusals::{Limit, PROVIDER, Refusal};
use crate::lint::{Findings, Resource, Value};

/// Judges a limit that concerns several properties, wherever they are.
pub(super) fn judge(findings: &mut Findings<'_>, at: Resource<'_>, refusal: &Refusal) {
    // Properties of an item are compared with the others of that item.
    let common = refusal.path.rfind("*/").map_or(0, |star| star + 1);
    let (prefix, own) = refusal.path.split_at(common);
    for place in places(at, prefix) {
        let value = |path: &str| at.value(&format!("{place}{path}"));
        let named = |paths: &'static str| paths.split(' ').map(move |path| path.get(common..).unwrap_or_default());
        match refusal.limit {
            Limit::Not(paths) => {
                let beside: Vec<&str> = named(paths).filter(|path| is_set(&value(path))).collect();
                if is_set(&value(own)) && !beside.is_empty() {
                    let message = format!("beside {}, {} does not take this", list(&beside), provider(refusal));
                    findings.push(findings.on(at, &value(own), message).help("leave one of them out"));
                }
            }
            Limit::Needs(paths) => {
                let missing: Vec<&str> = named(paths).collect();
                if is_set(&value(own)) && missing.iter().all(|path| value(path).is_absent()) {
                    let message = format!("without {}, {} does not take this", list(&missing), provider(refusal));
                    findings.push(findings.on(at, &value(own), message).help("set both, or neither"));
                }
            }
            Limit::Any(paths) => {
                let paths: Vec<&str> = named(paths).collect();
                let around = own.rfind('/').map(|end| value(&own[..end]));
                let is_there = around.as_ref().is_none_or(is_set);
                if is_there && paths.iter().all(|path| value(path).is_absent()) {
                    let message = format!("{} takes this only with {}", provider(refusal), list(&paths));
                    let finding = match &around {
                        Some(around) => findings.on(at, around, message),
                        None => findings.of(at, message),
                    };
                    findings.push(finding.help("set what is missing"));
                }
            }
            _ => {}
        }
    }
}

/// Where the items are that a path of lists leads to.
fn places(at: Resource<'_>, prefix: &str) -> Vec<String> {
    let mut places = vec![String::new()];
    for step in prefix.split_inclusive('*').filter_map(|step| step.strip_suffix('*')) {
        let items = |place: &String| {
            let list = format!("{place}{step}");
            let count = at.each(list.trim_end_matches('/')).len();
            (0..count).map(move |index| format!("{list}{index}"))
        };
        places = places.iter().flat_map(items).collect();
    }
    places
}

/// Whether it is surely there, and more than an empty body.
fn is_set(value: &Value<'_>) -> bool {
    let Some(node) = value.node() else { return false };
    match node.word() {
        Some(word) => !word.is_empty(),
        None => match node.as_list() {
            Some(items) => !items.is_empty(),
            None => !value.members().is_empty(),
        },
    }
}

fn provider(refusal: &Refusal) -> String {
    let (major, minor) = PROVIDER;
    let (resource, _) = refusal.argument.split_once('.').unwrap_or((refusal.argument, ""));
    format!("`{resource}` of the AWS provider {major}.{minor}")
}

fn list(paths: &[&str]) -> String {
    let quoted: Vec<String> = paths.iter().map(|path| format!("`{}`", path.trim_start_matches('/'))).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::testing::found;

    /// What is said of a resource with these properties.
    fn check(type_name: &str, properties: &str, expected: &[&str]) {
        let resource = format!("{{\"Type\": \"{type_name}\", \"Properties\": {properties}}}");
        let parameters = r#"{"Chosen": {"Type": "String"}}"#;
        let template = format!(r#"{{"Parameters": {parameters}, "Resources": {{"It": {resource}}}}}"#);
        assert_eq!(found("refused-by-provider", &template), expected, "{properties}");
    }

    #[test]
    fn properties_of_one_item_exclude_each_other() {
        let rule = |targets: &str| format!(r#"{{"ScheduleExpression": "rate(1 hour)", "Targets": [{targets}]}}"#);
        let both = r#"{"Id": "a", "Arn": "arn:aws:sqs:us-east-1:111122223333:a", "Input": "1", "InputPath": "$.a"}"#;
        let one = r#"{"Id": "b", "Arn": "arn:aws:sqs:us-east-1:111122223333:b", "Input": "1"}"#;
        let other = r#"{"Id": "c", "Arn": "arn:aws:sqs:us-east-1:111122223333:c", "InputPath": "$.a"}"#;
        let said = "It/Targets/1/Input: beside `InputPath`, `aws_cloudwatch_event_target` of the AWS provider 5.100 does not take this";
        check("AWS::Events::Rule", &rule(&format!("{one}, {both}")), &[said]);
        check("AWS::Events::Rule", &rule(&format!("{one}, {other}")), &[]);
    }

    #[test]
    fn what_is_known_later_is_not_judged() {
        let queue = |sse: &str| format!(r#"{{"KmsMasterKeyId": "alias/a", "SqsManagedSseEnabled": {sse}}}"#);
        check("AWS::SQS::Queue", &queue(r#"{"Ref": "Chosen"}"#), &[]);
        check("AWS::SQS::Queue", &queue(r#"{"Ref": "AWS::NoValue"}"#), &[]);
        check("AWS::EC2::EIPAssociation", r#"{"InstanceId": {"Ref": "Chosen"}}"#, &[]);
    }

    #[test]
    fn a_property_needs_another() {
        let acceleration = |more: &str| {
            format!(
                r#"{{"CustomerGatewayId": "cgw-0123456789abcdef0", "Type": "ipsec.1", "EnableAcceleration": true{more}}}"#
            )
        };
        let said = "It/EnableAcceleration: without `TransitGatewayId`, `aws_vpn_connection` of the AWS provider 5.100 does not take this";
        check("AWS::EC2::VPNConnection", &acceleration(""), &[said]);
        check("AWS::EC2::VPNConnection", &acceleration(r#", "TransitGatewayId": "tgw-0123456789abcdef0""#), &[]);
    }

    #[test]
    fn one_of_several_is_asked_for_where_its_block_is() {
        let plan = |throttle: &str| format!(r#"{{"UsagePlanName": "gold"{throttle}}}"#);
        let group = |update: &str| {
            format!(
                r#"{{"ClusterName": "a", "NodeRole": "arn:aws:iam::111122223333:role/a", "Subnets": ["subnet-0123456789abcdef0"]{update}}}"#
            )
        };
        let said = "It/UpdateConfig: `aws_eks_node_group` of the AWS provider 5.100 takes this only with `UpdateConfig/MaxUnavailable` or `UpdateConfig/MaxUnavailablePercentage`";
        check("AWS::EKS::Nodegroup", &group(r#", "UpdateConfig": {"UpdateStrategy": "DEFAULT"}"#), &[said]);
        check("AWS::EKS::Nodegroup", &group(r#", "UpdateConfig": {"MaxUnavailable": 1}"#), &[]);
        check("AWS::EKS::Nodegroup", &group(""), &[]);
        check("AWS::ApiGateway::UsagePlan", &plan(""), &[]);
    }
}
