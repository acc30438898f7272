//! See `docs/reserved-user.md`.

use super::{databases, engine};
use crate::facts::rds_engines::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("reserved-user", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for database in databases(system) {
        let Some(user) = database.text("MasterUsername") else { continue };
        let engine = engine(database);
        let Some(known) = table().engines.get(engine) else { continue };
        let folded = user.to_ascii_lowercase();
        let reserved = known.reserved_users.contains(&folded)
            || known.reserved_prefixes.iter().any(|prefix| folded.starts_with(prefix.as_str()));
        let message = match known.longest_user {
            Some(longest) if user.len() > longest as usize => {
                format!("the user's name `{user}` has {} characters; {engine} takes {longest}", user.len())
            }
            _ if reserved => format!("`{user}` is a name of {engine}'s own and cannot be the first user's"),
            _ => continue,
        };
        findings.push(findings.at(database, "MasterUsername", message).help("take another, such as `dbadmin`"));
    }
}
