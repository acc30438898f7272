//! See `docs/mutual-tls-way-round.md`.

use super::{DOMAIN, MAPPING, api};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("mutual-tls-way-round", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for domain in system.all(DOMAIN).filter(|domain| !domain.lacks("MutualTlsAuthentication/TruststoreUri")) {
        for mapping in system.referring(MAPPING, "DomainName", domain) {
            let Some(api) = api(mapping) else { continue };
            if api.flag("DisableExecuteApiEndpoint", false) == Some(false) {
                let message = format!(
                    "clients show certificates to the domain, and `{}` has AWS's own address as a way round it",
                    api.path()
                );
                let help = "set `DisableExecuteApiEndpoint` on the API";
                findings.push(findings.of(domain, message).help(help).with(api.origin(), "the API"));
            }
        }
    }
}
