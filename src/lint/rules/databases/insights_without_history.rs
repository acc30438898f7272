//! See `docs/insights-without-history.md`.

use super::{CLUSTER, instances};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("insights-without-history", check);

/// Fifteen months.
const DAYS: i64 = 465;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let instances = instances(system).map(|instance| (instance, "EnablePerformanceInsights"));
    let clusters = system.all(CLUSTER).map(|cluster| (cluster, "PerformanceInsightsEnabled"));
    for (database, switch) in instances.chain(clusters) {
        if database.text("DatabaseInsightsMode") != Some("advanced") {
            continue;
        }
        let days = database.value("PerformanceInsightsRetentionPeriod");
        let message = if database.flag(switch, false) == Some(false) {
            format!("advanced Database Insights need `{switch}`")
        } else if days.is_absent() || days.int().is_some_and(|days| days < DAYS) {
            format!("advanced Database Insights need {DAYS} days of Performance Insights")
        } else {
            continue;
        };
        let help = format!("set `{switch}` to true and `PerformanceInsightsRetentionPeriod` to {DAYS}");
        findings.push(findings.at(database, "DatabaseInsightsMode", message).help(help));
    }
}
