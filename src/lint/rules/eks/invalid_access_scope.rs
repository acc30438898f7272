//! See `docs/invalid-access-scope.md`.

use super::ENTRY;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("invalid-access-scope", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        for policy in entry.each("AccessPolicies") {
            let (kind, namespaces) = (policy.get("AccessScope/Type"), policy.get("AccessScope/Namespaces").items());
            if kind.text() == Some("namespace") && namespaces.is_some_and(|some| some.is_empty()) {
                let help = "name namespaces, or make the scope's type `cluster`";
                findings.push(findings.on(entry, &kind, "a policy for namespaces that names none").help(help));
            }
        }
    }
}
