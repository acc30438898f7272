//! The cluster, its nodes, and who may manage load balancers from inside it.

use formwork::Stack;
use formwork::aws::ids::RoleArn;
use formwork::ec2::VpcHandle;
use formwork::eks::{Cluster, ClusterHandle, NodeGroup, PodIdentity};

use super::{Here, controller};

pub(super) fn cluster(here: &Here<'_>, network: &VpcHandle) -> (Stack, ClusterHandle) {
    let mut stack = here.stack("cluster", "The Kubernetes cluster");
    let env = &here.env;

    let cluster = Cluster::new(&env.version, network).admin(RoleArn::literal(env.admin_role_arn.as_str()));
    let cluster = stack.add("Cluster", cluster);
    let size = here.region.nodes;
    stack.add("Nodes", NodeGroup::new(&cluster).min(size.min).desired(size.min).max(size.max));

    let identity = PodIdentity::new(&cluster, controller::NAMESPACE, controller::SERVICE_ACCOUNT)
        .policy("load-balancers", controller::policy(&cluster));
    stack.add("LoadBalancerController", identity);

    stack.output("ClusterName", cluster.name()).description("For `aws eks update-kubeconfig --name`.");
    (stack, cluster)
}
