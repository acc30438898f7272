//! See `docs/session-as-principal.md`.

use super::ENTRY;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::Text;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("session-as-principal", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        let principal = Text::of(entry, &entry.value("PrincipalArn"));
        if principal.contains(":sts:") || principal.contains(":assumed-role/") {
            let message = match entry.text("PrincipalArn") {
                Some(principal) => format!("`{principal}` is a session, which cannot be let into a cluster"),
                None => "the principal is a session, which cannot be let into a cluster".to_owned(),
            };
            let finding = findings.at(entry, "PrincipalArn", message);
            findings.push(finding.help("name the role it is a session of: `arn:aws:iam::…:role/…`"));
        }
    }
}
