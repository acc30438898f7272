//! See `docs/feature-of-newer-pipeline.md`.

use super::PIPELINE;
use crate::facts::codepipeline::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("feature-of-newer-pipeline", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for pipeline in system.all(PIPELINE).filter(|pipeline| pipeline.text("PipelineType") == Some("V1")) {
        let table = table();
        let own = table.v2_pipeline.iter().map(|name| (pipeline.value(name), format!("`{name}`")));
        let mut wanted: Vec<_> = own.collect();
        let mode = pipeline.value("ExecutionMode");
        if let Some(text @ ("QUEUED" | "PARALLEL")) = mode.text() {
            wanted.push((mode, format!("`ExecutionMode: {text}`")));
        }
        for stage in pipeline.each("Stages") {
            wanted.extend(table.v2_stage.iter().map(|name| (stage.get(name), format!("`{name}` of a stage"))));
        }
        for (value, what) in wanted.into_iter().filter(|(value, _)| value.node().is_some()) {
            let message = format!("{what} belongs to pipelines of the type V2, and this one says V1");
            findings.push(findings.on(pipeline, &value, message).help("set `PipelineType: V2`"));
        }
    }
}
