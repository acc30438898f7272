//! See `docs/stale-deployment.md`.

use super::deployment_before_methods::snapshots;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("stale-deployment", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for snapshot in snapshots(system) {
        let deployment = snapshot.deployment;
        // A digit in the id is a version by hand, or a digest of some generator.
        let changes = deployment.placed().content().is_some()
            || deployment.stack().id(deployment.address().index).bytes().any(|byte| byte.is_ascii_digit());
        if changes || snapshot.awaited == 0 {
            continue;
        }
        let message = format!("a change of `{}` leaves this snapshot as it is", snapshot.api.path());
        let help = "give it a new logical id with each change: a version or a digest in it";
        findings.push(findings.of(deployment, message).help(help).with(snapshot.api.origin(), "the API"));
    }
}
