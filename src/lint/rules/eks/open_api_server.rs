//! See `docs/open-api-server.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("open-api-server", check);

const RANGES: &str = "ResourcesVpcConfig/PublicAccessCidrs";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        if cluster.flag("ResourcesVpcConfig/EndpointPublicAccess", true) != Some(true) {
            continue;
        }
        let Some(ranges) = cluster.items(RANGES) else { continue };
        if ranges.is_empty() || ranges.iter().any(|range| matches!(range.text(), Some("0.0.0.0/0" | "::/0"))) {
            let message = "the whole internet reaches the API server's public endpoint";
            let help = "name ranges in `PublicAccessCidrs`, or turn on the private endpoint only";
            findings.push(findings.at(cluster, RANGES, message).help(help));
        }
    }
}
