//! See `docs/full-access.md`.

use super::statements;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Effect, Kind, Statement, is_conditional};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("full-access", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for statement in statements(system, Kind::Identity) {
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
