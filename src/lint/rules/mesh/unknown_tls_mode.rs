//! See `docs/unknown-tls-mode.md`.

use super::{GATEWAY, NODE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-tls-mode", check);

const MODES: [&str; 3] = ["DISABLED", "PERMISSIVE", "STRICT"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for part in [NODE, GATEWAY].into_iter().flat_map(|type_name| system.all(type_name)) {
        for listener in part.each("Spec/Listeners") {
            let mode = listener.get("TLS/Mode");
            let Some(text) = mode.text().filter(|text| !MODES.contains(text)) else { continue };
            let message = format!("App Mesh has no TLS mode `{text}`");
            findings.push(findings.on(part, &mode, message).help(format!("write one of {}", MODES.join(", "))));
        }
    }
}
