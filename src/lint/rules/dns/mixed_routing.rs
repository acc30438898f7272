//! See `docs/mixed-routing.md`.

use super::{Record, by_name};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("mixed-routing", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let records = Record::all(system);
    for group in by_name(&records) {
        for (position, at) in group.iter().enumerate() {
            let record = &records[*at];
            let (Some(kind), Some(routing)) = (record.kind(), record.routing()) else { continue };
            let first = group[..position].iter().map(|at| &records[*at]).find(|other| other.kind() == Some(kind));
            let Some((first, Some(other))) = first.map(|first| (first, first.routing())) else { continue };
            if routing != other {
                let word =
                    |routing: Option<&'static str>| routing.map_or("none".to_owned(), |name| format!("`{name}`"));
                let message =
                    format!("{kind} records of one name with different routing: {} and {}", word(other), word(routing));
                let help = "all records of one name and type are chosen in the same way";
                let finding = findings.at(record.resource, &record.path("Name"), message).help(help);
                findings.push(finding.with(first.resource.origin(), "the other"));
            }
        }
    }
}
