//! See `docs/invalid-access-scope.md`.

use super::ENTRY;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("invalid-access-scope", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        for policy in entry.each("AccessPolicies") {
            let (kind, namespaces) = (policy.get("AccessScope/Type"), policy.get("AccessScope/Namespaces").items());
            let (message, help) = match (kind.text(), namespaces) {
                (Some("namespace"), Some(none)) if none.is_empty() => {
                    ("a policy for namespaces that names none", "name namespaces, or make the scope's type `cluster`")
                }
                (Some("cluster"), Some(some)) if !some.is_empty() => {
                    ("a policy for the whole cluster that names namespaces", "make the scope's type `namespace`")
                }
                _ => continue,
            };
            findings.push(findings.on(entry, &kind, message).help(help));
        }
    }
}
