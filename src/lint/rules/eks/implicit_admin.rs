//! See `docs/implicit-admin.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("implicit-admin", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        if cluster.flag("AccessConfig/BootstrapClusterCreatorAdminPermissions", true) == Some(true) {
            let message = "whoever deploys the cluster becomes its administrator, and no resource says so";
            let help = "set `AccessConfig.BootstrapClusterCreatorAdminPermissions` to false, and add an access entry";
            findings.push(findings.at(cluster, "AccessConfig", message).help(help));
        }
    }
}
