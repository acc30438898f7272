//! See `docs/unprotected-balancer.md`.

use super::{BALANCER, attribute, kind};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unprotected-balancer", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for balancer in system.all(BALANCER) {
        // Who says `false` has decided.
        let unsaid = attribute(balancer, "deletion_protection.enabled").is_some_and(|said| said.is_none());
        if unsaid && matches!(kind(balancer), Some("application" | "network")) {
            let message = format!("`{}` is not protected from deletion", balancer.path());
            findings.push(
                findings.of(balancer, message).help("set `deletion_protection.enabled`, to `true` or to `false`"),
            );
        }
    }
}
