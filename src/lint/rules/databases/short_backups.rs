//! See `docs/short-backups.md`.

use super::{databases, is_kept, is_new};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("short-backups", check);

/// AWS Security Hub's control RDS.11 asks for as many days.
const DAYS: i64 = 7;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for database in databases(system).filter(|database| is_kept(*database) && is_new(*database)) {
        let kept = database.value("BackupRetentionPeriod");
        let days = if kept.is_absent() { Some(1) } else { kept.int() };
        let message = match days {
            Some(0) => "the database has no backups".to_owned(),
            Some(1) => "backups are kept for one day".to_owned(),
            Some(days) if days < DAYS => format!("backups are kept for {days} days"),
            _ => continue,
        };
        let finding = findings.at(database, "BackupRetentionPeriod", message);
        findings.push(finding.help(format!("set `BackupRetentionPeriod` to {DAYS} or more")));
    }
}
