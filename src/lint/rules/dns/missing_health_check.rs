//! See `docs/missing-health-check.md`.

use super::Record;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-health-check", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for record in Record::all(system).iter().filter(|record| record.value("Failover").text() == Some("PRIMARY")) {
        let alias = record.value("AliasTarget");
        let evaluated = alias.get("EvaluateTargetHealth");
        let blind =
            alias.is_absent() || (alias.node().is_some() && (evaluated.is_absent() || evaluated.flag() == Some(false)));
        if blind && record.value("HealthCheckId").is_absent() {
            let message = "nothing says when the primary record is not healthy, so the secondary never answers";
            let help = "give it a `HealthCheckId`, or make it an alias with `EvaluateTargetHealth: true`";
            findings.push(findings.at(record.resource, &record.path("Failover"), message).help(help));
        }
    }
}
