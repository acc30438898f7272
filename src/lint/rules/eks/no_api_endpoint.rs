//! See `docs/no-api-endpoint.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("no-api-endpoint", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        let public = cluster.flag("ResourcesVpcConfig/EndpointPublicAccess", true);
        let private = cluster.flag("ResourcesVpcConfig/EndpointPrivateAccess", false);
        if let (Some(false), Some(false)) = (public, private) {
            let message = "the API server has neither a public nor a private endpoint";
            let finding = findings.at(cluster, "ResourcesVpcConfig/EndpointPublicAccess", message);
            findings.push(finding.help("set `EndpointPrivateAccess` to true"));
        }
    }
}
