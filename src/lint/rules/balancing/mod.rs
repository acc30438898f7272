//! Load balancers: what they listen for, where they stand, and where they send what they take.

mod balancer_without_group;
mod balancer_without_logs;
mod blocked_private_link;
mod impossible_health_check;
mod impossible_protocol;
mod invalid_balancer_name;
mod misplaced_balancer;
mod missing_certificate;
mod missing_targets;
mod plain_http;
mod service_before_listener;
mod subnets_in_one_zone;
mod too_few_subnets;
mod unprotected_balancer;
mod weak_tls;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;
use crate::lint::reach::Reach;
use crate::lint::{Resource, System, Value};

pub(super) const FAMILY: Family = Family {
    title: "Load balancing",
    rules: &[
        balancer_without_group::RULE,
        balancer_without_logs::RULE,
        blocked_private_link::RULE,
        impossible_health_check::RULE,
        impossible_protocol::RULE,
        invalid_balancer_name::RULE,
        misplaced_balancer::RULE,
        missing_certificate::RULE,
        missing_targets::RULE,
        plain_http::RULE,
        service_before_listener::RULE,
        subnets_in_one_zone::RULE,
        too_few_subnets::RULE,
        unprotected_balancer::RULE,
        weak_tls::RULE,
    ],
};

pub(super) const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";
pub(super) const LISTENER: &str = "AWS::ElasticLoadBalancingV2::Listener";
pub(super) const TARGET_GROUP: &str = "AWS::ElasticLoadBalancingV2::TargetGroup";
const LISTENER_RULE: &str = "AWS::ElasticLoadBalancingV2::ListenerRule";

/// What a load balancer is, where it says so or says nothing.
fn kind(balancer: Resource<'_>) -> Option<&str> {
    match balancer.value("Type") {
        kind if kind.is_absent() => Some("application"),
        kind => kind.text(),
    }
}

/// Whether a load balancer can be reached from the internet; it can unless it says otherwise.
fn is_internet_facing(balancer: Resource<'_>) -> Option<bool> {
    match balancer.value("Scheme") {
        scheme if scheme.is_absent() => Some(true),
        scheme => scheme.text().map(|scheme| scheme == "internet-facing"),
    }
}

/// The value of an attribute of a load balancer; no answer where it may be among those known only later.
fn attribute<'a>(balancer: Resource<'a>, key: &str) -> Option<Option<Value<'a>>> {
    let attributes = balancer.items("LoadBalancerAttributes")?;
    if attributes.iter().any(|one| one.get("Key").is_deferred()) {
        return None;
    }
    let found = attributes.into_iter().find(|one| one.get("Key").text() == Some(key));
    Some(found.map(|one| one.get("Value")))
}

/// Every action of a listener and of its rules, with the resource that says it.
fn actions<'a>(listener: Resource<'a>) -> Vec<(Resource<'a>, Value<'a>)> {
    let own = listener.each("DefaultActions").into_iter().map(|action| (listener, action));
    let rules = listener.system().referring(LISTENER_RULE, "ListenerArn", listener);
    let of_rules = rules.flat_map(|rule| rule.each("Actions").into_iter().map(move |action| (rule, action)));
    own.chain(of_rules).collect()
}

/// The target groups, made in this system, to which an action forwards.
fn groups_of<'a>(system: System<'a>, action: &Value<'a>) -> Vec<Resource<'a>> {
    let shares = action.get("ForwardConfig/TargetGroups").items().unwrap_or_default();
    let shares = shares.iter().map(|share| share.get("TargetGroupArn"));
    let reach = Reach::of(system);
    let mut found: Vec<Resource<'a>> = Vec::new();
    for group in shares.chain([action.get("TargetGroupArn")]).filter_map(|arn| reach.made(&arn, TARGET_GROUP)) {
        if !found.contains(&group) {
            found.push(group);
        }
    }
    found
}

/// The target groups, made in this system, to which a listener and its rules forward.
pub(super) fn target_groups(listener: Resource<'_>) -> Vec<Resource<'_>> {
    let mut found = Vec::new();
    for (_, action) in actions(listener) {
        for group in groups_of(listener.system(), &action) {
            if !found.contains(&group) {
                found.push(group);
            }
        }
    }
    found
}
