//! See `docs/missing-certificate.md`.

use super::LISTENER;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-certificate", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for listener in system.all(LISTENER) {
        let Some(protocol @ ("HTTPS" | "TLS")) = listener.text("Protocol") else { continue };
        if listener.items("Certificates").is_some_and(|certificates| certificates.is_empty()) {
            let message = format!("`{}` listens for {protocol} and has no certificate", listener.path());
            let help = "give it its first one in `Certificates`; further ones may stand beside it";
            findings.push(findings.of(listener, message).help(help));
        }
    }
}
