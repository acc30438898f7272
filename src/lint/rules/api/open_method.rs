//! See `docs/open-method.md`.

use super::{DOMAIN, MAPPING, METHOD, api, endpoint};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("open-method", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for method in system.all(METHOD).filter(|method| is_open(*method)) {
        let message = "anyone on the internet may call it";
        let help = "set `AuthorizationType`, or allow this where it is meant to be public";
        findings.push(findings.of(method, message).help(help));
    }
}

fn is_open(method: Resource<'_>) -> bool {
    // A route of a construct is open only where its author said so.
    let unsaid = method.lacks("AuthorizationType") || method.text("AuthorizationType") == Some("NONE");
    let answers = method.text("HttpMethod").is_some_and(|verb| verb != "OPTIONS")
        && method.text("Integration/Type").is_some_and(|kind| kind != "MOCK");
    let keyless = method.flag("ApiKeyRequired", false) == Some(false);
    unsaid && answers && keyless && !method.placed().derived && api(method).is_some_and(is_reached)
}

/// Whether the internet reaches an API at AWS's own address or at a domain's, and no policy says who may.
fn is_reached(api: Resource<'_>) -> bool {
    let public = endpoint(api).is_some_and(|kind| kind != "PRIVATE");
    let has_address = api.flag("DisableExecuteApiEndpoint", false) == Some(false)
        || api.system().referring(MAPPING, "RestApiId", api).any(is_public);
    public && api.lacks("Policy") && has_address
}

/// Whether a mapping is of a domain that asks nobody for a certificate.
fn is_public(mapping: Resource<'_>) -> bool {
    let domain = mapping.target("DomainName").filter(|domain| domain.type_name() == DOMAIN);
    domain.is_some_and(|domain| {
        domain.lacks("MutualTlsAuthentication") && endpoint(domain).is_some_and(|kind| kind != "PRIVATE")
    })
}
