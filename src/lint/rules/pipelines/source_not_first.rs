//! See `docs/source-not-first.md`.

use super::{Action, PIPELINE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("source-not-first", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for pipeline in system.all(PIPELINE) {
        for (at, stage) in pipeline.each("Stages").into_iter().enumerate() {
            for action in Action::of(pipeline, &stage).unwrap_or_default() {
                let Some(category) = action.category() else { continue };
                let (message, help) = match (at, category) {
                    (0, "Source") => continue,
                    (0, _) => {
                        let message = format!("`{}` is of the category {category}, in the first stage", action.name());
                        (message, "begin with a stage that has source actions only")
                    }
                    (_, "Source") => {
                        let message = format!("`{}` is a source, and not in the first stage", action.name());
                        (message, "move it to the first stage")
                    }
                    _ => continue,
                };
                let category = action.value.get("ActionTypeId/Category");
                findings.push(findings.on(pipeline, &category, message).help(help));
            }
        }
    }
}
