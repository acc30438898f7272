//! A Kubernetes cluster: its nodes, who may look at it, and a role of their own for one service's pods.

use formwork::eks::{Access, AccessPolicy, Cluster, NodeGroup, PodIdentity, Version};
use formwork::iam::Grant;
use formwork::{App, Stack, aws, ec2, s3};

/// One cluster in a network of another stack.
pub fn app() -> App {
    let mut network = Stack::new("network");
    let vpc = network.add("Network", ec2::Vpc::new("10.20.0.0/16").zones(["eu-west-1a", "eu-west-1b", "eu-west-1c"]));

    let mut stack = Stack::new("cluster");
    let cluster = stack.add("Cluster", Cluster::new(Version::V1_36, &vpc));
    stack.add("Nodes", NodeGroup::new(&cluster).instance_types(["m7g.large", "m6g.large"]).min(3).max(9));

    let support = aws::RoleArn::literal("arn:aws:iam::111122223333:role/support");
    stack.add("SupportLooks", Access::new(&cluster, support).policy(AccessPolicy::View.in_namespaces(["shop"])));

    // What is granted to the identity is granted to the pods of one service account, and to no others.
    let receipts = stack.add("Receipts", s3::Bucket::new());
    let orders = stack.add("Orders", PodIdentity::new(&cluster, "shop", "orders"));
    stack.add("OrdersWriteReceipts", Grant::write(&receipts).to(&orders));

    stack.output("ClusterName", cluster.name());
    App::new("shop").stack(network).stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
