//! See `docs/missing-access-log.md`.

use super::STAGE;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-access-log", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for stage in system.all(STAGE).filter(|stage| stage.lacks("AccessLogSetting")) {
        let message = "nobody writes down who called it, and what they got";
        findings.push(findings.of(stage, message).help("set `AccessLogSetting`: a log group and a format"));
    }
}
