//! See `docs/zone-with-standby.md`.

use super::INSTANCE;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("zone-with-standby", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for instance in system.all(INSTANCE) {
        let zone = instance.value("AvailabilityZone");
        let is_said = zone.node().is_some() || zone.expr().is_some();
        if is_said && instance.flag("MultiAZ", false) == Some(true) {
            let message = "a zone for a database that stands in two";
            let finding = findings.at(instance, "AvailabilityZone", message);
            findings.push(finding.help("leave `AvailabilityZone` out: RDS chooses both zones"));
        }
    }
}
