//! See `docs/weight-out-of-range.md`.

use super::Record;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("weight-out-of-range", check);

const MOST: i64 = 255;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for record in Record::all(system) {
        let weight = record.value("Weight").int().filter(|weight| !(0..=MOST).contains(weight));
        let Some(weight) = weight else { continue };
        let message = format!("a weight of {weight}; Route 53 takes 0 to {MOST}");
        let help = "only its share of the sum matters";
        findings.push(findings.at(record.resource, &record.path("Weight"), message).help(help));
    }
}
