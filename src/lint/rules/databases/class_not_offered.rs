//! See `docs/class-not-offered.md`.

use super::{Class, strange_classes};
use crate::facts::rds_engines::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("class-not-offered", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (instance, engine, class) in strange_classes(system, Class::Impossible) {
        let message = format!("{engine} has no class such as `{class}`");
        let families = table().engines.get(engine).map(|known| known.families.join(", ")).unwrap_or_default();
        let help = format!("take one of `db.` and {families} (as of {})", table().as_of);
        findings.push(findings.at(instance, "DBInstanceClass", message).help(help));
    }
}
