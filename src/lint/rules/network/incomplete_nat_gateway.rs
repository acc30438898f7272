//! See `docs/incomplete-nat-gateway.md`.

use super::{NAT, is_public_and_zonal};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("incomplete-nat-gateway", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for gateway in system.all(NAT) {
        let (path, lacks) = (gateway.path(), |name| gateway.lacks(name));
        let mode = gateway.value("AvailabilityMode");
        let (message, help) = if mode.text() == Some("regional") {
            match (lacks("VpcId"), lacks("SubnetId")) {
                (true, _) => (format!("`{path}` is regional and names no VPC"), "say `VpcId`"),
                (_, false) => (format!("`{path}` is regional and names a subnet"), "remove `SubnetId`"),
                (false, true) => continue,
            }
        } else if !mode.is_absent() && mode.text().is_none() {
            continue;
        } else if lacks("SubnetId") {
            (format!("`{path}` stands in no subnet"), "say `SubnetId`, or `AvailabilityMode: regional` and `VpcId`")
        } else if is_public_and_zonal(gateway) && lacks("AllocationId") {
            (format!("`{path}` is public and has no address"), "say the `AllocationId` of an `AWS::EC2::EIP`")
        } else {
            continue;
        };
        findings.push(findings.of(gateway, message).help(help));
    }
}
