//! See `docs/cname-at-apex.md`.

use super::Record;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("cname-at-apex", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for record in Record::all(system).into_iter().filter(|record| record.kind() == Some("CNAME")) {
        let (Some(name), Some(zone)) = (record.name(), record.zone_name()) else { continue };
        if name == zone {
            let message = format!("`{name}` is the zone's own name");
            let help = "use an alias (an A record with `AliasTarget`), or another name";
            findings.push(findings.at(record.resource, &record.path("Name"), message).help(help));
        }
    }
}
