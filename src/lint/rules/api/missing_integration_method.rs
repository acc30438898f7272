//! See `docs/missing-integration-method.md`.

use super::METHOD;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-integration-method", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for method in system.all(METHOD).filter(|method| method.lacks("Integration/IntegrationHttpMethod")) {
        let Some(kind) = method.text("Integration/Type").filter(|kind| *kind != "MOCK") else { continue };
        let message = format!("an integration of the type {kind} without `IntegrationHttpMethod`");
        let help = match kind {
            "AWS_PROXY" => "say how the backend is called: a function with POST",
            _ => "say with which method the backend is called",
        };
        findings.push(findings.at(method, "Integration", message).help(help));
    }
}
