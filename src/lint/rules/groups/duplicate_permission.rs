//! See `docs/duplicate-permission.md`.

use super::at;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{GROUP, GroupRule, Reach};
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-permission", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for group in system.all(GROUP) {
        for rules in [reach.ingress(group).0, reach.egress(group).0] {
            // A group has tens of rules.
            for (at_index, rule) in rules.iter().enumerate() {
                let Some(first) = rules[..at_index].iter().find(|first| same(first, rule)) else { continue };
                let way = if rule.is_inbound() { "in" } else { "out" };
                let message = format!("`{}` lets the same {way} twice", group.path());
                let finding =
                    at(findings, rule, message).help("remove one of the two; descriptions do not tell them apart");
                findings.push(finding.with(first.resource.origin(), "the other"));
            }
        }
    }
}

/// Whether two rules are surely one to EC2.
fn same(one: &GroupRule<'_>, other: &GroupRule<'_>) -> bool {
    const SIDES: [&str; 7] = [
        "CidrIp",
        "CidrIpv6",
        "SourceSecurityGroupId",
        "SourceSecurityGroupName",
        "DestinationSecurityGroupId",
        "SourcePrefixListId",
        "DestinationPrefixListId",
    ];
    let ports = one.ports().is_some_and(|ports| other.ports() == Some(ports));
    let side = |name: &&str| {
        let (one, other) = (one.value(name), other.value(name));
        (one.is_absent() && other.is_absent()) || one.same(&other) == Some(true)
    };
    let said = SIDES.iter().any(|name| !one.value(name).is_absent());
    ports && said && SIDES.iter().all(side)
}
