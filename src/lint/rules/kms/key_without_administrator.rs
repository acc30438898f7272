//! See `docs/key-without-administrator.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Document, Effect, Statement, Truth};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("key-without-administrator", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for type_name in ["AWS::KMS::Key", "AWS::KMS::ReplicaKey"] {
        for key in system.all(type_name).filter(|key| !key.lacks("KeyPolicy")) {
            let document = Document::of(key, key.value("KeyPolicy"));
            if document.is_open() || document.statements().into_iter().any(may_administer) {
                continue;
            }
            let message = "nobody may change this key's policy, ever";
            let finding = findings.at(key, "KeyPolicy", message);
            findings.push(finding.help("allow `kms:*` to the account: `arn:aws:iam::<account>:root`"));
        }
    }
}

/// Whether a statement may let a person or a role change the policy: services do not.
fn may_administer(statement: Statement<'_>) -> bool {
    let principal = statement.get("Principal");
    let has_people = principal.is_absent() || principal.text().is_some() || !principal.get("AWS").is_absent();
    statement.effect() != Some(Effect::Deny)
        && (has_people || principal.is_deferred())
        && statement.is_about("kms:PutKeyPolicy") != Truth::No
}
