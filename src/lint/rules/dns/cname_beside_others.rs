//! See `docs/cname-beside-others.md`.

use super::{Record, by_name};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("cname-beside-others", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let records = Record::all(system);
    for group in by_name(&records) {
        let records = || group.iter().map(|at| &records[*at]);
        let Some(cname) = records().find(|record| record.kind() == Some("CNAME")) else { continue };
        let other = records().find_map(|record| Some((record, record.kind().filter(|kind| *kind != "CNAME")?)));
        let Some((other, kind)) = other else { continue };
        let message = format!("a CNAME where a record of the type {kind} stands too");
        let help = "a CNAME stands alone at its name: use an alias, or another name";
        let finding = findings.at(cname.resource, &cname.path("Type"), message).help(help);
        findings.push(finding.with(other.resource.origin(), "the other record"));
    }
}
