//! See `docs/addon-before-nodes.md`.

use super::{ADDON, FARGATE, NODES, cluster_of, of_cluster};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("addon-before-nodes", check);

/// Add-ons whose pods are ready only where there is a node. (EKS user guide, read 2026-11-20.)
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
        if waits(addon, &nodes) {
            continue;
        }
        let message = format!("`{name}` does not wait for nodes such as `{}`", first.path());
        let finding = findings.of(addon, message).with(first.origin(), "the nodes");
        findings.push(finding.help(format!("let it come after them: `DependsOn: {}`", first.path())));
    }
}

/// Whether a resource comes after one of others of its stack, by whatever way.
fn waits(resource: Resource<'_>, others: &[Resource<'_>]) -> bool {
    let stack = resource.stack();
    let mut seen = vec![false; stack.stack.resources().len()];
    let mut open = vec![resource.address().index];
    while let Some(at) = open.pop() {
        match seen.get_mut(at as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        if others.iter().any(|other| other.address().index == at) {
            return true;
        }
        open.extend(stack.after(at));
        open.extend(stack.references(at));
    }
    false
}
