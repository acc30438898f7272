//! See `docs/single-image-kept.md`.

use super::lifecycle::{Rule, policies, rules};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("single-image-kept", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (owner, value, text) in policies(system) {
        if rules(text).unwrap_or_default().iter().any(keeps_one) {
            let message = "only the newest image is kept: there is nothing to roll back to";
            let finding = findings.on(owner, &value, message);
            findings.push(finding.help("keep as many images as there are deployments to return to"));
        }
    }
}

fn keeps_one(rule: &Rule) -> bool {
    let is_of_releases = matches!(rule.status.as_deref(), Some("any" | "tagged"));
    is_of_releases && rule.count_type.as_deref() == Some("imageCountMoreThan") && rule.count == Some(1)
}
