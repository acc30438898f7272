//! See `docs/unknown-log.md`.

use super::{databases, engine};
use crate::facts::rds_engines::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-log", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for database in databases(system) {
        let Some(known) = table().engines.get(engine(database)).filter(|known| !known.logs.is_empty()) else {
            continue;
        };
        for log in database.each("EnableCloudwatchLogsExports") {
            let Some(name) = log.text().filter(|name| !known.logs.iter().any(|known| known == name)) else { continue };
            let message = format!("{} has no log `{name}`", engine(database));
            let help = format!("it has {} (as of {})", known.logs.join(", "), table().as_of);
            findings.push(findings.on(database, &log, message).help(help));
        }
    }
}
