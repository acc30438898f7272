//! See `docs/default-secrets-key.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("default-secrets-key", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        if cluster.items("EncryptionConfig").is_some_and(|keys| keys.is_empty()) {
            let message = "the cluster's secrets are encrypted with a key that AWS owns";
            let help = "name a key of your own in `EncryptionConfig`; it cannot be taken away again";
            findings.push(findings.of(cluster, message).help(help));
        }
    }
}
