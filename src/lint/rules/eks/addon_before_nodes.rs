//! See `docs/addon-before-nodes.md`.

use super::{ADDON, FARGATE, NODES, cluster_of, of_cluster};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("addon-before-nodes", check);

/// Add-ons whose pods are ready only where there is a node. (EKS user guide.)
const NEED_NODES: [&str; 2] = ["coredns", "metrics-server"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for addon in system.all(ADDON) {
        let Some(name) = addon.text("AddonName").filter(|name| NEED_NODES.contains(name)) else { continue };
        let Some(cluster) = cluster_of(addon) else { continue };
        if cluster.flag("ComputeConfig/Enabled", false) != Some(false) {
            continue;
        }
        let key = addon.stack().stack.key();
        let mut nodes = of_cluster(NODES, cluster);
        nodes.extend(of_cluster(FARGATE, cluster));
        nodes.retain(|nodes| nodes.address().stack == key);
        let Some(first) = nodes.first() else { continue };
        let awaited = addon.awaited();
        if nodes.iter().any(|nodes| awaited.has(*nodes)) {
            continue;
        }
        let message = format!("`{name}` does not wait for nodes such as `{}`", first.path());
        let finding = findings.of(addon, message).with(first.origin(), "the nodes");
        findings.push(finding.help(format!("let it come after them: `DependsOn: {}`", first.path())));
    }
}
