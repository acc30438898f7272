//! See `docs/misplaced-balancer.md`.

use super::{BALANCER, is_internet_facing};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("misplaced-balancer", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for balancer in system.all(BALANCER) {
        let Some(facing) = is_internet_facing(balancer) else { continue };
        let subnets = reach.subnets_made(balancer).unwrap_or_default();
        let Some(subnet) = subnets.into_iter().find(|subnet| reach.is_public(*subnet) == Some(!facing)) else {
            continue;
        };
        let (message, help) = match facing {
            true => (
                format!("`{}` faces the internet, and `{}` has no route to it", balancer.path(), subnet.path()),
                "take public subnets, or say `Scheme: internal`",
            ),
            false => (
                format!("`{}` is internal, and `{}` is a public subnet", balancer.path(), subnet.path()),
                "take private subnets",
            ),
        };
        findings.push(findings.of(balancer, message).help(help).with(subnet.origin(), "the subnet"));
    }
}
