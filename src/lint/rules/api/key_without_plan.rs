//! See `docs/key-without-plan.md`.

use super::{API, METHOD, PLAN};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("key-without-plan", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for api in system.all(API) {
        let asks = |method: &Resource<'_>| method.flag("ApiKeyRequired", false) == Some(true);
        let Some(method) = system.referring(METHOD, "RestApiId", api).find(asks) else { continue };
        if system.all(PLAN).any(|plan| may_hold(plan, api)) {
            continue;
        }
        let message = format!(
            "`{}` asks for a key, and no usage plan is for `{}`: every call is refused",
            method.path(),
            api.path()
        );
        let help = "add a usage plan with a stage of the API, and keys to the plan";
        findings.push(findings.of(method, message).help(help).with(api.origin(), "the API"));
    }
    for key in system.all("AWS::ApiGateway::ApiKey").filter(|key| key.lacks("StageKeys")) {
        let members: Vec<_> = system.all("AWS::ApiGateway::UsagePlanKey").collect();
        let may_be = |member: &Resource<'_>| member.target("KeyId").is_none_or(|target| target == key);
        if !members.iter().any(may_be) {
            let message = "no usage plan has this key, so it opens nothing";
            findings.push(findings.of(key, message).help("add a `UsagePlanKey` that names it and a plan"));
        }
    }
}

/// Whether a plan is for an API, as far as can be said.
fn may_hold(plan: Resource<'_>, api: Resource<'_>) -> bool {
    let Some(stages) = plan.items("ApiStages") else { return true };
    stages.iter().any(|stage| stage.get("ApiId").target().is_none_or(|target| target == api))
}
