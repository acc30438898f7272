//! See `docs/key-without-rotation.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("key-without-rotation", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for key in system.all("AWS::KMS::Key") {
        if can_rotate(key) && key.flag("EnableKeyRotation", false) == Some(false) {
            let finding = findings.at(key, "EnableKeyRotation", "the key's material is never replaced");
            findings.push(finding.help("set `EnableKeyRotation`"));
        }
    }
}

/// KMS rotates symmetric keys whose material it made itself.
fn can_rotate(key: Resource<'_>) -> bool {
    let is = |property: &str, usual: &str| key.lacks(property) || key.text(property) == Some(usual);
    is("KeySpec", "SYMMETRIC_DEFAULT") && is("KeyUsage", "ENCRYPT_DECRYPT") && is("Origin", "AWS_KMS")
}
