//! See `docs/impossible-protocol.md`.

use super::{BALANCER, LISTENER, LISTENER_RULE, actions, groups_of, kind};
use crate::facts::balancing::{authenticates, goes_to, listens};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("impossible-protocol", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for listener in system.all(LISTENER) {
        let Some(protocol) = listener.text("Protocol") else { continue };
        let balancer = reach.made(&listener.value("LoadBalancerArn"), BALANCER);
        if let Some((balancer, kind)) = balancer.and_then(|balancer| Some((balancer, kind(balancer)?)))
            && !listens(kind, protocol)
        {
            let message = format!("`{}` is of type {kind} and does not listen for {protocol}", balancer.path());
            let help =
                "application load balancers read HTTP and HTTPS; network load balancers pass on TCP, TLS and UDP";
            findings.push(
                findings.at(listener, "Protocol", message).help(help).with(balancer.origin(), "the load balancer"),
            );
            continue;
        }
        for (resource, action) in actions(listener) {
            let logs_in = action.get("Type").text().is_some_and(|what| what.starts_with("authenticate-"));
            if logs_in && !authenticates(protocol) {
                let message = format!("a listener for {protocol} lets nobody log in: only one for HTTPS does");
                findings.push(findings.on(resource, &action, message).help("listen for HTTPS, with a certificate"));
            }
            for group in groups_of(system, &action) {
                if group.text("Protocol").is_some_and(|other| !goes_to(protocol, other)) {
                    let other = group.text("Protocol").unwrap_or_default();
                    let message =
                        format!("a listener for {protocol} cannot forward to `{}`, which speaks {other}", group.path());
                    let finding =
                        findings.of(resource, message).help("take a target group that speaks the listener's protocol");
                    findings.push(finding.with(group.origin(), "the target group"));
                }
            }
        }
    }
    for rule in system.all(LISTENER_RULE).filter(|rule| reach.made(&rule.value("ListenerArn"), LISTENER).is_none()) {
        for action in rule.each("Actions") {
            beyond(rule, &action, findings);
        }
    }
}

/// A rule of a listener that is not seen: only application load balancers have rules.
fn beyond(rule: Resource<'_>, action: &Value<'_>, findings: &mut Findings<'_>) {
    for group in groups_of(rule.system(), action) {
        let Some(other) = group.text("Protocol").filter(|other| !goes_to("HTTP", other)) else { continue };
        let message = format!("listeners with rules speak HTTP; `{}` speaks {other}", group.path());
        let finding = findings.of(rule, message).help("take a target group for HTTP or HTTPS");
        findings.push(finding.with(group.origin(), "the target group"));
    }
}
