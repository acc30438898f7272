//! See `docs/resource-of-wrong-service.md`.

use crate::facts::iam::arn_services;
use crate::lint::Findings;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Kind, Policy, Statement, Text};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("resource-of-wrong-service", check);

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in policy.statements_of(Kind::Identity) {
        let Some(services) = services(statement) else { continue };
        for resource in statement.items("Resource").unwrap_or_default() {
            let text = Text::of(statement.owner(), &resource);
            let Some(service) = text.service() else { continue };
            if services.iter().any(|one| arn_services(one).any(|known| known == service)) {
                continue;
            }
            let message = format!(
                "no action of this statement is on anything of `{service}`: they are `{}`",
                services.join("`, `")
            );
            let finding = findings.on(statement.owner(), &resource, message);
            findings.push(finding.help("give the statement the actions for this, or leave the resource out"));
        }
    }
}

/// The services whose actions a statement is about; no answer where one is not known, or is on nothing in particular.
fn services(statement: Statement<'_>) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    for action in statement.items("Action")? {
        let service = action.text()?.split_once(':')?.0.to_ascii_lowercase();
        arn_services(&service).next()?;
        if !found.contains(&service) {
            found.push(service);
        }
    }
    (!found.is_empty()).then_some(found)
}
