//! See `docs/unknown-action-setting.md`.

use super::Action;
use crate::facts::codepipeline::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-action-setting", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for action in Action::all(system) {
        let Some(facts) = action.facts().filter(|facts| !facts.optional.is_empty()) else { continue };
        for (name, value) in action.value.get("Configuration").members() {
            let mut known = facts.required.iter().chain(&facts.optional);
            if known.any(|known| known == name) {
                continue;
            }
            let message = format!("`{}` ({}) knows no setting `{name}`", action.name(), facts.provider);
            let all: Vec<&str> = facts.required.iter().chain(&facts.optional).map(String::as_str).collect();
            let help = format!("it knows {} (as of {})", all.join(", "), table().as_of);
            findings.push(findings.on(action.pipeline, &value, message).help(help));
        }
    }
}
