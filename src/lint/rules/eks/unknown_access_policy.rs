//! See `docs/unknown-access-policy.md`.

use super::ENTRY;
use crate::facts::eks::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::Text;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-access-policy", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        for policy in entry.each("AccessPolicies") {
            let arn = policy.get("PolicyArn");
            let table = table();
            let text = Text::of(entry, &arn);
            let name = text.tail().and_then(|tail| tail.split_once(":cluster-access-policy/")).map(|(_, name)| name);
            let message = match (name, arn.text()) {
                (Some(name), _) if table.access_policies.iter().any(|known| known == name) => continue,
                (Some(name), _) => format!("EKS has no access policy `{name}` (as of {})", table.as_of),
                (None, Some(text)) => format!("`{text}` is no access policy of EKS"),
                (None, None) => continue,
            };
            let help = "take one such as `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy`";
            findings.push(findings.on(entry, &arn, message).help(help));
        }
    }
}
