//! See `docs/public-subnets.md`.

use super::FARGATE;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("public-subnets", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for profile in system.all(FARGATE) {
        for value in profile.each("Subnets") {
            let Some(subnet) = reach.made(&value, SUBNET) else { continue };
            if reach.is_public(subnet) == Some(true) {
                let message = format!("Fargate takes private subnets only, and `{}` is public", subnet.path());
                let finding = findings.on(profile, &value, message).with(subnet.origin(), "the subnet");
                findings.push(finding.help("name subnets without a route to an internet gateway"));
            }
        }
    }
}
