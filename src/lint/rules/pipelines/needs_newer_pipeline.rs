//! See `docs/needs-newer-pipeline.md`.

use super::{Action, PIPELINE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("needs-newer-pipeline", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for pipeline in system.all(PIPELINE).filter(|pipeline| pipeline.text("PipelineType") == Some("V1")) {
        for stage in pipeline.each("Stages") {
            for action in Action::of(pipeline, &stage).unwrap_or_default() {
                let Some(facts) = action.facts().filter(|facts| facts.v2) else { continue };
                let message = format!("the action {} needs a pipeline of the type V2", facts.provider);
                let provider = action.value.get("ActionTypeId/Provider");
                findings.push(findings.on(pipeline, &provider, message).help("set `PipelineType: V2`"));
            }
        }
    }
}
