//! What the content of a cluster needs of AWS. The content finds it in the parameter store, by names that only its cluster
//! has.

use formwork::aws::ssm;
use formwork::elbv2::TargetGroupHandle;
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

    let backend = stack.add("Backend", eks::PodIdentity::new(&cluster.cluster, SHOP, "backendsvc"));
    stack.add("BackendReadsLogin", Grant::read(database).to(&backend));
    let binder = eks::PodIdentity::new(&cluster.cluster, "kube-system", "aws-load-balancer-controller");
    let binder = stack.add("Binder", binder);

    let mut inputs = Inputs { stack: &mut stack, prefix: format!("/platform/{}/{name}", env.name()) };
    inputs.add("ClusterName", "cluster-name", name);
    inputs.add("VpcId", "vpc-id", network.vpc.id());
    inputs.add("DatabaseEndpoint", "database-endpoint", database.endpoint());
    inputs.add("DatabaseLogin", "database-login", database.secret.arn());
    if let Some(targets) = cluster.door.targets(name) {
        inputs.add("TargetGroupArn", "target-group-arn", targets.arn());
        stack.add("BinderBinds", Grant::of(binding(targets)).to(&binder));
    }
    stack
}

/// Entries in the parameter store.
struct Inputs<'s> {
    stack: &'s mut Stack,
    prefix: String,
}

impl Inputs<'_> {
    #[track_caller]
    fn add(&mut self, id: &str, name: &str, value: impl IntoVal<String>) {
        let entry = ssm::Parameter::new("String", value).name(format!("{}/{name}", self.prefix));
        self.stack.add(id, entry);
    }
}

/// What the controller does to bind pods to a target group that is there: it makes no load balancer, so it may not.
/// (AWS Load Balancer Controller, install/iam_policy.json, without what makes and changes things.)
fn binding(targets: &TargetGroupHandle) -> [Statement; 2] {
    let look = [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        "elasticloadbalancing:DescribeTags",
        "elasticloadbalancing:DescribeTargetGroups",
        "elasticloadbalancing:DescribeTargetHealth",
    ];
    let bind = ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"];
    [Statement::allow(look).on(["*"]), Statement::allow(bind).on([targets.arn()])]
}
