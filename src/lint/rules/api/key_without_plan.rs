//! See `docs/key-without-plan.md`.

use std::collections::HashSet;

use super::{API, METHOD, PLAN};
use crate::core::Address;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("key-without-plan", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let planned = planned(system);
    for api in system.all(API) {
        let asks = |method: &Resource<'_>| method.flag("ApiKeyRequired", false) == Some(true);
        let Some(method) = system.referring(METHOD, "RestApiId", api).find(asks) else { continue };
        if api.stack().stack.may_grow() || planned.as_ref().is_none_or(|planned| planned.contains(&api.address())) {
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
        let members = system.perhaps_referring("AWS::ApiGateway::UsagePlanKey", "KeyId", key);
        if !system.is_handed_out(key) && members.is_empty() {
            let message = "no usage plan has this key, so it opens nothing";
            findings.push(findings.of(key, message).help("add a `UsagePlanKey` that names it and a plan"));
        }
    }
}

/// The APIs that plans are for; no answer where one may be for any.
fn planned(system: System<'_>) -> Option<HashSet<Address>> {
    let mut found = HashSet::new();
    for plan in system.all(PLAN) {
        for stage in plan.items("ApiStages")? {
            found.insert(stage.get("ApiId").target()?.address());
        }
    }
    Some(found)
}
