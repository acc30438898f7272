//! See `docs/subnet-with-two-tables.md`.

use std::collections::HashMap;

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("subnet-with-two-tables", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let mut given: HashMap<_, Resource<'_>> = HashMap::new();
    for association in system.all("AWS::EC2::SubnetRouteTableAssociation") {
        let subnet = association.value("SubnetId");
        let Some(key) = subnet.key() else { continue };
        let Some(first) = given.get(&key) else {
            given.insert(key, association);
            continue;
        };
        let known = subnet.target().map(|subnet| subnet.path()).or(subnet.text());
        let message = format!("`{}` is given two route tables", known.unwrap_or("this subnet"));
        let finding = findings.of(association, message).help("remove one of the two associations");
        findings.push(finding.with(first.origin(), "the first association"));
    }
}
