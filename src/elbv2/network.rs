//! A load balancer for connections.

use crate::aws::ids::{AllocationId, BucketName};
use crate::core::{Construct, IntoVal, Scope, Val};
use crate::ec2::{Peer, Subnets, VpcHandle};

use super::load_balancer::{Kind, LoadBalancerHandle, Parts, shared_setters};

/// To which zone's address a client inside the network is led.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientRouting {
    /// Any.
    Any,
    /// Mostly its own: 85 of 100 clients.
    PartialAffinity,
    /// Its own, while that is healthy.
    Affinity,
    /// Any other in AWS's words.
    Other(String),
}

impl ClientRouting {
    fn word(&self) -> &str {
        match self {
            ClientRouting::Any => "any_availability_zone",
            ClientRouting::PartialAffinity => "partial_availability_zone_affinity",
            ClientRouting::Affinity => "availability_zone_affinity",
            ClientRouting::Other(word) => word,
        }
    }
}

/// A load balancer that passes connections on, without reading them.
///
/// It stands in the network's private subnets, one in each zone, and spreads over the targets of all zones (AWS itself:
/// each zone's address only over its own). It always has a security group, since one cannot be given later; the group lets
/// nothing in or out until an [`Allow`](crate::ec2::Allow) does. It is protected from deletion unless the environment is
/// disposable.
///
/// ```
/// use formwork::ec2::{Allow, Ports, SecurityGroup, Vpc};
/// use formwork::elbv2::{Listener, NetworkLoadBalancer, TargetGroup};
/// use formwork::Stack;
///
/// let mut stack = Stack::new("orders");
/// let vpc = stack.add("Network", Vpc::new("10.0.0.0/16"));
/// let pods = stack.add("Pods", SecurityGroup::new(&vpc).description("The pods of orders"));
/// let balancer = stack.add("Balancer", NetworkLoadBalancer::new(&vpc));
/// let targets = stack.add("Targets", TargetGroup::tcp(8080, &vpc));
/// let listener = stack.add("Listener", Listener::tcp(80, &balancer).forward_to(&targets));
/// stack.add("In", Allow::from_cidr("10.0.0.0/16").to(&listener));
/// stack.add("Out", Allow::from(&balancer).to_ports(&pods, Ports::tcp(8080)));
/// stack.output("Address", balancer.dns_name());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct NetworkLoadBalancer {
    parts: Parts,
}

impl NetworkLoadBalancer {
    shared_setters!();

    fn of(public: bool, vpc: &VpcHandle) -> Self {
        let mut parts = Parts::new(Kind::Network, public, vpc);
        parts.attribute("load_balancing.cross_zone.enabled", "true");
        NetworkLoadBalancer { parts }
    }

    /// Whether each zone's address spreads over the targets of all zones. Without this, it does.
    pub fn cross_zone(mut self, on: bool) -> Self {
        self.parts.attribute("load_balancing.cross_zone.enabled", on.to_string());
        self
    }

    /// Elastic addresses, one for each subnet in their order. Without it, AWS gives addresses. A change replaces the load
    /// balancer.
    #[track_caller]
    pub fn addresses<V: IntoVal<AllocationId>>(mut self, addresses: impl IntoIterator<Item = V>) -> Self {
        self.parts.addresses = addresses.into_iter().map(Val::of).collect();
        self
    }

    /// To which zone's address clients inside the network are led. Without it, any.
    pub fn client_routing(mut self, routing: &ClientRouting) -> Self {
        self.parts.attribute("dns_record.client_routing_policy", routing.word());
        self
    }

    /// Lets everything in that comes through a VPC link or another private link, whatever the security group says: their
    /// addresses are AWS's own. Without it, the group judges them too.
    pub fn private_link_ignores_groups(mut self) -> Self {
        self.parts.private_link_ignores_groups = true;
        self
    }

    /// Writes what its TLS listeners took into a bucket, whose policy lets `delivery.logs.amazonaws.com` write
    /// (`s3::Bucket::takes_logs_of`) and has to be there first. Without it, nothing is written.
    #[track_caller]
    pub fn access_logs(mut self, bucket: impl IntoVal<BucketName>, prefix: impl Into<String>) -> Self {
        self.parts.logs(Val::of(bucket), prefix.into());
        self
    }
}

impl Construct for NetworkLoadBalancer {
    type Handle = LoadBalancerHandle;

    fn build(self, scope: &mut Scope<'_>) -> LoadBalancerHandle {
        self.parts.build(scope)
    }
}
