//! See `docs/invalid-database-name.md`.

use super::{databases, engine};
use crate::facts::rds_engines::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("invalid-database-name", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for database in databases(system) {
        let value =
            ["DBName", "DatabaseName"].map(|name| database.value(name)).into_iter().find(|name| !name.is_absent());
        let Some((value, name)) = value.and_then(|value| Some((value, value.text()?))) else { continue };
        let message = match table().engines.get(engine(database)).and_then(|known| known.longest_name) {
            Some(longest) if !is_name(name, longest as usize) => {
                format!("`{name}` cannot be the name of a database of {}", engine(database))
            }
            None if engine(database).starts_with("sqlserver") => "SQL Server makes no database by itself".to_owned(),
            _ => continue,
        };
        let help = "take letters, digits and underscores, the first a letter; for SQL Server, leave it out";
        findings.push(findings.on(database, &value, message).help(help));
    }
}

fn is_name(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len())
        && text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
