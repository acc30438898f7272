//! See `docs/open-everything.md`.

use super::report_open;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Ports;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("open-everything", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    report_open(system, findings, what, "name the protocol and the port that everybody needs");
}

fn what(ports: Ports) -> Option<&'static str> {
    ports.protocol.is_none().then_some("every port of every protocol")
}
