//! See `docs/invalid-balancer-name.md`.

use super::{BALANCER, TARGET_GROUP};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("invalid-balancer-name", check);

/// Elastic Load Balancing API reference, `CreateLoadBalancer` and `CreateTargetGroup`, read 2026-11-20.
const LONGEST: usize = 32;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for resource in system.all(BALANCER).chain(system.all(TARGET_GROUP)) {
        let Some(name) = resource.text("Name") else { continue };
        if let Some(fault) = fault(name, resource.type_name() == BALANCER) {
            let finding = findings.at(resource, "Name", format!("the name `{name}` {fault}"));
            findings.push(finding.help("take at most 32 letters, digits and hyphens, or leave the name to AWS"));
        }
    }
}

fn fault(name: &str, balancer: bool) -> Option<String> {
    let count = name.chars().count();
    let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    match name {
        _ if count > LONGEST => Some(format!("has {count} characters; AWS takes {LONGEST}")),
        _ if !name.bytes().all(good) => Some("has characters other than letters, digits and hyphens".to_owned()),
        _ if name.starts_with('-') || name.ends_with('-') => Some("begins or ends with a hyphen".to_owned()),
        _ if balancer && name.starts_with("internal-") => Some("begins with `internal-`, which AWS keeps".to_owned()),
        _ => None,
    }
}
