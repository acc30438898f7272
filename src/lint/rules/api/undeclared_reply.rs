//! See `docs/undeclared-reply.md`.

use super::METHOD;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("undeclared-reply", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for method in system.all(METHOD) {
        let Some(declared) = declared(method) else { continue };
        for reply in method.each("Integration/IntegrationResponses") {
            let status = reply.get("StatusCode");
            let Some(code) = status.word().filter(|code| !declared.contains(code)) else { continue };
            let message = format!("a reply with the status {code}, which is not in `MethodResponses`");
            let help = format!("add `StatusCode: {code}` to `MethodResponses`");
            findings.push(findings.on(method, &status, message).help(help));
        }
    }
}

/// The status codes that a method may answer with, where all of them are written down.
fn declared<'a>(method: Resource<'a>) -> Option<Vec<std::borrow::Cow<'a, str>>> {
    method.items("MethodResponses")?.iter().map(|response| response.get("StatusCode").word()).collect()
}
