//! See `docs/private-api-without-policy.md`.

use super::{API, DEPLOYMENT, endpoint, is_written_out};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("private-api-without-policy", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for api in system.all(API).filter(|api| endpoint(*api) == Some("PRIVATE")) {
        // What is read from elsewhere may bring a policy along.
        if !api.lacks("Policy") || !is_written_out(api) {
            continue;
        }
        let Some(deployment) = system.referring(DEPLOYMENT, "RestApiId", api).next() else { continue };
        let message = "a private API without a resource policy cannot be deployed";
        let help = "set `Policy`: it says which VPC endpoints may call the API";
        findings.push(findings.of(api, message).help(help).with(deployment.origin(), "it is deployed here"));
    }
}
