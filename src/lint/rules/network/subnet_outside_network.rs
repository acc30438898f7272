//! See `docs/subnet-outside-network.md`.

use std::collections::HashMap;

use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("subnet-outside-network", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    let mut known = HashMap::new();
    for subnet in system.all(SUBNET) {
        let (Some(vpc), Some(block)) = (reach.vpc_of(subnet), reach.block_of(subnet)) else { continue };
        let Some(blocks) = known.entry(vpc.address()).or_insert_with(|| reach.blocks(vpc)) else { continue };
        if !blocks.iter().any(|whole| whole.contains(block)) {
            let whole: Vec<String> = blocks.iter().map(ToString::to_string).collect();
            let message = format!("`{}` ({block}) lies outside `{}` ({})", subnet.path(), vpc.path(), whole.join(", "));
            let finding = findings.at(subnet, "CidrBlock", message).help("take a block inside the network's");
            findings.push(finding.with(vpc.origin(), "the VPC"));
        }
    }
}
