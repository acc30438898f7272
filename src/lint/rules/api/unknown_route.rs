//! See `docs/unknown-route.md`.

use super::{STAGE, api, paths};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unknown-route", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    if !paths::are_clear(system) {
        return;
    }
    // A stage of a construct was judged at the line of its throttle.
    for stage in system.all(STAGE).filter(|stage| !stage.placed().derived && !stage.lacks("MethodSettings")) {
        let here = api(stage).filter(|api| api.address().stack == stage.address().stack);
        let Some(routes) = here.and_then(paths::routes) else { continue };
        for setting in stage.each("MethodSettings") {
            let path = setting.get("ResourcePath");
            let (Some(text), Some(verb)) = (path.text(), setting.get("HttpMethod").text()) else { continue };
            // A stage has a setting for each method of `ANY`. `/orders/{id}` may be written as `/~1orders~1{id}`.
            let wanted = text.replace("~1", "/");
            let wanted = wanted.trim_matches('/');
            let known = |(path, own): &(String, &str)| path == wanted && (verb == "*" || [verb, "ANY"].contains(own));
            if wanted != "*" && text.starts_with('/') && !routes.iter().any(known) {
                let message = format!("a setting for `{verb} /{wanted}`, which the API does not have");
                let help = "write path and method as the API has them, `*` for every method";
                findings.push(findings.on(stage, &path, message).help(help));
            }
        }
    }
}
