//! See `docs/unknown-stage.md`.

use super::{DEPLOYMENT, MAPPING, PLAN, STAGE, awaited, awaits_unseen};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-stage", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for plan in system.all(PLAN) {
        for entry in plan.each("ApiStages") {
            judge(findings, plan, entry.get("ApiId"), entry.get("Stage"));
        }
    }
    for key in system.all("AWS::ApiGateway::ApiKey") {
        for entry in key.each("StageKeys") {
            judge(findings, key, entry.get("RestApiId"), entry.get("StageName"));
        }
    }
    for mapping in system.all(MAPPING) {
        judge(findings, mapping, mapping.value("RestApiId"), mapping.value("Stage"));
    }
}

fn judge<'a>(findings: &mut Findings<'_>, user: Resource<'a>, api: Value<'a>, stage: Value<'a>) {
    let (Some(api), Some(name)) = (api.target(), stage.text()) else { return };
    // A stage of an API that is made in this stack is made here too, or comes too late.
    if api.address().stack != user.address().stack || awaits_unseen(user, &awaited(user)) {
        return;
    }
    let Some(stages) = stages(api) else { return };
    if !stages.contains(&name) {
        let message = format!("`{}` has no stage `{name}`", api.path());
        let help = match stages.as_slice() {
            [] => "add the stage".to_owned(),
            known => format!("it has {}", known.join(", ")),
        };
        findings.push(findings.on(user, &stage, message).help(help).with(api.origin(), "the API"));
    }
}

/// The names of all stages of an API, where all are written down.
fn stages(api: Resource<'_>) -> Option<Vec<&str>> {
    let makers = [STAGE, DEPLOYMENT].into_iter().flat_map(|type_name| api.system().all(type_name));
    let mut found = Vec::new();
    for maker in makers.filter(|maker| !maker.lacks("StageName")) {
        if maker.target("RestApiId")? == api {
            found.push(maker.text("StageName")?);
        }
    }
    Some(found)
}
