//! See `docs/unknown-access-policy.md`.

use super::ENTRY;
use crate::facts::eks::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-access-policy", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        for policy in entry.each("AccessPolicies") {
            let arn = policy.get("PolicyArn");
            let Some(text) = arn.text() else { continue };
            let table = table();
            let message = match text.split_once(":cluster-access-policy/") {
                Some((_, name)) if table.access_policies.iter().any(|known| known == name) => continue,
                Some((_, name)) => format!("EKS has no access policy `{name}` (as of {})", table.as_of),
                None => format!("`{text}` is no access policy of EKS"),
            };
            let help = "take one such as `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy`";
            findings.push(findings.on(entry, &arn, message).help(help));
        }
    }
}
