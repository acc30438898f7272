//! See `docs/weights-all-zero.md`.

use super::{ROUTE, targets};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("weights-all-zero", check);

/// Where VPC Lattice forwards to several target groups.
const FORWARDS: [(&str, &str); 2] = [
    ("AWS::VpcLattice::Listener", "DefaultAction/Forward/TargetGroups"),
    ("AWS::VpcLattice::Rule", "Action/Forward/TargetGroups"),
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for route in system.all(ROUTE) {
        judge(findings, route, &targets(route));
    }
    for (type_name, path) in FORWARDS {
        for resource in system.all(type_name) {
            judge(findings, resource, &resource.each(path));
        }
    }
}

fn judge<'a>(findings: &mut Findings<'_>, resource: Resource<'a>, targets: &[Value<'a>]) {
    let [first, ..] = targets else { return };
    if targets.iter().all(|target| target.get("Weight").int() == Some(0)) {
        let message = "all weights are 0, so nothing gets a request";
        let finding = findings.on(resource, &first.get("Weight"), message);
        findings.push(finding.help("give at least one target a weight above 0"));
    }
}
