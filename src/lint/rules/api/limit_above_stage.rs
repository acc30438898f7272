//! See `docs/limit-above-stage.md`.

use super::{PLAN, STAGE};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("limit-above-stage", check);

const LIMITS: [(&str, &str, &str); 2] = [
    ("RateLimit", "ThrottlingRateLimit", "requests a second"),
    ("BurstLimit", "ThrottlingBurstLimit", "requests at once"),
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for plan in system.all(PLAN) {
        for stage in plan.each("ApiStages").iter().filter_map(|entry| stage_of(system, entry)) {
            let Some(all) = stage.each("MethodSettings").into_iter().find(is_for_all) else { continue };
            for (own, other, what) in LIMITS {
                let path = format!("Throttle/{own}");
                let (Some(limit), Some(most)) = (plan.int(&path), all.get(other).int()) else { continue };
                if limit > most {
                    let message =
                        format!("{limit} {what} for each key, and the stage `{}` takes {most} from all", stage.path());
                    let finding =
                        findings.at(plan, &path, message).help("lower it below the stage's, or raise that one");
                    findings.push(finding.with(stage.origin(), "the stage"));
                }
            }
        }
    }
}

/// The stage that an entry of a plan names.
fn stage_of<'a>(system: System<'a>, entry: &Value<'a>) -> Option<Resource<'a>> {
    let stage = entry.get("Stage");
    if let Some(target) = stage.target().filter(|target| target.type_name() == STAGE) {
        return Some(target);
    }
    let (api, name) = (entry.get("ApiId").target()?, stage.text()?);
    system.referring(STAGE, "RestApiId", api).find(|known| known.text("StageName") == Some(name))
}

fn is_for_all(setting: &Value<'_>) -> bool {
    setting.get("ResourcePath").text() == Some("/*") && setting.get("HttpMethod").text() == Some("*")
}
