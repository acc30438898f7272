//! See `docs/invalid-cidr.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{SUBNET, VPC};
use crate::lint::{Findings, System};
use crate::net::{Block, Family};

pub(super) const RULE: BuiltIn = BuiltIn::new("invalid-cidr", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for type_name in [VPC, SUBNET, "AWS::EC2::VPCCidrBlock"] {
        for resource in system.all(type_name) {
            // Text that is no block at all is the schema's to find.
            let Some(block) = resource.text("CidrBlock").and_then(|text| Block::around(text).ok()) else { continue };
            if block.family() == Family::V4 && !(16..=28).contains(&block.prefix()) {
                let message = format!("`{block}` is not between /16 and /28, as EC2 wants it");
                let finding = findings.at(resource, "CidrBlock", message);
                findings.push(finding.help("take a block of another length: `10.0.0.0/16`"));
            }
        }
    }
}
