//! See `docs/nat-gateway-in-other-zone.md`.

use std::collections::HashMap;

use super::{NAT, is_public_and_zonal};
use crate::core::Address;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET, Way};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("nat-gateway-in-other-zone", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    // The subnets that gateways stand in, by network.
    let mut grounds: HashMap<Address, Vec<(Resource<'_>, Resource<'_>)>> = HashMap::new();
    for gateway in system.all(NAT).filter(|gateway| is_public_and_zonal(*gateway)) {
        let Some(ground) = reach.made(&gateway.value("SubnetId"), SUBNET) else { continue };
        let Some(vpc) = reach.vpc_of(ground) else { continue };
        grounds.entry(vpc.address()).or_default().push((gateway, ground));
    }
    for subnet in system.all(SUBNET) {
        let Some(Way::Nat(Some(used))) = reach.default_route(subnet) else { continue };
        let here = reach.vpc_of(subnet).and_then(|vpc| grounds.get(&vpc.address())).map_or(&[][..], Vec::as_slice);
        let same = |(_, ground): &&(Resource<'_>, Resource<'_>)| reach.same_zone(subnet, *ground);
        let elsewhere = here.iter().find(|pair| pair.0 == used).is_some_and(|pair| same(&pair) == Some(false));
        // Where its zone has no gateway, somebody chose to have fewer.
        let own = here.iter().find(|pair| same(pair) == Some(true));
        if let Some((own, _)) = own.filter(|_| elsewhere) {
            let message = format!(
                "`{}` leaves through `{}`, which is in another zone than it and `{}`",
                subnet.path(),
                used.path(),
                own.path()
            );
            let finding = findings.of(subnet, message).help("route it to the gateway of its own zone");
            findings.push(finding.with(used.origin(), "the gateway").with(own.origin(), "its zone's"));
        }
    }
}
