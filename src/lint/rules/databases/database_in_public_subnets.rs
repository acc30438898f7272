//! See `docs/database-in-public-subnets.md`.

use super::SUBNETS;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("database-in-public-subnets", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for group in system.all(SUBNETS) {
        let subnets = group.each("SubnetIds").into_iter().filter_map(|subnet| subnet.target());
        for subnet in subnets.filter(|subnet| subnet.type_name() == SUBNET) {
            if reach.is_public(subnet) == Some(true) {
                let message = format!("databases of this group may stand in `{}`, which is public", subnet.path());
                let finding = findings.at(group, "SubnetIds", message).with(subnet.origin(), "the subnet");
                findings.push(finding.help("name subnets without a route to an internet gateway"));
            }
        }
    }
}
