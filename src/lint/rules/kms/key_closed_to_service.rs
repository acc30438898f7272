//! See `docs/key-closed-to-service.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Principal, lets};
use crate::lint::rules::iam::calls::{self, QUEUE, TOPIC};
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("key-closed-to-service", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for group in system.all("AWS::Logs::LogGroup") {
        let use_ = Use { thing: group, by: group, property: "KmsKeyId", service: "logs.amazonaws.com" };
        judge(&use_, findings);
    }
    for used in uses(system) {
        judge(&used, findings);
    }
}

/// A service writes to something that is encrypted.
struct Use<'a> {
    thing: Resource<'a>,
    /// What makes the service write there.
    by: Resource<'a>,
    property: &'static str,
    service: &'static str,
}

/// (CloudWatch Logs user guide, "Encrypt log data using AWS KMS"; SNS developer guide, "Managing Amazon SNS encryption
/// keys"; SQS developer guide, "Key management".)
fn uses(system: System<'_>) -> Vec<Use<'_>> {
    let mut found = Vec::new();
    let mut note = |by, target, service| found.extend(used(by, target, service));
    for alarm in system.all("AWS::CloudWatch::Alarm").chain(system.all("AWS::CloudWatch::CompositeAlarm")) {
        for property in ["AlarmActions", "InsufficientDataActions", "OKActions"] {
            for action in alarm.each(property) {
                note(alarm, action.target(), "cloudwatch.amazonaws.com");
            }
        }
    }
    for call in calls::of(system) {
        note(call.by, Some(call.thing), call.service);
    }
    found
}

fn used<'a>(by: Resource<'a>, target: Option<Resource<'a>>, service: &'static str) -> Option<Use<'a>> {
    let thing = target.filter(|target| matches!(target.type_name(), QUEUE | TOPIC))?;
    Some(Use { thing, by, property: "KmsMasterKeyId", service })
}

fn judge(used: &Use<'_>, findings: &mut Findings<'_>) {
    let value = used.thing.value(used.property);
    let (thing, service) = (used.thing.path(), used.service);
    let finding = if matches!(value.text(), Some("alias/aws/sns" | "alias/aws/sqs")) {
        let message = format!("`{service}` cannot write to `{thing}`: AWS's own key is not open to services");
        findings
            .at(used.thing, used.property, message)
            .help("encrypt it with a key of your own whose policy lets the service in")
    } else {
        let Some(key) = key(&value) else { return };
        let is_closed = ["kms:GenerateDataKey", "kms:Decrypt"]
            .iter()
            .any(|action| lets(key, &Principal::Service(service), action).is_no());
        if !is_closed {
            return;
        }
        let message =
            format!("`{service}` cannot write to `{thing}`: the policy of its key `{}` does not let it", key.path());
        let finding = findings.at(used.thing, used.property, message).with(key.origin(), "the key");
        finding.help(format!("let the key's policy allow `kms:GenerateDataKey*` and `kms:Decrypt` to `{service}`"))
    };
    match used.by == used.thing {
        true => findings.push(finding),
        false => findings.push(finding.with(used.by.origin(), "what makes the service write there")),
    }
}

/// The key that a property names, also by an alias.
fn key<'a>(value: &Value<'a>) -> Option<Resource<'a>> {
    let target = value.target()?;
    match target.type_name() {
        "AWS::KMS::Key" => Some(target),
        "AWS::KMS::Alias" => target.target("TargetKeyId").filter(|key| key.type_name() == "AWS::KMS::Key"),
        _ => None,
    }
}
