//! See `docs/access-entry-without-api.md`.

use super::{ENTRY, cluster_of};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("access-entry-without-api", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        let Some(cluster) = cluster_of(entry) else { continue };
        let mode = cluster.value("AccessConfig/AuthenticationMode");
        if !mode.is_absent() && mode.text() != Some("CONFIG_MAP") {
            continue;
        }
        let message = format!("`{}` takes no access entries: its authentication mode is `CONFIG_MAP`", cluster.path());
        let finding = findings.at(entry, "ClusterName", message).with(cluster.origin(), "the cluster");
        findings.push(finding.help("set the cluster's `AccessConfig.AuthenticationMode` to `API`"));
    }
}
