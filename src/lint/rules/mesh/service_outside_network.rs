//! See `docs/service-outside-network.md`.

use super::LATTICE_SERVICE;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("service-outside-network", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    const JOINS: &str = "AWS::VpcLattice::ServiceNetworkServiceAssociation";
    for service in system.all(LATTICE_SERVICE) {
        let joins = system.perhaps_referring(JOINS, "ServiceIdentifier", service);
        if !system.is_handed_out(service) && joins.is_empty() {
            let message = "the service is in no service network, so nobody reaches it";
            findings.push(findings.of(service, message).help(format!("add an `{JOINS}`")));
        }
    }
}
