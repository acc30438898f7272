//! See `docs/service-range-overlap.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, Resource, System};
use crate::net::{Block, Family};

pub(super) const RULE: BuiltIn = BuiltIn::new("service-range-overlap", check);

const RANGE: &str = "KubernetesNetworkConfig/ServiceIpv4Cidr";

/// Where services' addresses may come from. (EKS API reference, `KubernetesNetworkConfigRequest`, read 2026-11-20.)
const PRIVATE: [&str; 3] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        let Some(text) = cluster.text(RANGE) else { continue };
        let Ok(range) = Block::parse(text) else { continue };
        if let Some(message) = fault(cluster, range) {
            let help = "take a private block of /12 to /24 outside the network: `172.20.0.0/16`";
            findings.push(findings.at(cluster, RANGE, message).help(help));
        }
    }
}

fn fault(cluster: Resource<'_>, range: Block) -> Option<String> {
    if range.family() != Family::V4 || !(12..=24).contains(&range.prefix()) {
        return Some(format!("the services' range `{range}` is not between /12 and /24"));
    }
    if !PRIVATE.iter().any(|block| Block::parse(block).is_ok_and(|block| block.contains(range))) {
        return Some(format!("the services' range `{range}` is none of the private blocks"));
    }
    let reach = Reach::of(cluster.system());
    let vpc = reach.vpc_of(cluster)?;
    let block = reach.blocks(vpc)?.into_iter().find(|block| block.overlaps(range))?;
    Some(format!("the services' range `{range}` overlaps `{block}` of `{}`", vpc.path()))
}
