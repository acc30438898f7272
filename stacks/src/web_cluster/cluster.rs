//! The cluster, the network that is made for it where none is given, and what its pods run on.

use formwork::aws::ids::{RoleArn, SubnetId, VpcId};
use formwork::ec2::{Reach, Vpc, VpcHandle};
use formwork::eks::{Cluster, ClusterHandle, Fargate, NodeGroup};
use formwork::{Environment, Stack};

use super::settings::GivenNetwork;
use super::{Compute, Network, Settings, patch_group};

/// Control plane and what its pods run on: a version moves them together.
pub(super) fn cluster(env: &Environment<Settings>) -> (Stack, ClusterHandle) {
    let mut stack = Stack::in_env("cluster", env).description("The Kubernetes cluster, its network and its nodes.");

    let cluster = match &env.network {
        Network::Made { cidr, zones } => Cluster::with_network(&env.version, Vpc::new(cidr).zones(zones)),
        Network::Given(network) => Cluster::new(&env.version, &existing(network)),
    };
    let cluster = cluster.admin(RoleArn::literal(env.admin_role_arn.as_str()));
    let cluster = match env.public_access_cidrs.is_empty() {
        true => cluster,
        false => cluster.public_endpoint(&env.public_access_cidrs),
    };

    let cluster = match &env.compute {
        Compute::Nodes { instance_type, max_per_zone, .. } => {
            let cluster = stack.add("Cluster", cluster);
            let nodes = NodeGroup::new(&cluster)
                .one_per_zone()
                .max(*max_per_zone)
                .instance_types([instance_type])
                .systems_manager()
                .instance_tag("PatchGroup", patch_group(env));
            stack.add("Nodes", nodes);
            cluster
        }
        Compute::Fargate => {
            let cluster = stack.add("Cluster", cluster.on_fargate());
            stack.add("Pods", Fargate::new(&cluster, env.site.namespace.as_str()));
            cluster
        }
    };

    stack.output("ClusterName", cluster.name()).description("For `aws eks update-kubeconfig --name`.");
    stack.output("VpcId", cluster.vpc.id());
    (stack, cluster)
}

/// A network that the settings name.
fn existing(network: &GivenNetwork) -> VpcHandle {
    let subnets = |ids: &[String]| ids.iter().map(|id| SubnetId::literal(id.as_str())).collect::<Vec<_>>();
    VpcHandle::imported(VpcId::literal(network.vpc_id.as_str()), &network.cidr)
        .with(Reach::Public, subnets(&network.public_subnets))
        .with(Reach::Private, subnets(&network.private_subnets))
}
