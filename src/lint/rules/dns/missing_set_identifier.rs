//! See `docs/missing-set-identifier.md`.

use super::Record;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-set-identifier", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for record in Record::all(system).iter().filter(|record| record.value("SetIdentifier").is_absent()) {
        let Some(Some(policy)) = record.routing() else { continue };
        let message = format!("a record with `{policy}` and without a `SetIdentifier`");
        let help = "give it one: it tells the record from the others of its name and type";
        findings.push(findings.at(record.resource, &record.path(policy), message).help(help));
    }
}
