//! See `docs/confused-deputy.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Kind, Policy, is_conditional};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("confused-deputy", policy).and_of_system(permissions);

/// Services that act for whoever asks them, and say for whom. (IAM user guide, "The confused deputy problem", and the
/// services' own guides.) EventBridge says so for queues and topics, not for keys.
const DEPUTIES: [&str; 7] = [
    "cloudtrail.amazonaws.com",
    "cloudwatch.amazonaws.com",
    "config.amazonaws.com",
    "events.amazonaws.com",
    "s3.amazonaws.com",
    "ses.amazonaws.com",
    "sns.amazonaws.com",
];

const THINGS: [&str; 5] = [
    "AWS::S3::BucketPolicy",
    "AWS::SNS::TopicInlinePolicy",
    "AWS::SNS::TopicPolicy",
    "AWS::SQS::QueueInlinePolicy",
    "AWS::SQS::QueuePolicy",
];

fn policy(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    let owner = policy.document.owner();
    if policy.kind != Kind::Thing || !THINGS.contains(&owner.type_name()) {
        return;
    }
    for &statement in &policy.statements {
        if statement.effect() != Some(Effect::Allow) || is_conditional(statement) {
            continue;
        }
        for principal in statement.items("Principal/Service").unwrap_or_default() {
            let Some(service) = principal.text().filter(|text| DEPUTIES.contains(text)) else { continue };
            findings.push(findings.on(owner, &principal, message(service)).help(HELP));
        }
    }
}

fn permissions(system: System<'_>, findings: &mut Findings<'_>) {
    for permission in system.all("AWS::Lambda::Permission") {
        let Some(service) = permission.text("Principal").filter(|text| DEPUTIES.contains(text)) else { continue };
        if lacks_source(permission) {
            let finding = findings.at(permission, "Principal", message(service));
            findings.push(finding.help("set `SourceArn`, and for a bucket `SourceAccount` too"));
        }
    }
}

const HELP: &str = "add a condition on `aws:SourceArn` or `aws:SourceAccount`";

fn message(service: &str) -> String {
    format!("`{service}` may do this for anybody, in any account")
}

fn lacks_source(permission: Resource<'_>) -> bool {
    ["PrincipalOrgID", "SourceAccount", "SourceArn"].iter().all(|property| permission.lacks(property))
}
