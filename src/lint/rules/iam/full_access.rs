//! See `docs/full-access.md`.

use crate::lint::Findings;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Kind, Policy, Statement, is_conditional};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("full-access", check);

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in policy.statements_of(Kind::Identity) {
        let is_full = has_star(statement, "Action") && has_star(statement, "Resource");
        if statement.effect() == Some(Effect::Allow) && is_full && !is_conditional(statement) {
            let message = "the statement allows every action on everything";
            let finding = findings.on(statement.owner(), &statement.get("Action"), message);
            findings.push(finding.help("name the actions and the resources that are needed"));
        }
    }
}

fn has_star(statement: Statement<'_>, element: &str) -> bool {
    let items = statement.items(element).unwrap_or_default();
    items.iter().any(|item| matches!(item.text(), Some("*" | "*:*")))
}
