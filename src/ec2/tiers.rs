//! The parts of a network: subnets with their routes, and the gateways that the routes lead to.

use crate::aws::ec2 as l1;
use crate::core::{Construct, Handle, Scope, Val, cidr};
use crate::diagnostic::Diagnostic;

use super::network::named;
use super::plan::{Placed, Range, Reach};
use super::subnets::{Made, Subnet, Subnets};
use super::vpc::{Nat, VpcHandle};
use super::zones::Zone;

const ANYWHERE: &str = "0.0.0.0/0";
const ANYWHERE_V6: &str = "::/0";

/// A network with its gateways, while its subnets are made.
pub(super) struct Network {
    pub(super) vpc: Handle<l1::Vpc>,
    pub(super) cidr: Val<String>,
    pub(super) places: u32,
    pub(super) internet: Option<InternetHandle>,
    pub(super) ipv6: Option<Handle<l1::VpcCidrBlock>>,
    pub(super) egress_only: Option<Handle<l1::EgressOnlyInternetGateway>>,
    pub(super) kubernetes_tags: bool,
}

impl Network {
    /// Makes a tier: its tables, routes and subnets.
    pub(super) fn tier(&self, tier: &Placed, gateways: &NatGateways, scope: &mut Scope<'_>) -> Subnets {
        let block = tier.within.map(|block| {
            let spec = l1::VpcCidrBlock::new(&self.vpc).cidr_block(block.to_string());
            scope.add(&format!("{}Block", tier.id), spec)
        });
        let mut shared = None;
        let mut subnets = Vec::new();
        for (zone, range) in &tier.subnets {
            // Private subnets may leave through different gateways; the others' ways are the same in every zone.
            let table = match (tier.reach, &shared) {
                (Reach::Private, _) => self.table(tier, &zone.letter.to_string(), gateways.of(zone), scope),
                (_, Some(table)) => TableHandle::clone(table),
                (_, None) => shared.insert(self.table(tier, "", None, scope)).clone(),
            };
            let spec =
                SubnetOf { spec: self.subnet(tier, zone, *range, scope), table: table.table, tags: self.tags(tier) };
            let id = format!("{}{}", tier.id, zone.letter);
            let (subnet, association) = scope.add(&id, spec);
            for block in [block, self.ipv6].into_iter().flatten() {
                scope.stack().order(&subnet).after(&block);
            }
            let made = Made { subnet, association, table: table.table, routes: table.routes };
            subnets.push(Subnet {
                id: subnet.id(),
                letter: zone.letter,
                zone: Some(zone.name.clone()),
                made: Some(made),
            });
        }
        Subnets::new(subnets)
    }

    fn table(
        &self,
        tier: &Placed,
        letter: &str,
        nat: Option<Handle<l1::NatGateway>>,
        scope: &mut Scope<'_>,
    ) -> TableHandle {
        let ways = match tier.reach {
            Reach::Public => Ways { internet: self.internet.clone(), ipv6: self.ipv6.is_some(), ..Ways::default() },
            Reach::Private => Ways { nat, egress_only: self.egress_only, ..Ways::default() },
            Reach::Isolated => Ways::default(),
        };
        scope.add(&format!("{}Routes{letter}", tier.id), Table { vpc: self.vpc, ways })
    }

    fn subnet(&self, tier: &Placed, zone: &Zone, range: Range, scope: &mut Scope<'_>) -> l1::Subnet {
        let spec = l1::Subnet::new(&self.vpc).availability_zone(&zone.name).cidr_block(range.value(&self.cidr));
        if self.ipv6.is_none() {
            return spec;
        }
        let index = tier.number * self.places + zone.place;
        if index > 255 {
            let message = format!("tier `{}` finds no /64 left in the network's /56", tier.name);
            scope.problem(
                Diagnostic::error("subnets-do-not-fit", message).help("reserve fewer zones, or have fewer tiers"),
            );
            return spec;
        }
        let network: Val<Vec<String>> = self.vpc.attribute("Ipv6CidrBlocks");
        let own = cidr(network.select(0), index + 1, 64).select(index);
        spec.ipv6_cidr_block(own).assign_ipv6_address_on_creation(true)
    }

    fn tags(&self, tier: &Placed) -> Option<&'static str> {
        match tier.reach {
            _ if !self.kubernetes_tags || !tier.name.is_empty() => None,
            Reach::Public => Some("kubernetes.io/role/elb"),
            Reach::Private => Some("kubernetes.io/role/internal-elb"),
            Reach::Isolated => None,
        }
    }
}

/// A subnet that follows a route table.
struct SubnetOf {
    spec: l1::Subnet,
    table: Handle<l1::RouteTable>,
    tags: Option<&'static str>,
}

impl Construct for SubnetOf {
    type Handle = (Handle<l1::Subnet>, Handle<l1::SubnetRouteTableAssociation>);

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let name = scope.display_name();
        let subnet = self.spec.build(scope);
        scope.stack().tag_on(&subnet, "Name", name);
        if let Some(key) = self.tags {
            scope.stack().tag_on(&subnet, key, "1");
        }
        (subnet, scope.add("Routes", l1::SubnetRouteTableAssociation::new(&self.table, &subnet)))
    }
}

/// The ways out of a table.
#[derive(Default)]
struct Ways {
    internet: Option<InternetHandle>,
    ipv6: bool,
    nat: Option<Handle<l1::NatGateway>>,
    egress_only: Option<Handle<l1::EgressOnlyInternetGateway>>,
}

/// A route table with its ways out.
struct Table {
    vpc: Handle<l1::Vpc>,
    ways: Ways,
}

#[derive(Clone)]
struct TableHandle {
    table: Handle<l1::RouteTable>,
    routes: Vec<Handle<l1::Route>>,
}

impl Construct for Table {
    type Handle = TableHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let name = scope.display_name();
        let table = l1::RouteTable::new(&self.vpc).build(scope);
        scope.stack().tag_on(&table, "Name", name);
        let mut routes = Vec::new();
        if let Some(internet) = self.ways.internet {
            let way = l1::Route::new(&table).destination_cidr_block(ANYWHERE).gateway_id(&internet.gateway);
            routes.push(scope.add("Internet", way));
            if self.ways.ipv6 {
                let way = l1::Route::new(&table).destination_ipv6_cidr_block(ANYWHERE_V6).gateway_id(&internet.gateway);
                routes.push(scope.add("InternetV6", way));
            }
            for route in &routes {
                scope.stack().order(route).after(&internet.attachment);
            }
        }
        if let Some(nat) = self.ways.nat {
            let way = l1::Route::new(&table).destination_cidr_block(ANYWHERE).nat_gateway_id(&nat);
            routes.push(scope.add("Nat", way));
        }
        if let Some(gateway) = self.ways.egress_only {
            let way = l1::Route::new(&table).destination_ipv6_cidr_block(ANYWHERE_V6);
            routes.push(scope.add("EgressOnly", way.egress_only_internet_gateway_id(&gateway)));
        }
        TableHandle { table, routes }
    }
}

/// The gateway between a network and the internet.
pub(super) struct Internet {
    pub(super) vpc: Handle<l1::Vpc>,
}

#[derive(Clone)]
pub(super) struct InternetHandle {
    gateway: Handle<l1::InternetGateway>,
    attachment: Handle<l1::VpcGatewayAttachment>,
}

impl Construct for Internet {
    type Handle = InternetHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let name = scope.display_name();
        let gateway = l1::InternetGateway::new().build(scope);
        scope.stack().tag_on(&gateway, "Name", name);
        let attachment = l1::VpcGatewayAttachment::new(&self.vpc).internet_gateway_id(&gateway);
        InternetHandle { gateway, attachment: scope.add("Attachment", attachment) }
    }
}

/// Where private subnets leave the network.
pub(super) struct NatGateways(Vec<(char, Handle<l1::NatGateway>)>);

impl NatGateways {
    pub(super) const fn none() -> Self {
        NatGateways(Vec::new())
    }

    /// The zone's own, or the one for all.
    fn of(&self, zone: &Zone) -> Option<Handle<l1::NatGateway>> {
        let own = self.0.iter().find(|(letter, _)| *letter == zone.letter);
        own.or(self.0.first()).map(|(_, gateway)| *gateway)
    }

    pub(super) fn all(&self) -> Vec<Handle<l1::NatGateway>> {
        self.0.iter().map(|(_, gateway)| *gateway).collect()
    }

    pub(super) fn add(&mut self, nat: Nat, network: &Network, made: &VpcHandle, scope: &mut Scope<'_>) {
        let public = made.tiers.iter().map(|(_, subnets)| subnets).find(|subnets| !subnets.is_empty());
        let public = if made.public.is_empty() { public } else { Some(&made.public) };
        let count = match (nat, public) {
            (Nat::Regional, _) => {
                let spec = l1::NatGateway::new().vpc_id(&network.vpc).availability_mode("regional");
                let gateway = named(scope, "Nat", spec);
                if let Some(internet) = &network.internet {
                    scope.stack().order(&gateway).after(&internet.attachment);
                }
                self.0.push(('A', gateway));
                return;
            }
            (Nat::One, _) => 1,
            (Nat::PerZone, Some(public)) => public.len(),
            _ => 0,
        };
        let Some(public) = public else { return };
        let zones = public.letters().into_iter().zip(public.handles());
        for (letter, subnet) in zones.take(count) {
            let spec = NatIn { subnet, attachment: network.internet.as_ref().map(|internet| internet.attachment) };
            self.0.push((letter, scope.add(&format!("Nat{letter}"), spec)));
        }
    }
}

/// A gateway in a public subnet. Its address works only once the network has an internet gateway.
struct NatIn {
    subnet: Handle<l1::Subnet>,
    attachment: Option<Handle<l1::VpcGatewayAttachment>>,
}

impl Construct for NatIn {
    type Handle = Handle<l1::NatGateway>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let name = scope.display_name();
        let address = scope.add("Address", l1::Eip::new().domain("vpc"));
        let gateway = l1::NatGateway::new().subnet_id(&self.subnet).allocation_id(&address).build(scope);
        if let Some(attachment) = self.attachment {
            scope.stack().order(&address).after(&attachment);
        }
        scope.stack().tag_on(&address, "Name", name.as_str());
        scope.stack().tag_on(&gateway, "Name", name);
        gateway
    }
}
