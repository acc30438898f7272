//! A Kubernetes cluster: what AWS runs of it.

use formwork::aws::RoleArn;
use formwork::ec2::{Allow, Ports};
use formwork::{Environment, Stack, eks, route53};

use super::Settings;
use super::door::Door;
use super::network::Network;
use super::watch;

/// The port on which the pods that take requests listen.
pub(super) const PODS: u16 = 8080;

/// What the other roots use of it.
pub(super) struct Cluster {
    pub(super) name: String,
    pub(super) cluster: eks::ClusterHandle,
    pub(super) door: Door,
}

/// One cluster. How many others there are changes nothing here.
pub(super) fn cluster(env: &Environment<Settings>, network: &Network, name: &str) -> (Stack, Cluster) {
    let mut stack = Stack::in_env(format!("eks-{name}-infra"), env)
        .terraform_root(format!("eks/{name}/infra"))
        .description(format!("The Kubernetes cluster {name}"));

    let spec = eks::Cluster::new(env.cluster.version.as_str(), &network.vpc)
        .name(name)
        .admin(RoleArn::literal(&env.cluster.admin_role_arn));
    let spec = match env.cluster.public_access_cidrs.as_slice() {
        [] => spec,
        ranges => spec.public_endpoint(ranges.iter().cloned()),
    };
    let cluster = stack.add("Cluster", spec);
    let nodes = eks::NodeGroup::new(&cluster)
        .instance_types([env.cluster.instance_type.as_str()])
        .min(env.cluster.min_nodes)
        .max(env.cluster.max_nodes);
    stack.add("Nodes", nodes);

    let door = match &network.door {
        Some(door) => door.clone(),
        None => own_door(&mut stack, env, network, name),
    };
    stack.add("DoorToPods", Allow::from(&door.balancer).to_ports(&cluster, Ports::tcp(PODS)));
    (stack, Cluster { name: name.to_owned(), cluster, door })
}

/// A door of the cluster's own; the domain's records share requests out between doors.
fn own_door(stack: &mut Stack, env: &Environment<Settings>, network: &Network, name: &str) -> Door {
    let door = Door::open(stack, network, &[(name, 1)]);
    let record = route53::Record::alias(&network.zone, &env.domain, &door.balancer);
    stack.add("Platform", record.weighted(name, env.traffic.weight(name)));
    watch::door(stack, &door, &network.on_call);
    door
}
