//! See `docs/open-trust.md`.

use crate::lint::Findings;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Kind, Policy, is_conditional, is_of_everybody};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("open-trust", check);

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in policy.statements_of(Kind::Trust) {
        let is_open = is_of_everybody(statement) && !is_conditional(statement);
        if statement.effect() == Some(Effect::Allow) && is_open {
            let message = "anybody in any account may take on this role";
            let finding = findings.on(statement.owner(), &statement.get("Principal"), message);
            findings.push(finding.help("name who may, or add a condition such as `aws:PrincipalOrgID`"));
        }
    }
}
