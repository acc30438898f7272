//! See `docs/public-database.md`.

use super::INSTANCE;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("public-database", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for database in system.all(INSTANCE).chain(system.all(super::CLUSTER)) {
        if database.flag("PubliclyAccessible", false) == Some(true) {
            let message = "the database has a public address";
            let finding = findings.at(database, "PubliclyAccessible", message);
            findings.push(finding.help("set `PubliclyAccessible` to false, and come by a bastion or a VPN"));
        }
    }
}
