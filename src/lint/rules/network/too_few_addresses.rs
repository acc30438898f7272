//! See `docs/too-few-addresses.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("too-few-addresses", check);

/// Addresses of each subnet that nobody gets. (EC2 API reference, `CreateSubnet`, read 2026-11-20.)
const KEPT: u128 = 5;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for nodes in system.all("AWS::EKS::Nodegroup") {
        let most = nodes.int("ScalingConfig/MaxSize").and_then(|most| u128::try_from(most).ok());
        let (Some(most), Some(subnets)) = (most, reach.subnets_made(nodes)) else { continue };
        let free: Option<u128> =
            subnets.iter().map(|subnet| Some(reach.block_of(*subnet)?.addresses().saturating_sub(KEPT))).sum();
        let Some(free) = free.filter(|free| *free < most) else { continue };
        let message = format!("`{}` may grow to {most} nodes, and its subnets have {free} addresses", nodes.path());
        let help = "give it larger subnets, or fewer nodes; every pod takes an address too";
        findings.push(findings.at(nodes, "ScalingConfig/MaxSize", message).help(help));
    }
}
