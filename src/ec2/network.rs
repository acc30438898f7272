//! How a network is made.

use crate::aws::ec2 as l1;
use crate::core::{Construct, Handle, Resource, Scope, Val};
use crate::diagnostic::Diagnostic;

use super::allow::Allow;
use super::endpoint::{Endpoint, id, service};
use super::plan::{Ground, Placed, Reach, Wishes};
use super::ports::Ports;
use super::security_group::{SecurityGroup, SecurityGroupHandle};
use super::subnets::Subnets;
use super::tiers::{Internet, NatGateways, Network};
use super::vpc::{Addresses, Nat, Vpc, VpcHandle};
use super::zones;
use crate::net::Block;

impl Construct for Vpc {
    type Handle = VpcHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let places = self.places(scope);
        let zones = zones::resolve(&self.zones, places, scope);
        let ground = self.ground(scope);
        let wishes = Wishes {
            ground: &ground,
            places,
            zones: &zones,
            without: &self.without,
            prefixes: &self.prefixes,
            tiers: &self.tiers,
            plan: self.plan.as_ref(),
        };
        let tiers = wishes.place(scope);
        let nat = self.nat_of(&tiers, scope);
        let network = self.network(&ground, places, nat, &tiers, scope);
        let mut made = VpcHandle { made: Some(network.vpc), ..VpcHandle::imported(&network.vpc, &network.cidr) };
        // Gateways stand in public subnets, and the routes of the others lead to them.
        let (public, others): (Vec<&Placed>, Vec<&Placed>) = tiers.iter().partition(|tier| tier.reach == Reach::Public);
        let mut gateways = NatGateways::none();
        for tier in public {
            keep(&mut made, tier, network.tier(tier, &gateways, scope));
        }
        gateways.add(nat, &network, &made, scope);
        made.nat_gateways = gateways.all();
        for tier in others {
            keep(&mut made, tier, network.tier(tier, &gateways, scope));
        }
        self.add_endpoints(&mut made, &tiers, scope);
        made.flow_logs = self.flow_logs.add(&network.vpc, scope);
        made
    }
}

fn keep(made: &mut VpcHandle, tier: &Placed, subnets: Subnets) {
    match tier.name.as_str() {
        "" => *made.of(tier.reach) = subnets,
        name => made.tiers.push((name.to_owned(), subnets)),
    }
}

impl Vpc {
    /// How many zones each tier keeps addresses for.
    fn places(&self, scope: &mut Scope<'_>) -> u32 {
        if !(1..=16).contains(&self.reserved) {
            let message = format!("{} zones are reserved; a network reserves 1 to 16", self.reserved);
            scope.problem(Diagnostic::error("value-out-of-range", message).help("reserve as many as the region has"));
        }
        self.reserved.clamp(1, 16).next_power_of_two()
    }

    fn ground(&self, scope: &mut Scope<'_>) -> Ground {
        let block = match &self.addresses {
            Addresses::Pool(pool, prefix @ 16..=28) => return Ground::Pool(pool.clone(), *prefix),
            Addresses::Pool(_, prefix) => Err(format!("a network of /{prefix} is not between /16 and /28")),
            Addresses::Block(text) => Block::parse_network(text),
        };
        Ground::Block(block.unwrap_or_else(|message| {
            scope.problem(Diagnostic::error("invalid-cidr", message).help("take a block such as `10.0.0.0/16`"));
            Block::ANY
        }))
    }

    /// Which gateways there are; one in a subnet takes a public one.
    fn nat_of(&self, tiers: &[Placed], scope: &mut Scope<'_>) -> Nat {
        let public = tiers.iter().any(|tier| tier.reach == Reach::Public && !tier.subnets.is_empty());
        let private = tiers.iter().any(|tier| tier.reach == Reach::Private);
        let usual = if scope.is_disposable() { Nat::One } else { Nat::PerZone };
        match self.nat {
            None if public && private => usual,
            None => Nat::None,
            Some(Nat::One | Nat::PerZone) if !public => {
                let message = "NAT gateways stand in public subnets, and the network has none";
                let help = "keep the public tier, or say `.nat(Nat::Regional)` or `.nat(Nat::None)`";
                scope.problem(Diagnostic::error("invalid-combination", message).help(help));
                Nat::None
            }
            Some(nat) => nat,
        }
    }

    /// The network itself and its gateways to the internet.
    fn network(&self, ground: &Ground, places: u32, nat: Nat, tiers: &[Placed], scope: &mut Scope<'_>) -> Network {
        let name = scope.display_name();
        let spec = match ground {
            Ground::Block(block) => l1::Vpc::new().cidr_block(block.to_string()),
            Ground::Pool(pool, prefix) => l1::Vpc::new().ipv4_ipam_pool_id(pool).ipv4_netmask_length(*prefix),
        };
        let vpc = spec.enable_dns_support(true).enable_dns_hostnames(true).build(scope);
        scope.stack().tag_on(&vpc, "Name", name);
        let reaches = |reach| tiers.iter().any(|tier| tier.reach == reach);
        let internet =
            (reaches(Reach::Public) || nat == Nat::Regional).then(|| scope.add("InternetGateway", Internet { vpc }));
        let ipv6 =
            self.ipv6.then(|| scope.add("Ipv6", l1::VpcCidrBlock::new(&vpc).amazon_provided_ipv6_cidr_block(true)));
        let egress_only = (self.ipv6 && reaches(Reach::Private))
            .then(|| named(scope, "EgressOnlyGateway", l1::EgressOnlyInternetGateway::new(&vpc)));
        let cidr = match ground {
            Ground::Block(block) => Val::of(block.to_string()),
            Ground::Pool(..) => vpc.attribute("CidrBlock"),
        };
        Network { vpc, cidr, places, internet, ipv6, egress_only, kubernetes_tags: self.kubernetes_tags }
    }

    fn add_endpoints(&self, made: &mut VpcHandle, tiers: &[Placed], scope: &mut Scope<'_>) {
        let Some(vpc) = made.made else { return };
        let own: Vec<&Subnets> = made.tiers.iter().map(|(_, subnets)| subnets).collect();
        let all = Subnets::join(&[&[&made.public, &made.private, &made.isolated], own.as_slice()].concat());
        let gateways: &[(&str, &str)] =
            if self.gateway_endpoints { &[("S3", "s3"), ("DynamoDb", "dynamodb")] } else { &[] };
        for (label, name) in gateways {
            let spec = l1::VpcEndpoint::new(&vpc)
                .vpc_endpoint_type("Gateway")
                .service_name(service(name))
                .route_table_ids(all.tables());
            named(scope, &format!("{label}Endpoint"), spec);
        }
        if self.endpoints.is_empty() {
            return;
        }
        let group = endpoint_group(made, tiers, scope);
        let subnets = if made.private.is_empty() { &made.isolated } else { &made.private };
        if subnets.is_empty() {
            let message = "interface endpoints stand in private or isolated subnets, and the network has neither";
            let help = "keep one of the two tiers, or leave the endpoints out";
            scope.problem(Diagnostic::error("too-few-subnets", message).help(help));
        }
        let mut seen: Vec<&Endpoint> = Vec::new();
        for endpoint in &self.endpoints {
            if seen.contains(&endpoint) {
                continue;
            }
            seen.push(endpoint);
            let spec = l1::VpcEndpoint::new(&vpc)
                .vpc_endpoint_type("Interface")
                .service_name(service(endpoint.name()))
                .private_dns_enabled(true)
                .subnet_ids(subnets)
                .security_group_ids([&group.group]);
            named(scope, &format!("{}Endpoint", id(endpoint.name())), spec);
        }
        made.endpoints = Some(group);
    }
}

/// The group of the interface endpoints: everything in the network may call them.
fn endpoint_group(made: &VpcHandle, tiers: &[Placed], scope: &mut Scope<'_>) -> SecurityGroupHandle {
    let group =
        SecurityGroup::new(made).description("Interface endpoints: HTTPS from within the network").no_outbound();
    let group = scope.add("EndpointGroup", group);
    let https = Ports::tcp(443);
    scope.add("EndpointGroupFromNetwork", Allow::from_cidr(made.cidr()).to_ports(&group, https.clone()));
    for (tier, block) in tiers.iter().filter_map(|tier| Some((tier, tier.within?))) {
        let rule = Allow::from_cidr(block.to_string()).to_ports(&group, https.clone());
        scope.add(&format!("EndpointGroupFrom{}", tier.id), rule);
    }
    group
}

/// Adds something with a name for people.
pub(super) fn named<R: Resource>(scope: &mut Scope<'_>, id: &str, spec: R) -> Handle<R> {
    let name = format!("{}/{id}", scope.display_name());
    let handle = scope.add(id, spec);
    scope.stack().tag_on(&handle, "Name", name);
    handle
}
