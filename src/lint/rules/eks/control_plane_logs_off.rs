//! See `docs/control-plane-logs-off.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("control-plane-logs-off", check);

/// Who did what, and who was let in.
const NEEDED: [&str; 2] = ["audit", "authenticator"];

const PATH: &str = "Logging/ClusterLogging/EnabledTypes";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        let Some(kept) = kept(cluster) else { continue };
        let missing: Vec<&str> = NEEDED.into_iter().filter(|log| !kept.contains(log)).collect();
        if !missing.is_empty() {
            let message = format!("the cluster keeps no log of {}", missing.join(" and "));
            findings.push(findings.at(cluster, PATH, message).help("add it to the logs that are kept"));
        }
    }
}

/// The logs that are kept, where all of them are known.
fn kept(cluster: Resource<'_>) -> Option<Vec<&str>> {
    cluster.items(PATH)?.iter().map(|log| log.get("Type").text()).collect()
}
