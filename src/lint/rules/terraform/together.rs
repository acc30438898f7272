//! What `refused-by-provider` says of properties together: some exclude each other, some need another.

use crate::diagnostic::Diagnostic;
use crate::facts::refusals::{Limit, PROVIDER, Refusal};
use crate::lint::{Findings, Resource, Value};

/// Judges a limit that concerns several properties, wherever they are.
pub(super) fn judge(findings: &mut Findings<'_>, at: Resource<'_>, refusal: &Refusal) {
    let (Limit::Not(paths) | Limit::Needs(paths) | Limit::Any(paths)) = refusal.limit else { return };
    // Properties of an item are compared with the others of that item.
    let common = refusal.path.rfind("*/").map_or(0, |star| star + 1);
    let (prefix, own) = refusal.path.split_at(common);
    let others: Vec<&str> = paths.split(' ').map(|path| path.get(common..).unwrap_or_default()).collect();
    for place in places(at, prefix) {
        let case = Case { at, place, own, others: &others, resource: provider(refusal) };
        let finding = match refusal.limit {
            Limit::Not(_) => case.excluded(findings),
            Limit::Needs(_) => case.alone(findings),
            _ => case.bare(findings),
        };
        if let Some(finding) = finding {
            findings.push(finding);
        }
    }
}

/// A resource, or an item in it, with what a limit says of it.
struct Case<'a, 'l> {
    at: Resource<'a>,
    place: String,
    own: &'l str,
    others: &'l [&'l str],
    resource: String,
}

impl<'a> Case<'a, '_> {
    fn value(&self, path: &str) -> Value<'a> {
        self.at.value(&format!("{}{path}", self.place))
    }

    fn has_none(&self) -> bool {
        self.others.iter().all(|path| self.value(path).is_absent())
    }

    /// What is beside something that it excludes.
    fn excluded(&self, findings: &Findings<'_>) -> Option<Diagnostic> {
        let own = self.value(self.own);
        let beside: Vec<&str> = self.others.iter().copied().filter(|path| is_set(&self.value(path))).collect();
        if !is_set(&own) || beside.is_empty() {
            return None;
        }
        let message = format!("beside {}, {} does not take this", list(&beside), self.resource);
        Some(findings.on(self.at, &own, message).help("leave one of them out"))
    }

    /// What is without all that it needs one of.
    fn alone(&self, findings: &Findings<'_>) -> Option<Diagnostic> {
        let own = self.value(self.own);
        if !is_set(&own) || !self.has_none() {
            return None;
        }
        let message = format!("without {}, {} does not take this", list(self.others), self.resource);
        Some(findings.on(self.at, &own, message).help("set both, or neither"))
    }

    /// A resource, or an object in it, that has none of what it needs one of.
    fn bare(&self, findings: &Findings<'_>) -> Option<Diagnostic> {
        let around = self.own.rfind('/').map(|end| self.value(&self.own[..end]));
        if !around.as_ref().is_none_or(is_set) || !self.has_none() {
            return None;
        }
        let message = format!("{} takes this only with {}", self.resource, list(self.others));
        let finding = match &around {
            Some(around) => findings.on(self.at, around, message),
            None => findings.of(self.at, message),
        };
        Some(finding.help("set what is missing"))
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
