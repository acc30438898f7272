//! Networks and what stands in them: VPCs, addresses, zones.

use super::Reach;
use crate::core::Expr;
use crate::facts;
use crate::lint::view::{Resource, Value};
use crate::net::Block;

pub(in crate::lint) const VPC: &str = "AWS::EC2::VPC";
pub(in crate::lint) const SUBNET: &str = "AWS::EC2::Subnet";

impl<'a> Reach<'a> {
    /// The VPC that a resource is in, as a value: many templates take its id from the deployer. Absent where the resource
    /// does not say one, nor any of its subnets and groups.
    pub(in crate::lint) fn vpc(self, resource: Resource<'a>) -> Value<'a> {
        let own = resource.value("VpcId");
        if !own.is_absent() {
            return own;
        }
        let subnets = self.subnets(resource).unwrap_or_default();
        let made = subnets.iter().find_map(|subnet| self.made(subnet, SUBNET));
        made.map_or(own, |subnet| subnet.value("VpcId"))
    }

    /// The VPC that a resource is in, where it is made in this system.
    pub(in crate::lint) fn vpc_of(self, resource: Resource<'a>) -> Option<Resource<'a>> {
        self.made(&self.vpc(resource), VPC)
    }

    /// Whether two values name the same VPC. What a nested stack or a custom resource answers may be any.
    pub(in crate::lint) fn same_vpc(self, one: &Value<'a>, other: &Value<'a>) -> Option<bool> {
        match one.same(other)? {
            true => Some(true),
            false => {
                let (one, other) = (self.settled(*one), self.settled(*other));
                let made = |value: &Value<'a>| self.made(value, VPC).is_some() || value.text().is_some();
                (made(&one) && made(&other)).then_some(false)
            }
        }
    }

    /// The subnets that a resource stands in, by whatever property; no answer where the list is known only later.
    pub(in crate::lint) fn subnets(self, resource: Resource<'a>) -> Option<Vec<Value<'a>>> {
        if resource.type_name() == "AWS::ElasticLoadBalancingV2::LoadBalancer" && !resource.lacks("SubnetMappings") {
            let mappings = resource.items("SubnetMappings")?;
            return Some(mappings.iter().map(|mapping| mapping.get("SubnetId")).collect());
        }
        let member = facts::network::table().member(resource.type_name())?;
        match member.subnets.split_once('>') {
            None => match resource.value(&member.subnets) {
                one if !one.is_absent() && member.subnets.ends_with("SubnetId") => Some(vec![one]),
                several => several.items(),
            },
            Some((by, property)) => resource.target(by)?.items(property),
        }
    }

    /// The subnets of this system that a resource stands in; no answer unless all of its subnets are.
    pub(in crate::lint) fn subnets_made(self, resource: Resource<'a>) -> Option<Vec<Resource<'a>>> {
        self.subnets(resource)?.iter().map(|subnet| self.made(subnet, SUBNET)).collect()
    }

    /// The blocks of a VPC; no answer unless all of them are known.
    pub(in crate::lint) fn blocks(self, vpc: Resource<'a>) -> Option<Vec<Block>> {
        const MORE: &str = "AWS::EC2::VPCCidrBlock";
        if self.system.refers_unclearly(MORE, "VpcId") || self.system.is_passed_on(vpc) {
            return None;
        }
        let mut blocks = vec![self.block(vpc.value("CidrBlock"))?];
        for more in self.system.referring(MORE, "VpcId", vpc).filter(|more| !is_ipv6(*more)) {
            blocks.push(self.block(more.value("CidrBlock"))?);
        }
        Some(blocks)
    }

    /// A subnet's block of IPv4 addresses.
    pub(in crate::lint) fn block_of(self, subnet: Resource<'a>) -> Option<Block> {
        self.block(subnet.value("CidrBlock"))
    }

    /// The zone of a subnet, by name or by id.
    pub(in crate::lint) fn zone(self, subnet: Resource<'a>) -> Value<'a> {
        let id = subnet.value("AvailabilityZoneId");
        if id.is_absent() { subnet.value("AvailabilityZone") } else { id }
    }

    /// Whether two subnets are in the same zone. The region's first zone is not its second, whatever their names.
    pub(in crate::lint) fn same_zone(self, one: Resource<'a>, other: Resource<'a>) -> Option<bool> {
        if one.lacks("AvailabilityZoneId") != other.lacks("AvailabilityZoneId") {
            return None;
        }
        let (one, other) = (self.settled(self.zone(one)), self.settled(self.zone(other)));
        match (self.zone_number(&one), self.zone_number(&other)) {
            (Some(first), Some(second)) => Some(first == second),
            _ => match one.same(&other)? {
                // Two different texts name two zones; whatever else differs may still come to the same.
                false if one.text().is_none() || other.text().is_none() => None,
                answer => Some(answer),
            },
        }
    }

    fn zone_number(self, zone: &Value<'a>) -> Option<u32> {
        match zone.expr()? {
            Expr::Select(at, list) => matches!(self.system.value(list).expr()?, Expr::AvailabilityZones).then_some(*at),
            _ => None,
        }
    }
}

fn is_ipv6(block: Resource<'_>) -> bool {
    let names = ["AmazonProvidedIpv6CidrBlock", "Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6Pool"];
    names.iter().any(|name| !block.lacks(name))
}
