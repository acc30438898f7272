//! See `docs/overlapping-subnets.md`.

use std::collections::BTreeMap;

use crate::core::Address;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET};
use crate::lint::{Findings, Resource, System};
use crate::net::Block;

pub(super) const RULE: BuiltIn = BuiltIn::new("overlapping-subnets", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    let mut networks: BTreeMap<Address, Vec<(Block, Resource<'_>)>> = BTreeMap::new();
    for subnet in system.all(SUBNET) {
        if let (Some(vpc), Some(block)) = (reach.vpc_of(subnet), reach.block_of(subnet)) {
            networks.entry(vpc.address()).or_default().push((block, subnet));
        }
    }
    for subnets in networks.values_mut() {
        // Of blocks in order, two that meet are neighbours, or all between them meet the first too.
        subnets.sort_by_key(|(block, _)| *block);
        for pair in subnets.windows(2) {
            let [(one, first), (other, second)] = pair else { continue };
            if one.overlaps(*other) {
                let message = format!("`{}` ({other}) and `{}` ({one}) share addresses", second.path(), first.path());
                let finding = findings.at(*second, "CidrBlock", message).help("give each subnet addresses of its own");
                findings.push(finding.with(first.origin(), "the other subnet"));
            }
        }
    }
}
