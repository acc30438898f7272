//! See `docs/single-zone-database.md`.

use super::{instances, is_new};
use crate::lint::builtin::BuiltIn;
use crate::lint::rules::is_production;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("single-zone-database", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for instance in instances(system).filter(|instance| is_production(*instance) && is_new(*instance)) {
        if !super::engine(instance).is_empty() && instance.flag("MultiAZ", false) == Some(false) {
            let message = "this production database has no standby in another zone";
            findings.push(findings.at(instance, "MultiAZ", message).help("set `MultiAZ` to true"));
        }
    }
}
