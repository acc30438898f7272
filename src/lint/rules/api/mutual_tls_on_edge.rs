//! See `docs/mutual-tls-on-edge.md`.

use super::{DOMAIN, endpoint};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("mutual-tls-on-edge", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for domain in system.all(DOMAIN).filter(|domain| !domain.lacks("MutualTlsAuthentication/TruststoreUri")) {
        let Some(kind) = endpoint(domain).filter(|kind| *kind != "REGIONAL") else { continue };
        let message = format!("a domain of the type {kind} cannot ask clients for certificates");
        let help = "make it REGIONAL: regional domains can";
        findings.push(findings.at(domain, "MutualTlsAuthentication", message).help(help));
    }
}
