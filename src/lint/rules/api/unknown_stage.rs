//! See `docs/unknown-stage.md`.

use std::collections::HashMap;

use super::{DEPLOYMENT, MAPPING, PLAN, STAGE};
use crate::core::Address;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-stage", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let Some(stages) = stages(system) else { return };
    for plan in system.all(PLAN) {
        for entry in plan.each("ApiStages") {
            judge(findings, &stages, plan, entry.get("ApiId"), entry.get("Stage"));
        }
    }
    for key in system.all("AWS::ApiGateway::ApiKey") {
        for entry in key.each("StageKeys") {
            judge(findings, &stages, key, entry.get("RestApiId"), entry.get("StageName"));
        }
    }
    for mapping in system.all(MAPPING) {
        judge(findings, &stages, mapping, mapping.value("RestApiId"), mapping.value("Stage"));
    }
}

/// The names of each API's stages; none where one shows only later.
type Stages<'a> = HashMap<Address, Option<Vec<&'a str>>>;

fn judge<'a>(findings: &mut Findings<'_>, stages: &Stages<'a>, user: Resource<'a>, api: Value<'a>, stage: Value<'a>) {
    let (Some(api), Some(name)) = (api.target(), stage.text()) else { return };
    // A stage of an API that is made in this stack is made here too, or comes too late.
    if api.address().stack != user.address().stack || user.system().is_passed_on(api) {
        return;
    }
    let known = match stages.get(&api.address()) {
        Some(None) => return,
        Some(Some(known)) => known.as_slice(),
        None => &[],
    };
    if !known.contains(&name) {
        let message = format!("`{}` has no stage `{name}`", api.path());
        let help = match known {
            [] => "add the stage".to_owned(),
            known => format!("it has {}", known.join(", ")),
        };
        findings.push(findings.on(user, &stage, message).help(help).with(api.origin(), "the API"));
    }
}

/// The stages of all APIs; no answer where one may be of any of them.
fn stages(system: System<'_>) -> Option<Stages<'_>> {
    let mut found = Stages::new();
    for type_name in [STAGE, DEPLOYMENT] {
        for maker in system.all(type_name).filter(|maker| !maker.lacks("StageName")) {
            let known = found.entry(maker.target("RestApiId")?.address()).or_insert_with(|| Some(Vec::new()));
            match maker.text("StageName") {
                Some(name) => known.iter_mut().for_each(|known| known.push(name)),
                None => *known = None,
            }
        }
    }
    Some(found)
}
