//! See `docs/untraced-stage.md`.

use super::STAGE;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("untraced-stage", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for stage in system.all(STAGE).filter(|stage| stage.flag("TracingEnabled", false) == Some(false)) {
        let message = "calls through it leave no trace in X-Ray";
        findings.push(findings.of(stage, message).help("set `TracingEnabled: true`"));
    }
}
