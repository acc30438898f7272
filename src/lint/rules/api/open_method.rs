//! See `docs/open-method.md`.

use super::{METHOD, api, endpoint};
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

/// Whether the internet reaches an API at AWS's own address, and no policy says who may.
fn is_reached(api: Resource<'_>) -> bool {
    let public = endpoint(api).is_some_and(|kind| kind != "PRIVATE");
    public && api.lacks("Policy") && api.flag("DisableExecuteApiEndpoint", false) == Some(false)
}
