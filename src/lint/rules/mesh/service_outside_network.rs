//! See `docs/service-outside-network.md`.

use super::LATTICE_SERVICE;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("service-outside-network", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    const JOINS: &str = "AWS::VpcLattice::ServiceNetworkServiceAssociation";
    for service in system.all(LATTICE_SERVICE) {
        let may_join = |join: Resource<'_>| join.target("ServiceIdentifier").is_none_or(|target| target == service);
        if !system.all(JOINS).any(may_join) {
            let message = "the service is in no service network, so nobody reaches it";
            findings.push(findings.of(service, message).help(format!("add an `{JOINS}`")));
        }
    }
}
