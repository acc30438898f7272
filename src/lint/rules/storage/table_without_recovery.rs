//! See `docs/table-without-recovery.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("table-without-recovery", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let setting = "PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled";
    for table in system.all("AWS::DynamoDB::Table") {
        if table.flag(setting, false) == Some(false) {
            let finding = findings.of(table, "what is deleted or overwritten in this table cannot be brought back");
            findings.push(finding.help("set `PointInTimeRecoveryEnabled`"));
        }
    }
}
