//! See `docs/retired-version.md`.

use super::{databases, is_new};
use crate::facts::rds;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("retired-version", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let table = rds::table();
    for database in databases(system).filter(|database| is_new(*database)) {
        let Some(version) = database.value("EngineVersion").word() else { continue };
        let Some(engine) = database.text("Engine").filter(|engine| table.is_retired(engine, &version)) else {
            continue;
        };
        let newest = table.newest(engine, &version).map(|newest| format!(", such as {newest}")).unwrap_or_default();
        let help = format!("take a newer one{newest} (as of {})", table.as_of);
        let message = format!("RDS makes no new database of {engine} {version}");
        findings.push(findings.at(database, "EngineVersion", message).help(help));
    }
}
