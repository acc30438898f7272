//! See `docs/nobody-admitted.md`.

use super::{CLUSTER, ENTRY, perhaps_of};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("nobody-admitted", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        let implicit = cluster.flag("AccessConfig/BootstrapClusterCreatorAdminPermissions", true);
        if implicit == Some(false) && !perhaps_of(ENTRY, cluster).into_iter().any(may_admit) {
            let message = "nobody is let into the cluster: no access entry, and its creator is no administrator";
            let help = "add an access entry with `AmazonEKSClusterAdminPolicy` for a role of yours";
            findings.push(findings.of(cluster, message).help(help));
        }
    }
}

/// Whether an entry is for people or programs, as far as is known.
fn may_admit(entry: Resource<'_>) -> bool {
    let kind = entry.value("Type");
    kind.text().is_none_or(|kind| kind == "STANDARD")
}
