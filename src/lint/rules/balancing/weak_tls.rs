//! See `docs/weak-tls.md`.

use super::LISTENER;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("weak-tls", check);

/// What a listener that says nothing gets. (Elastic Load Balancing user guides, "Security policies".)
const USUAL: &str = "ELBSecurityPolicy-2016-08";

/// Parts of the names of policies that speak TLS 1.0 or 1.1. (The same.)
const OLD: [&str; 5] = ["-2015-05", "-2016-08", "FS-2018-06", "-1-0-", "-1-1-"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for listener in system.all(LISTENER) {
        if !matches!(listener.text("Protocol"), Some("HTTPS" | "TLS")) {
            continue;
        }
        let policy = listener.value("SslPolicy");
        let Some(name) = (if policy.is_absent() { Some(USUAL) } else { policy.text() }) else { continue };
        if OLD.iter().any(|part| name.contains(part)) {
            let unsaid = if policy.is_absent() { ", which it has by itself," } else { "" };
            let message = format!("`{}` with `{name}`{unsaid} still speaks TLS 1.0 or 1.1", listener.path());
            let finding = findings.at(listener, "SslPolicy", message);
            findings.push(finding.help("say `SslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06` (as of 2026-11-20)"));
        }
    }
}
