//! See `docs/missing-log-role.md`.

use super::{ACCOUNT, STAGE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-log-role", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    if system.has(ACCOUNT) {
        return;
    }
    if let Some(stage) = system.all(STAGE).find(|stage| logs(*stage)) {
        let message = "it logs, and nothing here gives API Gateway the role that it logs with";
        let help = "see that the account has it in this region: `AWS::ApiGateway::Account` in one stack of its own";
        findings.push(findings.of(stage, message).help(help));
    }
}

/// Whether a stage surely writes logs.
pub(super) fn logs(stage: Resource<'_>) -> bool {
    let executes = |level: &str| matches!(level, "INFO" | "ERROR");
    !stage.lacks("AccessLogSetting/DestinationArn")
        || stage.each("MethodSettings").iter().any(|setting| setting.get("LoggingLevel").text().is_some_and(executes))
}
