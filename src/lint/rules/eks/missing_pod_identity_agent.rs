//! See `docs/missing-pod-identity-agent.md`.

use super::{ADDON, cluster_of, perhaps_of};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-pod-identity-agent", check);

const AGENT: &str = "eks-pod-identity-agent";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for association in system.all("AWS::EKS::PodIdentityAssociation") {
        let Some(cluster) = cluster_of(association) else { continue };
        let automatic = cluster.flag("ComputeConfig/Enabled", false);
        if automatic == Some(false) && !perhaps_of(ADDON, cluster).into_iter().any(may_be_agent) {
            let message = format!("`{}` has no add-on `{AGENT}`: its pods would get no role", cluster.path());
            let finding = findings.of(association, message).with(cluster.origin(), "the cluster");
            findings.push(finding.help(format!("add the add-on `{AGENT}`")));
        }
    }
}

fn may_be_agent(addon: Resource<'_>) -> bool {
    addon.text("AddonName").is_none_or(|name| name == AGENT)
}
