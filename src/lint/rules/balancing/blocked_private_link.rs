//! See `docs/blocked-private-link.md`.

use super::{BALANCER, kind};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{GROUP, Reach};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("blocked-private-link", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for link in system.all("AWS::ApiGateway::VpcLink") {
        for balancer in link.each("TargetArns").iter().filter_map(|arn| reach.made(arn, BALANCER)) {
            if kind(balancer) == Some("network") && enforces(balancer) && !lets_everybody_in(reach, balancer) {
                let message = format!(
                    "`{}` sends through PrivateLink to `{}`, whose security group does not let that in",
                    link.path(),
                    balancer.path()
                );
                let help = "set `EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: off` on the load balancer";
                findings.push(findings.of(balancer, message).help(help).with(link.origin(), "the link"));
            }
        }
    }
}

fn enforces(balancer: Resource<'_>) -> bool {
    let enforced = balancer.value("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic");
    enforced.is_absent() || enforced.text() == Some("on")
}

/// Whether some group may let everybody in; who is behind PrivateLink has no address that a rule could name.
fn lets_everybody_in(reach: Reach<'_>, balancer: Resource<'_>) -> bool {
    let groups = reach.groups(balancer).unwrap_or_default();
    groups.is_empty()
        || groups.iter().any(|group| {
            let Some(group) = reach.made(group, GROUP) else { return true };
            let (rules, whole) = reach.ingress(group);
            !whole || rules.iter().any(|rule| rule.is_for_everybody() || rule.cidr().is_deferred())
        })
}
