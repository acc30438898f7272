//! See `docs/open-remote-access.md`.

use super::report_open;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Ports;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("open-remote-access", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    report_open(system, findings, what, "use Systems Manager sessions, or name the addresses of those who may");
}

fn what(ports: Ports) -> Option<&'static str> {
    // A rule for everything is `open-everything`'s.
    match ports.protocol? {
        Ports::TCP if ports.cover(Ports::tcp(22)) => Some("SSH (port 22)"),
        Ports::TCP if ports.cover(Ports::tcp(3389)) => Some("remote desktops (port 3389)"),
        _ => None,
    }
}
