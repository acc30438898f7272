//! What both kinds of load balancer have in common.

use crate::aws::elasticloadbalancingv2 as l1;
use crate::aws::ids::{AllocationId, BucketName, LoadBalancerArn, SecurityGroupId};
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val, split};
use crate::diagnostic::Diagnostic;
use crate::ec2::{Peer, SecurityGroup, SecurityGroupHandle, Subnets, VpcHandle};

/// The two kinds of load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Passes connections on.
    Network,
    /// Reads requests.
    Application,
}

impl Kind {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Kind::Network => "network",
            Kind::Application => "application",
        }
    }
}

/// What a load balancer of either kind is made of.
#[derive(Clone, Debug)]
pub(super) struct Parts {
    pub(super) kind: Kind,
    pub(super) public: bool,
    pub(super) vpc: VpcHandle,
    pub(super) subnets: Option<Subnets>,
    pub(super) name: Option<String>,
    pub(super) group: Option<(Val<SecurityGroupId>, bool)>,
    pub(super) protected: Option<bool>,
    pub(super) attributes: Vec<(&'static str, Val<String>)>,
    pub(super) addresses: Vec<Val<AllocationId>>,
    pub(super) private_link_ignores_groups: bool,
}

impl Parts {
    pub(super) fn new(kind: Kind, public: bool, vpc: &VpcHandle) -> Self {
        Parts {
            kind,
            public,
            vpc: vpc.clone(),
            subnets: None,
            name: None,
            group: None,
            protected: None,
            attributes: Vec::new(),
            addresses: Vec::new(),
            private_link_ignores_groups: false,
        }
    }

    pub(super) fn attribute(&mut self, key: &'static str, value: impl IntoVal<String>) {
        let value = Val::of(value);
        match self.attributes.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => self.attributes.push((key, value)),
        }
    }

    pub(super) fn logs(&mut self, bucket: Val<BucketName>, prefix: String) {
        self.attribute("access_logs.s3.enabled", "true");
        self.attribute("access_logs.s3.bucket", bucket.retype::<String>());
        if !prefix.is_empty() {
            self.attribute("access_logs.s3.prefix", prefix);
        }
    }

    /// The subnets it stands in: those given, or the network's own for its reach.
    fn ground(&self, scope: &mut Scope<'_>) -> Subnets {
        let own = match (self.public, self.vpc.private.is_empty()) {
            (true, _) => &self.vpc.public,
            (false, false) => &self.vpc.private,
            (false, true) => &self.vpc.isolated,
        };
        let subnets = self.subnets.clone().unwrap_or_else(|| own.clone());
        let needed = if self.kind == Kind::Application { 2 } else { 1 };
        // Of one subnet that is made here, a rule says it.
        let judged = subnets.ids().first().is_some_and(|id| id.node().as_str().is_none());
        if subnets.zones() < needed && !judged {
            let kind = self.kind.word();
            let message = format!(
                "the load balancer ({kind}) stands in {} zones, and needs {needed}: one subnet in each",
                subnets.zones()
            );
            let help = "give the network more zones, a tier that reaches as far, or name `subnets`";
            scope.problem(Diagnostic::error("too-few-subnets", message).help(help));
        }
        if !self.addresses.is_empty() && self.addresses.len() != subnets.len() {
            let message = format!("{} addresses for {} subnets", self.addresses.len(), subnets.len());
            let help = "give one address for each subnet, in the subnets' order";
            scope.problem(Diagnostic::error("item-count-out-of-range", message).help(help));
        }
        subnets
    }

    pub(super) fn build(mut self, scope: &mut Scope<'_>) -> LoadBalancerHandle {
        let subnets = self.ground(scope);
        let display = scope.display_name();
        let (made, group, restricts_outbound) = match self.group.take() {
            Some((id, restricts)) => (None, id, restricts),
            None => {
                let group =
                    SecurityGroup::new(&self.vpc).description(format!("{display}: load balancer")).no_outbound();
                let group = scope.add("SecurityGroup", group);
                (Some(group.clone()), group.id(), group.restricts_outbound())
            }
        };
        let protected = self.protected.unwrap_or_else(|| !scope.is_disposable());
        self.attribute("deletion_protection.enabled", protected.to_string());
        let attribute = |(key, value): (&str, Val<String>)| l1::LoadBalancerAttribute::new().key(key).value(value);
        let mut balancer = l1::LoadBalancer::new()
            .r#type(self.kind.word())
            .scheme(if self.public { "internet-facing" } else { "internal" })
            .ip_address_type("ipv4")
            .security_groups([&group])
            .load_balancer_attributes(self.attributes.into_iter().map(attribute).collect::<Vec<_>>());
        balancer = match self.addresses.is_empty() {
            true => balancer.subnets(&subnets),
            false => {
                let pairs = subnets.ids().into_iter().zip(&self.addresses);
                let mapping = |(subnet, address)| l1::SubnetMapping::new(subnet).allocation_id(address);
                balancer.subnet_mappings(pairs.map(mapping).collect::<Vec<_>>())
            }
        };
        if self.private_link_ignores_groups {
            balancer = balancer.enforce_security_group_inbound_rules_on_private_link_traffic("off");
        }
        if let Some(name) = self.name {
            balancer = balancer.name(name);
        }
        let balancer = balancer.build(scope);
        if self.public {
            // The internet reaches it only once the way there stands.
            subnets.ready_before(scope, &balancer);
        }
        scope.stack().tag_on(&balancer, "Name", display);
        LoadBalancerHandle {
            balancer,
            group: made,
            kind: self.kind,
            arn: balancer.arn(),
            dns_name: balancer.dns_name(),
            zone_id: balancer.canonical_hosted_zone_id(),
            group_id: group,
            restricts_outbound,
        }
    }
}

/// What is said alike of both kinds of load balancer, for a spec with a field `parts`.
macro_rules! shared_setters {
    () => {
        /// One that only the network reaches, in its private subnets; where it has none, in its isolated ones.
        pub fn new(vpc: &VpcHandle) -> Self {
            Self::of(false, vpc)
        }

        /// One that the internet reaches, in the network's public subnets.
        pub fn internet_facing(vpc: &VpcHandle) -> Self {
            Self::of(true, vpc)
        }

        /// The subnets it stands in, one in each zone. Without it, see the constructors.
        pub fn subnets(mut self, subnets: &Subnets) -> Self {
            self.parts.subnets = Some(subnets.clone());
            self
        }

        /// The name, at most 32 letters, digits and hyphens. Without it, AWS gives one.
        pub fn name(mut self, name: impl Into<String>) -> Self {
            self.parts.name = Some(name.into());
            self
        }

        /// The security group of something else. Without it, it has one of its own.
        pub fn security_group(mut self, peer: &impl Peer) -> Self {
            self.parts.group = Some((peer.security_group(), peer.restricts_outbound()));
            self
        }

        /// Whether it refuses to be deleted. Without this, it does, unless the environment is disposable.
        pub fn deletion_protection(mut self, on: bool) -> Self {
            self.parts.protected = Some(on);
            self
        }
    };
}
pub(super) use shared_setters;

/// A load balancer, made here or elsewhere.
///
/// It is one side of an [`Allow`](crate::ec2::Allow): what its targets let in comes from it. What is let in to it are its
/// listeners' ports, so [`ListenerHandle`](super::ListenerHandle) is the other.
#[derive(Clone, Debug)]
pub struct LoadBalancerHandle {
    /// The resource. Nothing can be said on one that was imported.
    pub balancer: Handle<l1::LoadBalancer>,
    /// The security group that was made for it; none where one was given.
    pub group: Option<SecurityGroupHandle>,
    pub(super) kind: Kind,
    arn: Val<LoadBalancerArn>,
    dns_name: Val<String>,
    zone_id: Val<String>,
    group_id: Val<SecurityGroupId>,
    restricts_outbound: bool,
}

/// What is known of a load balancer that exists.
#[derive(Clone, Debug)]
pub struct LoadBalancerArgs {
    /// Which kind it is.
    pub kind: Kind,
    /// Its ARN.
    pub arn: Val<LoadBalancerArn>,
    /// Its security group, which lets everything out.
    pub security_group: Val<SecurityGroupId>,
    /// The name under which it is found.
    pub dns_name: Val<String>,
    /// The zone that AWS keeps this name in.
    pub zone_id: Val<String>,
}

impl LoadBalancerHandle {
    /// A load balancer that exists. [`ListenerHandle::imported`](super::ListenerHandle::imported) shows it.
    #[must_use]
    pub fn imported(known: LoadBalancerArgs) -> Self {
        let LoadBalancerArgs { kind, arn, security_group: group_id, dns_name, zone_id } = known;
        let (balancer, group, restricts_outbound) = (Handle::imported(), None, false);
        LoadBalancerHandle { balancer, group, kind, arn, dns_name, zone_id, group_id, restricts_outbound }
    }

    /// Which kind it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its ARN.
    #[must_use]
    pub fn arn(&self) -> Val<LoadBalancerArn> {
        self.arn.clone()
    }

    /// The name under which it is found.
    #[must_use]
    pub fn dns_name(&self) -> Val<String> {
        self.dns_name.clone()
    }

    /// The zone that AWS keeps this name in: for alias records.
    #[must_use]
    pub fn zone_id(&self) -> Val<String> {
        self.zone_id.clone()
    }

    /// What metrics call it: the end of its ARN.
    #[must_use]
    pub fn full_name(&self) -> Val<String> {
        match self.balancer.is_imported() {
            true => split(":loadbalancer/", self.arn.clone().retype::<String>()).select(1),
            false => self.balancer.load_balancer_full_name(),
        }
    }
}

impl Peer for LoadBalancerHandle {
    fn security_group(&self) -> Val<SecurityGroupId> {
        self.group_id.clone()
    }

    fn restricts_outbound(&self) -> bool {
        self.restricts_outbound
    }
}

impl IntoVal<LoadBalancerArn> for &LoadBalancerHandle {
    fn into_node(self) -> Node {
        self.arn().node().clone()
    }
}
