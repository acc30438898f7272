//! See `docs/timeout-too-long.md`.

use super::{METHOD, api, endpoint};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("timeout-too-long", check);

/// Milliseconds. Only regional and private APIs can have a higher quota.
const MOST: i64 = 29_000;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    const TIMEOUT: &str = "Integration/TimeoutInMillis";
    for method in system.all(METHOD) {
        let (Some(timeout), Some(api)) = (method.int(TIMEOUT).filter(|timeout| *timeout > MOST), api(method)) else {
            continue;
        };
        if endpoint(api) == Some("EDGE") {
            let message = format!("a timeout of {timeout} ms, and an API of the type EDGE waits {MOST} at most");
            let help = "lower it, or make the API REGIONAL and have its quota raised";
            findings.push(findings.at(method, TIMEOUT, message).help(help).with(api.origin(), "the API"));
        }
    }
}
