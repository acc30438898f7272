//! See `docs/open-key.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, is_conditional, is_of_everybody, policies_on};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("open-key", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for key in system.all("AWS::KMS::Key") {
        for statement in policies_on(key).documents.iter().flat_map(|document| document.statements()) {
            let is_open = is_of_everybody(statement) && !is_conditional(statement);
            if statement.effect() == Some(Effect::Allow) && is_open {
                let message = "the key is open to everybody, in any account";
                let finding = findings.on(key, &statement.get("Principal"), message);
                findings.push(finding.help("name who may use it, or add a condition such as `kms:CallerAccount`"));
            }
        }
    }
}
