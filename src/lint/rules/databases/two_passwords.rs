//! See `docs/two-passwords.md`.

use super::databases;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("two-passwords", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for database in databases(system) {
        let password = database.value("MasterUserPassword");
        let is_said = password.node().is_some() || password.expr().is_some();
        if is_said && database.flag("ManageMasterUserPassword", false) == Some(true) {
            let message = "a password for the first user, though RDS is to make one";
            let finding = findings.at(database, "MasterUserPassword", message);
            findings.push(finding.help("leave `MasterUserPassword` out"));
        }
    }
}
