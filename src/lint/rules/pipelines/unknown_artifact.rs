//! See `docs/unknown-artifact.md`.

use super::{Action, PIPELINE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-artifact", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for pipeline in system.all(PIPELINE) {
        let Some(made) = made(pipeline) else { continue };
        for (at, stage) in pipeline.each("Stages").into_iter().enumerate() {
            for action in Action::of(pipeline, &stage).unwrap_or_default() {
                let Some(turn) = turn(action, at) else { continue };
                for input in action.value.get("InputArtifacts").items().unwrap_or_default() {
                    let name = input.get("Name");
                    let Some(text) = name.text() else { continue };
                    if !made.iter().any(|(when, output)| *when < turn && *output == text) {
                        let later = made.iter().any(|(_, output)| *output == text);
                        let when = if later { "not before this action" } else { "nowhere in the pipeline" };
                        let message = format!("`{}` takes the artifact `{text}`, which is made {when}", action.name());
                        let help =
                            "name an artifact that an action of an earlier stage, or with a lower `RunOrder`, makes";
                        findings.push(findings.on(pipeline, &name, message).help(help));
                    }
                }
            }
        }
    }
}

/// When an action has its turn: its stage, and its order there.
fn turn(action: Action<'_>, stage: usize) -> Option<(usize, i64)> {
    let order = action.value.get("RunOrder");
    Some((stage, if order.is_absent() { 1 } else { order.int()? }))
}

/// Each artifact with the turn that makes it, where all are written down.
fn made(pipeline: Resource<'_>) -> Option<Vec<((usize, i64), &str)>> {
    let mut made = Vec::new();
    for (at, stage) in pipeline.items("Stages")?.iter().enumerate() {
        for action in Action::of(pipeline, stage)? {
            for output in action.value.get("OutputArtifacts").items()? {
                made.push((turn(action, at)?, output.get("Name").text()?));
            }
        }
    }
    Some(made)
}
