//! See `docs/nat-gateway-in-other-zone.md`.

use super::{NAT, is_public_and_zonal};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET, Way};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("nat-gateway-in-other-zone", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    // Whoever has one gateway chose to.
    if system.all(NAT).filter(|gateway| is_public_and_zonal(*gateway)).count() < 2 {
        return;
    }
    let reach = Reach::of(system);
    for subnet in system.all(SUBNET) {
        let Some(Way::Nat(Some(gateway))) = reach.default_route(subnet) else { continue };
        let Some(ground) = reach.made(&gateway.value("SubnetId"), SUBNET) else { continue };
        if is_public_and_zonal(gateway) && reach.same_zone(subnet, ground) == Some(false) {
            let message = format!("`{}` leaves through `{}`, which is in another zone", subnet.path(), gateway.path());
            let finding = findings.of(subnet, message).help("route it to the gateway of its own zone");
            findings.push(finding.with(gateway.origin(), "the gateway"));
        }
    }
}
