//! See `docs/unprotected-database.md`.

use super::{databases, is_kept};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unprotected-database", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for database in databases(system).filter(|database| is_kept(*database)) {
        if database.flag("DeletionProtection", false) == Some(false) {
            let message = "nothing keeps the database from being deleted";
            let finding = findings.at(database, "DeletionProtection", message);
            findings.push(finding.help("set `DeletionProtection` to true"));
        }
    }
}
