//! See `docs/half-failover.md`.

use std::collections::HashSet;

use super::{Record, identity};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("half-failover", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let records = Record::all(system);
    let there = roles(&records);
    // Who made the zone elsewhere may have made the other record there too.
    let ours = |record: &&Record<'_>| record.zone().is_some_and(|zone| !system.is_handed_out(zone));
    for record in records.iter().filter(ours) {
        let Some(role @ ("PRIMARY" | "SECONDARY")) = record.value("Failover").text() else { continue };
        let other = if role == "PRIMARY" { "SECONDARY" } else { "PRIMARY" };
        let (Some(own), Some(kind)) = (identity(record), record.kind()) else { continue };
        // A record of which something shows only later may be the other one.
        let may_be = |role| {
            let places = [(Some(own.clone()), Some(kind)), (Some(own.clone()), None), (None, Some(kind)), (None, None)];
            places.into_iter().any(|(name, kind)| there.contains(&Place { name, kind, role }))
        };
        if !may_be(Some(other)) && !may_be(None) {
            let message = format!("a record for failover with the role {role}, and none with the role {other}");
            let help = "add the other one: same name and type, and an identifier of its own";
            findings.push(findings.at(record.resource, &record.path("Failover"), message).help(help));
        }
    }
}

/// What is known of a record that takes part in failover.
#[derive(PartialEq, Eq, Hash)]
struct Place<'a> {
    name: Option<(String, String)>,
    kind: Option<&'a str>,
    role: Option<&'a str>,
}

fn roles<'a>(records: &[Record<'a>]) -> HashSet<Place<'a>> {
    let mut found = HashSet::new();
    for record in records {
        let role = record.value("Failover");
        if role.is_deferred() || role.text().is_some() {
            found.insert(Place { name: identity(record), kind: record.kind(), role: role.text() });
        }
    }
    found
}
