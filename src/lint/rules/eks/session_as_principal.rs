//! See `docs/session-as-principal.md`.

use super::ENTRY;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("session-as-principal", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        let Some(principal) = entry.text("PrincipalArn") else { continue };
        if principal.contains(":sts:") || principal.contains(":assumed-role/") {
            let message = format!("`{principal}` is a session, which cannot be let into a cluster");
            let finding = findings.at(entry, "PrincipalArn", message);
            findings.push(finding.help("name the role it is a session of: `arn:aws:iam::…:role/…`"));
        }
    }
}
