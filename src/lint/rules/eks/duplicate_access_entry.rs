//! See `docs/duplicate-access-entry.md`.

use super::{ENTRY, pairs};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-access-entry", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (later, earlier) in pairs(system, ENTRY, "PrincipalArn") {
        let message = format!("`{}` lets the same principal into the same cluster", earlier.path());
        let finding = findings.at(later, "PrincipalArn", message).with(earlier.origin(), "the other entry");
        findings.push(finding.help("make it one entry with the policies and groups of both"));
    }
}
