//! One region's way in: certificate and load balancer.

use formwork::Stack;
use formwork::aws::elasticloadbalancingv2::LoadBalancer;
use formwork::eks::ClusterHandle;
use formwork::{Handle};

use super::Here;

/// What leads to a region.
pub(super) struct Entry {
    pub(super) region: String,
    pub(super) balancer: Handle<LoadBalancer>,
}

pub(super) fn entry(here: &Here<'_>, cluster: &ClusterHandle) -> (Stack, Entry) {
    let mut stack = here.stack("entry", "The way in");
    let group = stack.add("Group", formwork::ec2::SecurityGroup::new(&cluster.vpc));
    let balancer = stack.add("Balancer", LoadBalancer::new().r#type("application").subnets(&cluster.vpc.public).security_groups([&group]));
    (stack, Entry { region: here.region.name.clone(), balancer })
}
