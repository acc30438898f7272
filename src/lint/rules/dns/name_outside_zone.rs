//! See `docs/name-outside-zone.md`.

use super::Record;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("name-outside-zone", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for record in Record::all(system) {
        let (Some(name), Some(zone)) = (record.name(), record.zone_name()) else { continue };
        let inside = name == zone || name.strip_suffix(zone.as_str()).is_some_and(|rest| rest.ends_with('.'));
        if !inside {
            let message = format!("`{name}` is no name of the zone `{zone}`");
            let help = "write a whole name of the zone, or give the zone that holds the name";
            findings.push(findings.at(record.resource, &record.path("Name"), message).help(help));
        }
    }
}
