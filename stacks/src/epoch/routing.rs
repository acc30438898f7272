//! The name that leads to the region which answers.

use formwork::diagnostic::Diagnostic;
use formwork::route53::{HealthCheck, Record};
use formwork::{Environment, Stack};

use super::entry::{Entry, zone};
use super::{Routing, Settings};

/// All records of the name stand in one stack: Route 53 takes no two kinds of routing for one name, so a change of the kind
/// has to be one change.
pub(super) fn routing(env: &Environment<Settings>, entries: &[Entry]) -> Stack {
    let mut stack = Stack::in_env("routing", env).description("The name that leads to the region which answers.");
    if env.routing == Routing::Failover && entries.len() != 2 {
        let message = format!("failover is between two regions, and there are {}", entries.len());
        stack.problem(Diagnostic::error("invalid-combination", message).help("say `latency`, or name two regions"));
    }

    let zone = zone(env);
    for (place, entry) in entries.iter().enumerate() {
        let region = &entry.region;
        stack.add(&format!("Region-{region}"), Record::alias(&zone, &entry.own_name, &entry.balancer));
        let well = stack.add(&format!("Well-{region}"), HealthCheck::https(&entry.own_name).path("/health"));
        let answer = Record::alias(&zone, &env.hostname, &entry.balancer).health_check(&well);
        let answer = match (env.routing, place) {
            (Routing::Latency, _) => answer.latency(region),
            (Routing::Failover, 0) => answer.primary(region),
            (Routing::Failover, _) => answer.secondary(region),
        };
        stack.add(&format!("Answer-{region}"), answer);
    }
    stack.output("Url", format!("https://{}/", env.hostname));
    stack
}
