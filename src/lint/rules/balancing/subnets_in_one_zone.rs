//! See `docs/subnets-in-one-zone.md`.

use super::BALANCER;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("subnets-in-one-zone", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for balancer in system.all(BALANCER) {
        let subnets = reach.subnets(balancer).unwrap_or_default();
        let subnets: Vec<Resource<'_>> = subnets.iter().filter_map(|subnet| reach.made(subnet, SUBNET)).collect();
        for (at, subnet) in subnets.iter().enumerate() {
            // The same subnet twice is a duplicate item.
            let same = |other: &&Resource<'_>| **other != *subnet && reach.same_zone(**other, *subnet) == Some(true);
            let Some(other) = subnets[..at].iter().find(same) else { continue };
            let message =
                format!("`{}` and `{}` of `{}` are in one zone", other.path(), subnet.path(), balancer.path());
            let finding = findings.of(balancer, message).help("give it one subnet of each zone");
            findings.push(finding.with(other.origin(), "one subnet").with(subnet.origin(), "the other"));
        }
    }
}
