//! Where requests come in: a load balancer, and behind it a target group for each cluster.

use formwork::Stack;
use formwork::ec2::Allow;
use formwork::elbv2::{
    ApplicationLoadBalancer, HealthCheck, Listener, LoadBalancerHandle, TargetGroup, TargetGroupHandle,
};

use super::cluster::PODS;
use super::id_of;
use super::network::Network;

/// The world, which a door is open to.
const WORLD: &str = "0.0.0.0/0";

#[derive(Clone)]
pub(super) struct Door {
    pub(super) balancer: LoadBalancerHandle,
    /// Each cluster's, by the cluster's name.
    pub(super) targets: Vec<(String, TargetGroupHandle)>,
}

impl Door {
    /// Opens a door to clusters, each with its part of the requests. One whose part is 0 stands ready and gets none.
    pub(super) fn open(stack: &mut Stack, network: &Network, shares: &[(&str, u16)]) -> Self {
        let balancer = stack.add("Door", ApplicationLoadBalancer::internet_facing(&network.vpc));
        let group = |stack: &mut Stack, cluster: &str| {
            let spec = TargetGroup::http(PODS, &network.vpc).health_check(HealthCheck::http("/healthz"));
            (cluster.to_owned(), stack.add(&id_of("Targets", cluster), spec))
        };
        let targets: Vec<_> = shares.iter().map(|(cluster, _)| group(stack, cluster)).collect();

        let parts = targets.iter().zip(shares).map(|((_, targets), (_, weight))| (targets, *weight));
        let https = Listener::https(443, &balancer).certificate(&network.certificate).forward(parts);
        let https = stack.add("Https", https);
        let http = stack.add("Http", Listener::http(80, &balancer).redirect_to_https());
        stack.add("WorldToHttps", Allow::from_cidr(WORLD).to(&https));
        stack.add("WorldToHttp", Allow::from_cidr(WORLD).to(&http));
        Door { balancer, targets }
    }

    /// Where a cluster's pods are bound to the door.
    pub(super) fn targets(&self, cluster: &str) -> Option<&TargetGroupHandle> {
        self.targets.iter().find(|(name, _)| name == cluster).map(|(_, targets)| targets)
    }
}
