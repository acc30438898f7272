//! See `docs/network-without-vpc.md`.

use super::LATTICE_NETWORK;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("network-without-vpc", check);

/// What lets a VPC into a service network.
const JOINS: [(&str, &str); 2] = [
    ("AWS::VpcLattice::ServiceNetworkVpcAssociation", "ServiceNetworkIdentifier"),
    ("AWS::EC2::VPCEndpoint", "ServiceNetworkArn"),
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for network in system.all(LATTICE_NETWORK) {
        let may_join = |type_name: &str, path: &str| {
            system.perhaps_referring(type_name, path, network).iter().any(|join| !join.lacks(path))
        };
        let joined = JOINS.iter().any(|(type_name, path)| may_join(type_name, path));
        if !joined && !system.is_handed_out(network) {
            let message = "no VPC is in the service network, so nobody reaches its services";
            let help = "add an `AWS::VpcLattice::ServiceNetworkVpcAssociation`, or an endpoint for the network";
            findings.push(findings.of(network, message).help(help));
        }
    }
}
