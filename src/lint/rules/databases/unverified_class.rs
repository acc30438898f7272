//! See `docs/unverified-class.md`.

use super::{Class, strange_classes};
use crate::facts::rds_engines::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unverified-class", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (instance, engine, class) in strange_classes(system, Class::Unverified) {
        let message = format!("{engine} is not known to have the class `{class}` (as of {})", table().as_of);
        let help = "see `aws rds describe-orderable-db-instance-options`, or take a newer formwork";
        findings.push(findings.at(instance, "DBInstanceClass", message).help(help));
    }
}
