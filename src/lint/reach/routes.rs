//! Route tables, and where they lead.

use super::network::VPC;
use super::{Reach, any};
use crate::lint::view::{Resource, Value};
use crate::net::{Block, Family};

const ROUTE: &str = "AWS::EC2::Route";
const TABLE: &str = "AWS::EC2::RouteTable";
const ASSOCIATION: &str = "AWS::EC2::SubnetRouteTableAssociation";
const GATEWAY: &str = "AWS::EC2::InternetGateway";

/// What a route may lead to: one of these.
pub(in crate::lint) const TARGETS: [&str; 12] = [
    "CarrierGatewayId",
    "CoreNetworkArn",
    "EgressOnlyInternetGatewayId",
    "GatewayId",
    "InstanceId",
    "LocalGatewayId",
    "NatGatewayId",
    "NetworkInterfaceId",
    "OdbNetworkArn",
    "TransitGatewayId",
    "VpcEndpointId",
    "VpcPeeringConnectionId",
];

/// Whose routes a subnet follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Table<'a> {
    /// Those of a table that was given to it.
    Own(Resource<'a>),
    /// Those of its network's main table, to which no template adds routes.
    Main,
}

/// Where traffic goes that no other route takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Way<'a> {
    /// To and from the internet.
    Internet,
    /// Out through a gateway; which one, where it is made in this system.
    Nat(Option<Resource<'a>>),
    /// Somewhere else: another network, an appliance.
    Elsewhere,
    /// Nowhere.
    Nowhere,
}

impl<'a> Reach<'a> {
    /// The table whose routes a subnet follows.
    pub(in crate::lint) fn table_of(self, subnet: Resource<'a>) -> Option<Table<'a>> {
        let mut associations = self.system.referring(ASSOCIATION, "SubnetId", subnet);
        if let Some(association) = associations.next() {
            return self.made(&association.value("RouteTableId"), TABLE).map(Table::Own);
        }
        let vpc = self.made(&subnet.value("VpcId"), VPC)?;
        let unclear = self.system.refers_unclearly(ASSOCIATION, "SubnetId");
        (!unclear && !self.system.is_handed_out(subnet) && !self.system.is_passed_on(vpc)).then_some(Table::Main)
    }

    /// The routes of a table, as far as they are made in this system.
    pub(in crate::lint) fn routes(self, table: Resource<'a>) -> Vec<Resource<'a>> {
        self.system.referring(ROUTE, "RouteTableId", table).collect()
    }

    /// Whether a table may have routes that are not to be seen here.
    fn has_hidden_routes(self, table: Resource<'a>) -> bool {
        const PROPAGATION: &str = "AWS::EC2::VPNGatewayRoutePropagation";
        self.system.is_handed_out(table)
            || self.system.refers_unclearly(ROUTE, "RouteTableId")
            || self.system.refers_unclearly(PROPAGATION, "RouteTableIds")
            || self.system.referring(PROPAGATION, "RouteTableIds", table).next().is_some()
    }

    /// Where a subnet's IPv4 traffic to everywhere goes.
    pub(in crate::lint) fn default_route(self, subnet: Resource<'a>) -> Option<Way<'a>> {
        match self.table_of(subnet)? {
            Table::Main => Some(Way::Nowhere),
            Table::Own(table) => self.default_of(table),
        }
    }

    fn default_of(self, table: Resource<'a>) -> Option<Way<'a>> {
        let mut unclear = self.has_hidden_routes(table);
        for route in self.routes(table) {
            match self.destination(route) {
                Some(block) if block.family() == Family::V4 && block.prefix() == 0 => return self.way(route),
                // Two halves make a whole.
                Some(block) if block.family() == Family::V4 && block.prefix() < 8 => unclear = true,
                Some(_) => {}
                None => unclear |= route.lacks("DestinationPrefixListId"),
            }
        }
        (!unclear).then_some(Way::Nowhere)
    }

    /// The block that a route is for.
    pub(in crate::lint) fn destination(self, route: Resource<'a>) -> Option<Block> {
        let v4 = route.value("DestinationCidrBlock");
        self.block(if v4.is_absent() { route.value("DestinationIpv6CidrBlock") } else { v4 })
    }

    /// Where a route leads.
    fn way(self, route: Resource<'a>) -> Option<Way<'a>> {
        let property = TARGETS.iter().find(|name| !route.lacks(name))?;
        let value = route.value(property);
        match *property {
            "NatGatewayId" => Some(Way::Nat(self.made(&value, "AWS::EC2::NatGateway"))),
            "GatewayId" => self.gateway(&value),
            _ => Some(Way::Elsewhere),
        }
    }

    fn gateway(self, value: &Value<'a>) -> Option<Way<'a>> {
        if let Some(text) = value.text() {
            return Some(if text.starts_with("igw-") { Way::Internet } else { Way::Elsewhere });
        }
        let target = value.target()?;
        match target.type_name() {
            // The attachment says which gateway it attaches, and may be asked for it.
            GATEWAY | "AWS::EC2::VPCGatewayAttachment" => Some(Way::Internet),
            "AWS::EC2::VPNGateway" => Some(Way::Elsewhere),
            _ => None,
        }
    }

    /// Whether a subnet's IPv4 traffic goes to and comes from the internet.
    pub(in crate::lint) fn is_public(self, subnet: Resource<'a>) -> Option<bool> {
        self.default_route(subnet).map(|way| way == Way::Internet)
    }

    /// Whether nothing leaves a subnet's network: its table has no route at all. Of a network's main table that is not said:
    /// people add routes to it by hand.
    pub(in crate::lint) fn is_isolated(self, subnet: Resource<'a>) -> Option<bool> {
        match self.table_of(subnet)? {
            Table::Main => None,
            Table::Own(table) if !self.routes(table).is_empty() => Some(false),
            Table::Own(table) => (!self.has_hidden_routes(table)).then_some(true),
        }
    }

    /// Whether an internet gateway of this system is attached to a VPC.
    pub(in crate::lint) fn is_attached(self, gateway: Resource<'a>, vpc: &Value<'a>) -> Option<bool> {
        const ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";
        let attachments: Vec<Resource<'a>> = self.system.referring(ATTACHMENT, "InternetGatewayId", gateway).collect();
        let here = any(attachments.iter().map(|attachment| self.same_vpc(&attachment.value("VpcId"), vpc)));
        let unclear = self.system.refers_unclearly(ATTACHMENT, "InternetGatewayId");
        // A gateway that is attached elsewhere cannot be attached here too.
        let elsewhere = attachments.is_empty() && (unclear || self.system.is_passed_on(gateway));
        if elsewhere { None } else { here }
    }
}
