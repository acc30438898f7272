//! See `docs/unsupported-zone.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unsupported-zone", check);

/// Zones where EKS puts no control plane. (EKS user guide, "VPC and subnet requirements", read 2026-11-20.)
const WITHOUT_EKS: [&str; 3] = ["cac1-az3", "use1-az3", "usw1-az2"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for cluster in system.all(CLUSTER) {
        for subnet in reach.subnets_made(cluster).unwrap_or_default() {
            let Some(zone) = subnet.text("AvailabilityZoneId").filter(|zone| WITHOUT_EKS.contains(zone)) else {
                continue;
            };
            let message =
                format!("`{}` is in zone `{zone}`, where EKS has no clusters (as of 2026-11-20)", subnet.path());
            let finding = findings.of(cluster, message).help("give the cluster subnets in other zones; nodes may stay");
            findings.push(finding.with(subnet.origin(), "the subnet"));
        }
    }
}
