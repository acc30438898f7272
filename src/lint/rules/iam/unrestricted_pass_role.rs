//! See `docs/unrestricted-pass-role.md`.

use crate::lint::Findings;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Kind, Policy, Truth, are_tests_known, tests};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("unrestricted-pass-role", check);

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in policy.statements_of(Kind::Identity) {
        let allows = statement.effect() == Some(Effect::Allow) && statement.is_about("iam:PassRole") == Truth::Yes;
        if !allows || !are_tests_known(statement) {
            continue;
        }
        let actions = statement.items("Action").unwrap_or_default();
        let Some(action) = actions.iter().find(|action| names_pass_role(action.text())) else { continue };
        let is_limited = tests(statement).iter().any(|(_, key, _)| {
            ["iam:PassedToService", "iam:AssociatedResourceArn"].iter().any(|known| key.eq_ignore_ascii_case(known))
        });
        let resources = statement.items("Resource").unwrap_or_default();
        if resources.iter().any(|resource| resource.text() == Some("*")) && !is_limited {
            let message = "the statement lets any role be passed to any service";
            let finding = findings.on(statement.owner(), action, message);
            findings.push(finding.help("name the roles, or add the condition `iam:PassedToService`"));
        }
    }
}

/// Whether a pattern is about passing roles in particular: one for all actions is another rule's.
fn names_pass_role(action: Option<&str>) -> bool {
    action.is_some_and(|action| action.get(..4).is_some_and(|service| service.eq_ignore_ascii_case("iam:")))
}
