//! See `docs/network-without-vpc.md`.

use super::LATTICE_NETWORK;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("network-without-vpc", check);

/// What lets a VPC into a service network.
const JOINS: [(&str, &str); 2] = [
    ("AWS::VpcLattice::ServiceNetworkVpcAssociation", "ServiceNetworkIdentifier"),
    ("AWS::EC2::VPCEndpoint", "ServiceNetworkArn"),
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for network in system.all(LATTICE_NETWORK) {
        let may_join = |join: Resource<'_>, path: &str| {
            !join.lacks(path) && join.target(path).is_none_or(|target| target == network)
        };
        let joined = JOINS.iter().any(|(type_name, path)| system.all(type_name).any(|join| may_join(join, path)));
        if !joined {
            let message = "no VPC is in the service network, so nobody reaches its services";
            let help = "add an `AWS::VpcLattice::ServiceNetworkVpcAssociation`, or an endpoint for the network";
            findings.push(findings.of(network, message).help(help));
        }
    }
}
