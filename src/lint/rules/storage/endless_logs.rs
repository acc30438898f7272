//! See `docs/endless-logs.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("endless-logs", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for group in system.all("AWS::Logs::LogGroup") {
        // What is only handed on is kept for a day whatever is said.
        let is_kept =
            group.lacks("LogGroupClass") || group.text("LogGroupClass").is_some_and(|class| class != "DELIVERY");
        if is_kept && group.lacks("RetentionInDays") {
            let finding = findings.of(group, "its logs are kept, and paid for, for ever");
            findings.push(finding.help("set `RetentionInDays`"));
        }
    }
}
