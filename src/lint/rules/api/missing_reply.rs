//! See `docs/missing-reply.md`.

use super::METHOD;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-reply", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    // What a construct makes of a route was judged at the route's own line.
    for method in system.all(METHOD).filter(|method| !method.placed().derived) {
        let Some(kind @ ("AWS" | "HTTP" | "MOCK")) = method.text("Integration/Type") else { continue };
        if method.items("Integration/IntegrationResponses").is_some_and(|replies| replies.is_empty()) {
            let message = format!("an integration of the type {kind} without a reply: every call ends with 500");
            let help = "add an entry to `IntegrationResponses`, and its status to `MethodResponses`";
            findings.push(findings.at(method, "Integration", message).help(help));
        }
    }
}
