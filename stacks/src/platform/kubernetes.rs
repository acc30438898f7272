//! What the content of a cluster needs of AWS. The content itself finds it in the parameter store.

use formwork::aws::ssm;
use formwork::iam::{Grant, Statement};
use formwork::{Environment, IntoVal, Stack, eks, rds};

use super::Settings;
use super::cluster::Cluster;
use super::network::Network;

/// The namespace of backend and frontend.
const SHOP: &str = "shop";

pub(super) fn kubernetes(
    env: &Environment<Settings>,
    network: &Network,
    cluster: &Cluster,
    database: &rds::InstanceHandle,
) -> Stack {
    let name = &cluster.name;
    let mut stack = Stack::in_env(format!("eks-{name}-k8s"), env)
        .terraform_root(format!("eks/{name}/k8s"))
        .description(format!("What the content of {name} needs"));

    let binder = eks::PodIdentity::new(&cluster.cluster, "kube-system", "aws-load-balancer-controller");
    let binder = stack.add("Binder", binder);
    stack.add("BinderLooks", Grant::of([looks()]).to(&binder));
    let backend = stack.add("Backend", eks::PodIdentity::new(&cluster.cluster, SHOP, "backendsvc"));
    stack.add("BackendReadsLogin", Grant::read(database).to(&backend));

    let mut tell = |id: &str, what: &str, value: formwork::Val<String>| {
        let parameter = ssm::Parameter::new("String", value).name(format!("/platform/{}/{name}/{what}", env.name()));
        stack.add(id, parameter);
    };
    tell("ClusterName", "cluster-name", IntoVal::<String>::into_node(name.as_str()).into());
    tell("VpcId", "vpc-id", network.vpc.id());
    stack
}
