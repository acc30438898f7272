//! See `docs/unknown-managed-policy.md`.

use crate::facts::iam;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::Text;
use crate::lint::{Findings, System};
use crate::schema::names::{did_you_mean, nearest};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-managed-policy", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for type_name in ["AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::User"] {
        for owner in system.all(type_name) {
            let attached = owner.each("ManagedPolicyArns").into_iter();
            for arn in attached.chain([owner.value("PermissionsBoundary")]) {
                let text = Text::of(owner, &arn);
                let Some(name) = text.aws_policy().filter(|name| !iam::is_managed(name)) else { continue };
                let as_of = &iam::table().as_of;
                let message = format!("AWS keeps no managed policy `{name}` (as of {as_of})");
                findings.push(findings.on(owner, &arn, message).help(help(name)));
            }
        }
    }
}

/// Mostly it is only the path that is wrong.
fn help(name: &str) -> String {
    let last = |name: &'static str| name.rsplit('/').next().unwrap_or_default();
    let own = name.rsplit('/').next().unwrap_or_default();
    let elsewhere: Vec<&str> = iam::managed().filter(|known| last(known) == own).collect();
    let near = if elsewhere.is_empty() { nearest(name, iam::managed()) } else { elsewhere };
    did_you_mean(&near).unwrap_or_else(|| "see the AWS managed policy reference".to_owned())
}
