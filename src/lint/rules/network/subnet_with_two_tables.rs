//! See `docs/subnet-with-two-tables.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::reach::SUBNET;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("subnet-with-two-tables", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for subnet in system.all(SUBNET) {
        let mut associations = system.referring("AWS::EC2::SubnetRouteTableAssociation", "SubnetId", subnet);
        if let (Some(first), Some(second)) = (associations.next(), associations.next()) {
            let message = format!("`{}` is given two route tables", subnet.path());
            let finding = findings.of(second, message).help("remove one of the two associations");
            findings.push(finding.with(first.origin(), "the first association"));
        }
    }
}
