//! See `docs/open-trust.md`.

use super::statements;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Kind, is_conditional, is_of_everybody};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("open-trust", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for statement in statements(system, Kind::Trust) {
        let is_open = is_of_everybody(statement) && !is_conditional(statement);
        if statement.effect() == Some(Effect::Allow) && is_open {
            let message = "anybody in any account may take on this role";
            let finding = findings.on(statement.owner(), &statement.get("Principal"), message);
            findings.push(finding.help("name who may, or add a condition such as `aws:PrincipalOrgID`"));
        }
    }
}
