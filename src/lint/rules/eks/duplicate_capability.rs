//! See `docs/duplicate-capability.md`.

use super::{CAPABILITY, pairs};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-capability", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (later, earlier) in pairs(system, CAPABILITY, "Type") {
        let Some(kind) = later.text("Type") else { continue };
        let message = format!("`{}` gives the cluster `{kind}` already", earlier.path());
        let finding = findings.at(later, "Type", message).with(earlier.origin(), "the other capability");
        findings.push(finding.help("leave one of them out"));
    }
}
