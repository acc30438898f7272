//! See `docs/half-auto-mode.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("half-auto-mode", check);

/// What Auto Mode takes over.
const PARTS: [&str; 3] = [
    "ComputeConfig/Enabled",
    "KubernetesNetworkConfig/ElasticLoadBalancing/Enabled",
    "StorageConfig/BlockStorage/Enabled",
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        parts(cluster, findings);
        let pools = cluster.each("ComputeConfig/NodePools");
        if !pools.is_empty() && cluster.lacks("ComputeConfig/NodeRoleArn") {
            let message = "node pools without a role for their nodes";
            let finding = findings.at(cluster, "ComputeConfig/NodePools", message);
            findings.push(finding.help("name a role in `ComputeConfig.NodeRoleArn`"));
        }
    }
}

fn parts(cluster: Resource<'_>, findings: &mut Findings<'_>) {
    let Some(on) = PARTS.iter().map(|part| cluster.flag(part, false)).collect::<Option<Vec<bool>>>() else { return };
    let (Some(first_on), Some(first_off)) = (on.iter().position(|on| *on), on.iter().position(|on| !*on)) else {
        return;
    };
    let name = |at: usize| PARTS.get(at).copied().unwrap_or_default().replace('/', ".");
    let message = format!("Auto Mode is on in `{}` and off in `{}`", name(first_on), name(first_off));
    let help = "turn on compute, load balancing and block storage, or none of them";
    findings.push(findings.of(cluster, message).help(help));
}
