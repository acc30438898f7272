//! See `docs/balancer-without-group.md`.

use super::{BALANCER, kind};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("balancer-without-group", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for balancer in system.all(BALANCER) {
        if kind(balancer) == Some("network") && balancer.items("SecurityGroups").is_some_and(|groups| groups.is_empty())
        {
            let message = format!("`{}` has no security group and can never be given one", balancer.path());
            findings
                .push(findings.of(balancer, message).help("give it one now; it can be changed later, but not added"));
        }
    }
}
