//! A network, as it is asked for and as it is passed around.

use crate::aws::ec2 as l1;
use crate::aws::ids::{IpamPoolId, SubnetId, VpcId};
use crate::aws::logs::LogGroup;
use crate::core::{Handle, IntoVal, Node, Val};

use super::endpoint::Endpoint;
use super::flow_logs::FlowLogs;
use super::plan::{Reach, SubnetPlan, Tier};
use super::security_group::SecurityGroupHandle;
use super::subnets::Subnets;
use super::zones::Zones;

/// How private subnets reach the internet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nat {
    /// Not at all.
    None,
    /// Through one gateway in the first zone: cheap, and gone with that zone.
    One,
    /// Through a gateway in each zone.
    PerZone,
    /// Through one gateway that spans the zones by itself and stands in no subnet. Terraform's AWS provider has it from
    /// 6.24 on: say [`App::aws_provider`](crate::App::aws_provider).
    Regional,
}

/// A network: subnets in several zones, the ways out of them, and a record of who talked to whom.
///
/// Without further words it has, in the region's first three zones:
///
/// * **public** subnets, with a route to and from the internet and no public addresses unasked;
/// * **private** subnets, each with its own route table, out through a NAT gateway in each zone, or through a single one
///   where the environment is disposable;
/// * **isolated** subnets, for databases: no way out;
/// * gateway endpoints for S3 and DynamoDB, which cost nothing; DNS names; flow logs in CloudWatch, kept 90 days; and the
///   tags by which Kubernetes finds subnets for load balancers.
///
/// **Addresses never move.** Each tier has a stretch with a place for every zone that is reserved (four, see
/// [`reserve_zones`](Vpc::reserve_zones)), and a zone's letter is its place: `eu-west-1c` is the third, whether or not
/// there is a second. So a zone or a tier that is added later changes no subnet that stands. A public subnet has a 256th of
/// the network, a private one a 16th, an isolated one a 256th: /24, /20 and /24 of a /16.
///
/// ```
/// use formwork::{Stack, ec2};
///
/// let mut stack = Stack::new("network");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16")
///     .zones(["eu-west-1a", "eu-west-1b"])
///     .nat(ec2::Nat::One)
///     .endpoints([ec2::Endpoint::EcrApi, ec2::Endpoint::EcrDkr]));
/// stack.output("VpcId", vpc.id());
/// assert_eq!(vpc.private.len(), 2);
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Vpc {
    pub(super) addresses: Addresses,
    pub(super) zones: Zones,
    pub(super) reserved: u32,
    pub(super) without: Vec<Reach>,
    pub(super) prefixes: Vec<(Reach, u8)>,
    pub(super) tiers: Vec<Tier>,
    pub(super) plan: Option<SubnetPlan>,
    pub(super) nat: Option<Nat>,
    pub(super) gateway_endpoints: bool,
    pub(super) endpoints: Vec<Endpoint>,
    pub(super) flow_logs: FlowLogs,
    pub(super) ipv6: bool,
    pub(super) kubernetes_tags: bool,
}

/// Where a network has its addresses from.
#[derive(Clone, Debug)]
pub(super) enum Addresses {
    Block(String),
    Pool(Val<IpamPoolId>, u8),
}

impl Vpc {
    /// A network with these addresses: a block of /16 to /28, such as `10.0.0.0/16`.
    pub fn new(cidr: impl Into<String>) -> Self {
        Self::with(Addresses::Block(cidr.into()))
    }

    /// A network with a block of the given length, 16 to 28, that an IPAM pool chooses when it is deployed.
    #[track_caller]
    pub fn from_pool(pool: impl IntoVal<IpamPoolId>, prefix: u8) -> Self {
        Self::with(Addresses::Pool(Val::of(pool), prefix))
    }

    fn with(addresses: Addresses) -> Self {
        Vpc {
            addresses,
            zones: Zones::First(3),
            reserved: 4,
            without: Vec::new(),
            prefixes: Vec::new(),
            tiers: Vec::new(),
            plan: None,
            nat: None,
            gateway_endpoints: true,
            endpoints: Vec::new(),
            flow_logs: FlowLogs::default(),
            ipv6: false,
            kubernetes_tags: true,
        }
    }

    /// The zones, by name. Without it, the region's first three, whichever they are when it is deployed.
    pub fn zones<T: Into<String>>(mut self, names: impl IntoIterator<Item = T>) -> Self {
        self.zones = Zones::Named(names.into_iter().map(Into::into).collect());
        self
    }

    /// How many of the region's first zones. Without it, three. Naming them later in order changes nothing.
    pub fn az_count(mut self, count: u32) -> Self {
        self.zones = Zones::First(count);
        self
    }

    /// For how many zones each tier keeps addresses: 1 to 16, rounded up to a power of two. Without it, four: up to zone `d`.
    /// Choose it once: another number moves every subnet.
    pub fn reserve_zones(mut self, count: u32) -> Self {
        self.reserved = count;
        self
    }

    /// Leaves out the tier that the network has by itself. Its addresses stay free for it. Without it, there are all three.
    pub fn without(mut self, reach: Reach) -> Self {
        self.without.push(reach);
        self
    }

    /// The length of each subnet's block in one of its own tiers, 16 to 28. Without it, what [`Vpc`] says. Choose it once:
    /// another length moves subnets.
    pub fn prefix(mut self, reach: Reach, prefix: u8) -> Self {
        self.prefixes.push((reach, prefix));
        self
    }

    /// Adds a tier of your own after all others. Without it, there are the three of its own.
    pub fn tier(mut self, tier: Tier) -> Self {
        self.tiers.push(tier);
        self
    }

    /// Every subnet's block, one by one. Without it, they follow from the network's own.
    pub fn subnet_plan(mut self, plan: SubnetPlan) -> Self {
        self.plan = Some(plan);
        self
    }

    /// How private subnets reach the internet. Without it, through a gateway in each zone, or through a single one where
    /// the environment is disposable.
    pub fn nat(mut self, nat: Nat) -> Self {
        self.nat = Some(nat);
        self
    }

    /// Leaves out the gateway endpoints for S3 and DynamoDB. Without it, they are there: they cost nothing, and what is
    /// stored passes no NAT gateway.
    pub fn without_gateway_endpoints(mut self) -> Self {
        self.gateway_endpoints = false;
        self
    }

    /// Adds interface endpoints, in the private subnets or else the isolated ones, for everything in the network. Each
    /// costs by the hour and zone. Without it, there are none.
    pub fn endpoints(mut self, services: impl IntoIterator<Item = Endpoint>) -> Self {
        self.endpoints.extend(services);
        self
    }

    /// Where flow logs go. Without it, to a log group of the network's own, for 90 days.
    pub fn flow_logs(mut self, logs: FlowLogs) -> Self {
        self.flow_logs = logs;
        self
    }

    /// Gives the network an IPv6 block of Amazon's and each subnet a /64 of it; private subnets reach out through an
    /// egress-only gateway. Without it, there is IPv4 alone.
    pub fn ipv6(mut self) -> Self {
        self.ipv6 = true;
        self
    }

    /// Leaves out the tags `kubernetes.io/role/elb` on public and `kubernetes.io/role/internal-elb` on private subnets.
    /// Without it, they are there, and load balancer controllers find the subnets.
    pub fn without_kubernetes_tags(mut self) -> Self {
        self.kubernetes_tags = false;
        self
    }
}

/// A network that was added, or exists already.
///
/// ```
/// use formwork::{Stack, aws, ec2};
///
/// let existing = ec2::VpcHandle::imported(aws::VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
///     .with(ec2::Reach::Private, [aws::SubnetId::literal("subnet-0a1b2c3d4e5f60718")]);
/// let mut stack = Stack::new("orders");
/// stack.add("Orders", ec2::SecurityGroup::new(&existing));
/// ```
#[derive(Clone, Debug)]
pub struct VpcHandle {
    /// The subnets that the internet reaches; none where the network lacks them.
    pub public: Subnets,
    /// The subnets that only reach out.
    pub private: Subnets,
    /// The subnets that reach nothing outside.
    pub isolated: Subnets,
    /// The NAT gateways.
    pub nat_gateways: Vec<Handle<l1::NatGateway>>,
    /// The group of the interface endpoints.
    pub endpoints: Option<SecurityGroupHandle>,
    /// Where flow logs go, if to CloudWatch.
    pub flow_logs: Option<Handle<LogGroup>>,
    pub(super) id: Val<VpcId>,
    pub(super) cidr: Val<String>,
    pub(super) made: Option<Handle<l1::Vpc>>,
    pub(super) tiers: Vec<(String, Subnets)>,
}

impl VpcHandle {
    /// A network that exists already, with its block of addresses.
    #[track_caller]
    #[must_use]
    pub fn imported(id: impl IntoVal<VpcId>, cidr: impl IntoVal<String>) -> Self {
        VpcHandle {
            public: Subnets::default(),
            private: Subnets::default(),
            isolated: Subnets::default(),
            nat_gateways: Vec::new(),
            endpoints: None,
            flow_logs: None,
            id: Val::of(id),
            cidr: Val::of(cidr),
            made: None,
            tiers: Vec::new(),
        }
    }

    /// Names subnets that exist already, one for each zone, in the zones' order. Without it, the tier has none.
    #[track_caller]
    #[must_use]
    pub fn with<V: IntoVal<SubnetId>>(mut self, reach: Reach, ids: impl IntoIterator<Item = V>) -> Self {
        *self.of(reach) = Subnets::imported(ids);
        self
    }

    /// The network's id.
    #[must_use]
    pub fn id(&self) -> Val<VpcId> {
        self.id.clone()
    }

    /// The network's (first) block of IPv4 addresses.
    #[must_use]
    pub fn cidr(&self) -> Val<String> {
        self.cidr.clone()
    }

    /// The network itself, where it was made here: for `stack.edit`.
    #[must_use]
    pub fn resource(&self) -> Option<Handle<l1::Vpc>> {
        self.made
    }

    /// The subnets of a tier of your own.
    #[must_use]
    pub fn tier(&self, name: &str) -> Option<&Subnets> {
        self.tiers.iter().find(|(known, _)| known == name).map(|(_, subnets)| subnets)
    }

    pub(super) fn of(&mut self, reach: Reach) -> &mut Subnets {
        match reach {
            Reach::Public => &mut self.public,
            Reach::Private => &mut self.private,
            Reach::Isolated => &mut self.isolated,
        }
    }
}

impl IntoVal<VpcId> for &VpcHandle {
    fn into_node(self) -> Node {
        self.id.node().clone()
    }
}
