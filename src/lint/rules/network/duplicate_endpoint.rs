//! See `docs/duplicate-endpoint.md`.

use std::collections::HashMap;

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-endpoint", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let mut taken: HashMap<_, Resource<'_>> = HashMap::new();
    let named = |endpoint: &Resource<'_>| {
        endpoint.text("VpcEndpointType") == Some("Interface") && endpoint.flag("PrivateDnsEnabled", false) == Some(true)
    };
    for endpoint in system.all("AWS::EC2::VPCEndpoint").filter(named) {
        let keys = (endpoint.value("VpcId").key(), endpoint.value("ServiceName").key());
        let (Some(network), Some(service)) = keys else { continue };
        let key = (network, service);
        let Some(first) = taken.get(&key) else {
            taken.insert(key, endpoint);
            continue;
        };
        let message = format!("`{}` has the private names of this service already", first.path());
        let finding = findings.at(endpoint, "PrivateDnsEnabled", message);
        findings.push(
            finding.help("keep one endpoint, or let one of them have the names").with(first.origin(), "the first"),
        );
    }
}
