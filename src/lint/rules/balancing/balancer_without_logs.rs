//! See `docs/balancer-without-logs.md`.

use super::{BALANCER, attribute, is_internet_facing, kind};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("balancer-without-logs", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for balancer in system.all(BALANCER) {
        // What a network load balancer logs is TLS alone.
        let public = kind(balancer) == Some("application") && is_internet_facing(balancer) == Some(true);
        let logs = attribute(balancer, "access_logs.s3.enabled").map(|on| on.is_none_or(|on| on.flag() == Some(false)));
        if public && logs == Some(true) {
            let message = format!("nothing records who asked `{}` for what", balancer.path());
            findings
                .push(findings.of(balancer, message).help("set `access_logs.s3.enabled` and `access_logs.s3.bucket`"));
        }
    }
}
