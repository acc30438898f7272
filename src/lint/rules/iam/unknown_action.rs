//! See `docs/unknown-action.md`.

use crate::facts::iam;
use crate::lint::builtin::BuiltIn;
use crate::lint::iam::{Case, Policy, Text, Truth, matches};
use crate::lint::{Findings, Value};
use crate::schema::names::{did_you_mean, nearest};

pub(super) const RULE: BuiltIn = BuiltIn::of_policies("unknown-action", check);

fn check(policy: &Policy<'_>, findings: &mut Findings<'_>) {
    for &statement in &policy.statements {
        for element in ["Action", "NotAction"] {
            for action in statement.items(element).unwrap_or_default() {
                judge(&action, |message, help| {
                    findings.push(findings.on(policy.document.owner(), &action, message).help(help));
                });
            }
        }
    }
}

fn judge(action: &Value<'_>, mut found: impl FnMut(String, String)) {
    let Some((service, name)) = action.text().and_then(|text| text.split_once(':')) else { return };
    let (service, name) = (service.to_ascii_lowercase(), name.to_ascii_lowercase());
    if service.contains(['*', '?', '$']) || name.contains('$') || iam::has_action(&service, &name) {
        return;
    }
    let as_of = || &iam::table().as_of;
    let Some(mut actions) = iam::actions(&service) else {
        let near = did_you_mean(&nearest(&service, iam::services()));
        let help = near.unwrap_or_else(|| "see the prefixes in the Service Authorization Reference".to_owned());
        return found(format!("no service has the prefix `{service}` (as of {})", as_of()), help);
    };
    let pattern = Text::literal(name.as_str());
    let matches = |action| matches(&pattern, &Text::literal(action), Case::Counts) == Truth::Yes;
    if !name.contains(['*', '?']) || !actions.any(matches) {
        let near = did_you_mean(&nearest(&name, iam::actions(&service).into_iter().flatten()));
        let help = near.unwrap_or_else(|| "see the actions in the Service Authorization Reference".to_owned());
        found(format!("`{service}` has no action `{name}` (as of {})", as_of()), help);
    }
}
