//! See `docs/duplicate-record.md`.

use super::{Record, by_name, computed};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-record", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let records = Record::all(system);
    for group in by_name(&records) {
        for (position, at) in group.iter().enumerate() {
            let record = &records[*at];
            let Some(first) = group[..position].iter().map(|at| &records[*at]).find(|other| is_same(other, record))
            else {
                continue;
            };
            let kind = record.kind().unwrap_or_default();
            let message = match record.value("SetIdentifier").text() {
                Some(identifier) => format!("a second {kind} record of this name with the identifier `{identifier}`"),
                None => format!("a second {kind} record of this name"),
            };
            let finding = findings.at(record.resource, &record.path("Name"), message);
            let finding = finding.help("put all its values into one record, or leave one out");
            findings.push(finding.with(first.resource.origin(), "the first"));
        }
    }
}

fn is_same(one: &Record<'_>, other: &Record<'_>) -> bool {
    let identifier = |record: &Record<'_>| match record.value("SetIdentifier") {
        absent if absent.is_absent() => Some(String::new()),
        said => computed(&said),
    };
    let kinds = one.kind().zip(other.kind());
    let identifiers = identifier(one).zip(identifier(other));
    kinds.is_some_and(|(one, other)| one == other) && identifiers.is_some_and(|(one, other)| one == other)
}
