//! See `docs/service-before-listener.md`.

use super::{LISTENER, TARGET_GROUP, actions, groups_of};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("service-before-listener", check);

const SERVICE: &str = "AWS::ECS::Service";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    if !system.has(SERVICE) {
        return;
    }
    let forwards = forwards(system);
    let reach = Reach::of(system);
    for service in system.all(SERVICE) {
        let awaited = service.awaited();
        for share in service.each("LoadBalancers") {
            let Some(group) = reach.made(&share.get("TargetGroupArn"), TARGET_GROUP) else { continue };
            let here = |from: &&Resource<'_>| from.address().stack == service.address().stack;
            let ties = || forwards.iter().filter(|(to, _)| *to == group).map(|(_, from)| from).filter(here);
            let Some(first) = ties().next().filter(|_| !ties().any(|from| awaited.has(*from))) else { continue };
            let message =
                format!("it does not wait for `{}`, which gives `{}` its load balancer", first.path(), group.path());
            let help = format!("say `DependsOn: {}`", first.stack().id(first.address().index));
            findings.push(findings.on(service, &share, message).help(help).with(first.origin(), "who forwards to it"));
        }
    }
}

/// Each target group to which somebody forwards, and who does: a listener or one of its rules.
fn forwards(system: System<'_>) -> Vec<(Resource<'_>, Resource<'_>)> {
    let mut found = Vec::new();
    for (from, action) in system.all(LISTENER).flat_map(actions) {
        found.extend(groups_of(system, &action).into_iter().map(|group| (group, from)));
    }
    found
}
