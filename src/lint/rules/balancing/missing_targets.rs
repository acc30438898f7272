//! See `docs/missing-targets.md`.

use super::{BALANCER, LISTENER, actions, kind};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-targets", check);

/// Elastic Load Balancing API reference, `TargetGroupTuple`, read 2026-11-20.
const HEAVIEST: i64 = 999;

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for listener in system.all(LISTENER) {
        let balancer = reach.made(&listener.value("LoadBalancerArn"), BALANCER);
        let passes_on = balancer.and_then(kind) == Some("network");
        for (resource, action) in actions(listener) {
            if passes_on && action.get("Type").text().is_some_and(|what| what != "forward") {
                let message = "a network load balancer forwards what comes; it neither answers nor redirects";
                findings.push(findings.of(resource, message).help("forward to a target group"));
            } else if let Some(message) = fault(&action) {
                let finding = findings.on(resource, &action, message);
                findings.push(finding.help("give weights from 0 to 999, and one of them more than 0"));
            }
        }
    }
}

fn fault(action: &Value<'_>) -> Option<String> {
    let shares = action.get("ForwardConfig/TargetGroups").items()?;
    let weights: Vec<i64> = shares.iter().filter_map(|share| share.get("Weight").int()).collect();
    if let Some(weight) = weights.iter().find(|weight| !(0..=HEAVIEST).contains(*weight)) {
        return Some(format!("a target group has a weight of {weight}; there are 0 to {HEAVIEST}"));
    }
    let none = !shares.is_empty() && weights.len() == shares.len() && weights.iter().all(|weight| *weight == 0);
    none.then(|| "no target group has a weight, so nothing that comes goes anywhere".to_owned())
}
