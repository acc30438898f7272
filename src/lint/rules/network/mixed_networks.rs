//! See `docs/mixed-networks.md`.

use crate::facts;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{GROUP, Reach, SUBNET};
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("mixed-networks", check);

const TABLE: &str = "AWS::EC2::RouteTable";
const ENDPOINT: &str = "AWS::EC2::VPCEndpoint";
const BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for member in &facts::network::table().members {
        for resource in system.all(&member.type_name) {
            let mut parts = subnets_and_groups(reach, resource);
            if resource.type_name() == ENDPOINT {
                parts.extend(reach_all(reach, resource.each("RouteTableIds"), TABLE));
            }
            join(reach, resource, &parts, findings);
        }
    }
    for association in system.all("AWS::EC2::SubnetRouteTableAssociation") {
        let ends = [(association.value("SubnetId"), SUBNET), (association.value("RouteTableId"), TABLE)];
        let parts = ends.into_iter().flat_map(|(end, kind)| reach_all(reach, vec![end], kind));
        join(reach, association, &parts.collect::<Vec<_>>(), findings);
    }
    for listener in system.all("AWS::ElasticLoadBalancingV2::Listener") {
        let Some(balancer) = reach.made(&listener.value("LoadBalancerArn"), BALANCER) else { continue };
        let groups = super::super::balancing::target_groups(listener).into_iter();
        let parts: Vec<Resource<'_>> = reach.subnets_made(balancer).unwrap_or_default();
        join(reach, listener, &parts.into_iter().chain(groups).collect::<Vec<_>>(), findings);
    }
}

fn subnets_and_groups<'a>(reach: Reach<'a>, resource: Resource<'a>) -> Vec<Resource<'a>> {
    let mut parts = reach_all(reach, reach.subnets(resource).unwrap_or_default(), SUBNET);
    let groups = reach_all(reach, reach.groups(resource).unwrap_or_default(), GROUP);
    let shared = |group: &Resource<'a>| {
        let shared = "AWS::EC2::SecurityGroupVpcAssociation";
        group.system().referring(shared, "GroupId", *group).next().is_some()
    };
    parts.extend(groups.into_iter().filter(|group| !shared(group)));
    parts
}

fn reach_all<'a>(reach: Reach<'a>, values: Vec<Value<'a>>, kind: &str) -> Vec<Resource<'a>> {
    values.iter().filter_map(|value| reach.made(value, kind)).collect()
}

/// Reports the first part that is in another VPC than the first of all, or than the one that the resource names.
fn join(reach: Reach<'_>, resource: Resource<'_>, parts: &[Resource<'_>], findings: &mut Findings<'_>) {
    let own = resource.value("VpcId");
    let named = !own.is_absent();
    let Some(first) = parts.first() else { return };
    let (holder, vpc) = if named { (resource, own) } else { (*first, first.value("VpcId")) };
    for part in parts {
        if reach.same_vpc(&vpc, &part.value("VpcId")) == Some(false) {
            let message = match named {
                true => format!("`{}` and `{}` are in two networks", holder.path(), part.path()),
                false => {
                    format!(
                        "`{}` joins `{}` and `{}`, which are in two networks",
                        resource.path(),
                        holder.path(),
                        part.path()
                    )
                }
            };
            let finding = findings.of(resource, message).help("take all of them from one VPC");
            findings.push(finding.with(holder.origin(), "one network").with(part.origin(), "the other"));
            return;
        }
    }
}
