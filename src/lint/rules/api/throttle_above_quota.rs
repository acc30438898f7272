//! See `docs/throttle-above-quota.md`.

use super::{PLAN, STAGE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("throttle-above-quota", check);

/// What an account has in a region unless AWS raised it: requests a second, and at once.
const QUOTA: (i64, i64) = (10_000, 5_000);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for stage in system.all(STAGE) {
        for setting in stage.each("MethodSettings") {
            judge(findings, stage, &setting.get("ThrottlingRateLimit"), QUOTA.0, "requests a second");
            judge(findings, stage, &setting.get("ThrottlingBurstLimit"), QUOTA.1, "requests at once");
        }
    }
    for plan in system.all(PLAN) {
        judge(findings, plan, &plan.value("Throttle/RateLimit"), QUOTA.0, "requests a second");
        judge(findings, plan, &plan.value("Throttle/BurstLimit"), QUOTA.1, "requests at once");
    }
}

fn judge(findings: &mut Findings<'_>, of: Resource<'_>, limit: &Value<'_>, quota: i64, what: &str) {
    if let Some(asked) = limit.int().filter(|limit| *limit > quota) {
        let message = format!("{asked} {what}, and an account has {quota} in a region unless AWS raised it");
        findings.push(findings.on(of, limit, message).help("lower it, or have the account's quota raised"));
    }
}
