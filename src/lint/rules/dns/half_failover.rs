//! See `docs/half-failover.md`.

use super::{Record, identity};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("half-failover", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let records = Record::all(system);
    // Who made the zone elsewhere may have made the other record there too.
    for record in records.iter().filter(|record| record.zone().is_some()) {
        let Some(role @ ("PRIMARY" | "SECONDARY")) = record.value("Failover").text() else { continue };
        let other = if role == "PRIMARY" { "SECONDARY" } else { "PRIMARY" };
        let (own, kind) = (identity(record), record.kind());
        let may_be = |one: &Record<'_>| {
            let role = one.value("Failover");
            (role.is_deferred() || role.text() == Some(other))
                && (identity(one).is_none() || identity(one) == own)
                && (one.kind().is_none() || one.kind() == kind)
        };
        if own.is_some() && kind.is_some() && !records.iter().any(may_be) {
            let message = format!("a record for failover with the role {role}, and none with the role {other}");
            let help = "add the other one: same name and type, and an identifier of its own";
            findings.push(findings.at(record.resource, &record.path("Failover"), message).help(help));
        }
    }
}
