//! See `docs/unprotected-cluster.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::rules::is_production;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unprotected-cluster", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER).filter(|cluster| is_production(*cluster)) {
        if cluster.flag("DeletionProtection", false) == Some(false) {
            let message = "nothing keeps this production cluster from being deleted";
            let finding = findings.at(cluster, "DeletionProtection", message);
            findings.push(finding.help("set `DeletionProtection` to true"));
        }
    }
}
