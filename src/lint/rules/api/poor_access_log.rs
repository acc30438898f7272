//! See `docs/poor-access-log.md`.

use super::STAGE;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("poor-access-log", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    const FORMAT: &str = "AccessLogSetting/Format";
    for stage in system.all(STAGE) {
        let Some(format) = stage.text(FORMAT) else { continue };
        let has = |names: [&str; 2]| names.iter().any(|name| format.contains(name));
        let (message, help) = if !has(["$context.requestId", "$context.extendedRequestId"]) {
            let message = "the format has neither `$context.requestId` nor `$context.extendedRequestId`";
            (message, "add `$context.requestId`: API Gateway asks for one of them")
        } else if !has(["$context.status", "$context.integration.status"]) {
            ("the format has no `$context.status`", "add it: what a caller got is the first question to a log")
        } else {
            continue;
        };
        findings.push(findings.at(stage, FORMAT, message).help(help));
    }
}
