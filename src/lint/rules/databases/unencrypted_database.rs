//! See `docs/unencrypted-database.md`.

use super::{databases, is_new};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unencrypted-database", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    // Serverless clusters of the first version are always encrypted.
    let open = databases(system).filter(|database| database.text("EngineMode") != Some("serverless"));
    for database in open.filter(|database| is_new(*database)) {
        if database.flag("StorageEncrypted", false) == Some(false) {
            let message = "the database is not encrypted, and cannot be later";
            findings.push(findings.at(database, "StorageEncrypted", message).help("set `StorageEncrypted` to true"));
        }
    }
}
