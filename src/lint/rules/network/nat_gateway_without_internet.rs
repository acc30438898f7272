//! See `docs/nat-gateway-without-internet.md`.

use super::{NAT, is_public_and_zonal};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET, Way};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("nat-gateway-without-internet", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for gateway in system.all(NAT).filter(|gateway| is_public_and_zonal(*gateway)) {
        let Some(subnet) = reach.made(&gateway.value("SubnetId"), SUBNET) else { continue };
        let why = match reach.default_route(subnet) {
            Some(Way::Nowhere) => "has no default route".to_owned(),
            Some(Way::Nat(_)) => "itself leaves through a NAT gateway".to_owned(),
            // An appliance may stand between the gateway and the internet.
            Some(Way::Elsewhere | Way::Internet) | None => continue,
        };
        let message =
            format!("`{}` is to lead to the internet, and its subnet `{}` {why}", gateway.path(), subnet.path());
        let help = "put it into a subnet whose route table leads `0.0.0.0/0` to an internet gateway";
        findings.push(findings.at(gateway, "SubnetId", message).help(help).with(subnet.origin(), "the subnet"));
    }
}
