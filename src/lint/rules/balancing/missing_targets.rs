//! See `docs/missing-targets.md`.

use super::{BALANCER, LISTENER, LISTENER_RULE, actions, kind};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-targets", check);

/// For both kinds of load balancer. (Elastic Load Balancing API reference, `TargetGroupTuple`, and "Network Load Balancers
/// now support weighted target groups", read 2026-11-20.)
const HEAVIEST: i64 = 999;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for listener in system.all(LISTENER) {
        judge(listener, "DefaultActions", findings);
        let balancer = Reach::of(system).made(&listener.value("LoadBalancerArn"), BALANCER);
        if balancer.and_then(kind) != Some("network") {
            continue;
        }
        for (resource, action) in actions(listener) {
            if action.get("Type").text().is_some_and(|what| what != "forward") {
                let message = "a network load balancer forwards what comes; it neither answers nor redirects";
                findings.push(findings.of(resource, message).help("forward to a target group"));
            }
        }
    }
    for rule in system.all(LISTENER_RULE) {
        judge(rule, "Actions", findings);
    }
}

fn judge(resource: Resource<'_>, property: &str, findings: &mut Findings<'_>) {
    for action in resource.each(property) {
        if let Some(message) = fault(&action) {
            let finding = findings.on(resource, &action, message);
            findings.push(finding.help("give weights from 0 to 999, and one of them more than 0"));
        }
    }
}

fn fault(action: &Value<'_>) -> Option<String> {
    let shares = action.get("ForwardConfig/TargetGroups");
    if shares.is_absent() {
        return None;
    }
    let shares = shares.items()?;
    let weights: Vec<i64> = shares.iter().filter_map(|share| share.get("Weight").int()).collect();
    if let Some(weight) = weights.iter().find(|weight| !(0..=HEAVIEST).contains(*weight)) {
        return Some(format!("a target group has a weight of {weight}; there are 0 to {HEAVIEST}"));
    }
    let none = weights.len() == shares.len() && weights.iter().all(|weight| *weight == 0);
    none.then(|| "no target group has a weight, so nothing that comes goes anywhere".to_owned())
}
