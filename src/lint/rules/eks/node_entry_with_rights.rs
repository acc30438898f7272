//! See `docs/node-entry-with-rights.md`.

use super::ENTRY;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("node-entry-with-rights", check);

/// Entries whose rights EKS gives. (EKS API reference, `CreateAccessEntry`, read 2026-11-20.)
const KINDS: [&str; 5] = ["EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "HYBRID_LINUX", "HYPERPOD_LINUX"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for entry in system.all(ENTRY) {
        let Some(kind) = entry.text("Type").filter(|kind| KINDS.contains(kind)) else { continue };
        for rights in ["AccessPolicies", "KubernetesGroups"] {
            if !entry.each(rights).is_empty() {
                let message = format!("an entry of type `{kind}` takes no `{rights}`");
                findings.push(findings.at(entry, rights, message).help("leave them out: EKS gives nodes their rights"));
            }
        }
    }
}
