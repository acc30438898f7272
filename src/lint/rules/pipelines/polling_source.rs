//! See `docs/polling-source.md`.

use super::Action;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("polling-source", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    const POLL: &str = "PollForSourceChanges";
    for action in Action::all(system).into_iter().filter(|action| action.facts().is_some_and(|facts| facts.polls)) {
        // Where nothing is said, it polls.
        if action.lacks(POLL) || action.setting(POLL).flag() == Some(true) {
            let message = format!("`{}` asks for changes every minute, instead of being told", action.name());
            let help = format!("set `{POLL}: false`, and start the pipeline by an event");
            findings.push(findings.on(action.pipeline, &action.value, message).help(help));
        }
    }
}
