//! See `docs/impossible-health-check.md`.

use super::TARGET_GROUP;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("impossible-health-check", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for group in system.all(TARGET_GROUP) {
        for (property, message, help) in faults(group) {
            findings.push(findings.at(group, property, message).help(help));
        }
    }
}

type Fault = (&'static str, String, &'static str);

fn faults(group: Resource<'_>) -> Vec<Fault> {
    let mut found = Vec::new();
    let Some(protocol) = group.text("Protocol") else { return found };
    let reads = matches!(protocol, "HTTP" | "HTTPS");
    let said = group.value("HealthCheckProtocol");
    // What nobody says is HTTP where requests are read, and TCP elsewhere.
    let by = if said.is_absent() { Some(if reads { "HTTP" } else { "TCP" }) } else { said.text() };
    let Some(by) = by else { return found };
    if !matches!(by, "HTTP" | "HTTPS" | "TCP") {
        let message = format!("a health check over {by}; there are those over TCP, HTTP and HTTPS");
        found.push(("HealthCheckProtocol", message, "ask over one that answers: `HTTP`"));
    } else if by == "TCP" && reads {
        let message = format!("a health check over TCP, of targets that speak {protocol}");
        found.push(("HealthCheckProtocol", message, "ask over `HTTP` or `HTTPS`"));
    }
    if by == "TCP" && !group.lacks("Matcher") {
        let message = "a health check over TCP has no answer that a `Matcher` could judge".to_owned();
        found.push(("Matcher", message, "remove `Matcher`, or ask over `HTTP`"));
    }
    let times = (group.int("HealthCheckTimeoutSeconds"), group.int("HealthCheckIntervalSeconds"));
    if let (Some(timeout), Some(interval)) = times
        && (timeout > interval || (reads && timeout == interval))
    {
        let message = format!("a health check waits {timeout} seconds for an answer and asks every {interval}");
        found.push(("HealthCheckTimeoutSeconds", message, "wait less long than the time between two checks"));
    }
    found
}
