//! See `docs/cname-at-apex.md`.

use super::Record;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("cname-at-apex", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    // A construct knows the names of more zones, and has judged its own record.
    let records = Record::all(system).into_iter().filter(|record| !record.resource.placed().derived);
    for record in records.filter(|record| record.kind() == Some("CNAME")) {
        let (Some(name), Some(zone)) = (record.name(), record.zone_name()) else { continue };
        if name == zone {
            let message = format!("`{name}` is the zone's own name");
            let help = "use an alias (an A record with `AliasTarget`), or another name";
            findings.push(findings.at(record.resource, &record.path("Name"), message).help(help));
        }
    }
}
