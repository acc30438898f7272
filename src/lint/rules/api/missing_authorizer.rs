//! See `docs/missing-authorizer.md`.

use super::METHOD;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-authorizer", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for method in system.all(METHOD) {
        let Some(kind @ ("CUSTOM" | "COGNITO_USER_POOLS")) = method.text("AuthorizationType") else { continue };
        if method.lacks("AuthorizerId") {
            let message = format!("`{kind}` without an `AuthorizerId`");
            let help = "name the authorizer of this API that judges the calls";
            findings.push(findings.at(method, "AuthorizationType", message).help(help));
        }
    }
}
