//! The Kubernetes cluster: control plane, nodes, add-ons.

mod addons;
mod nodes;
mod parameters;

use formwork::aws::{ec2, eks, iam, kms, logs};
use formwork::{Environment, Handle, Stack, Val, account_id, doc, partition, text};

use super::Settings;
use super::common::{Logs, keep, managed, name, role_of};
use super::network::Network;
use addons::Addons;
use parameters::Parameters;

/// Everything that the control plane can write down.
const LOG_TYPES: [&str; 5] = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/// What the other stacks use of it.
pub(super) struct Cluster {
    pub(super) cluster: Handle<eks::Cluster>,
    /// The group of control plane, nodes and pods.
    pub(super) security_group: Handle<ec2::SecurityGroup>,
    /// Where everything that pods print is collected.
    pub(super) pod_logs: Handle<logs::LogGroup>,
}

/// Control plane, nodes and add-ons are one stack: a version moves them together.
pub(super) fn cluster(env: &Environment<Settings>, network: &Network) -> (Stack, Cluster) {
    let mut stack = Stack::in_env("cluster", env).description("The Kubernetes cluster: control plane, nodes, add-ons.");
    let parameters = Parameters::declare(&mut stack, env);

    let security_group = security_group(&mut stack, env, network);
    let cluster = control_plane(&mut stack, env, network, &parameters, &security_group);
    administrator(&mut stack, env, &cluster);

    let pod_logs =
        stack.add("PodLogs", Logs::new(env, text!("/aws/containerinsights/{}/application", &parameters.cluster_name)));
    let addons = Addons::before_nodes(&mut stack, &cluster);
    let nodes = nodes::nodes(&mut stack, env, network, &parameters, &cluster, &security_group);
    addons.then_nodes(&mut stack, &cluster, &nodes, &pod_logs);

    stack.output("ClusterName", cluster.name()).description("For `aws eks update-kubeconfig --name`.");
    stack.output("ClusterEndpoint", cluster.endpoint());
    stack.output("ClusterSecurityGroupId", security_group.id()).description("The group of nodes and pods.");
    (stack, Cluster { cluster, security_group, pod_logs })
}

/// One group for control plane, nodes and pods. Inside, everything may talk; from outside, only what is added to it.
fn security_group(stack: &mut Stack, env: &Environment<Settings>, network: &Network) -> Handle<ec2::SecurityGroup> {
    let out = ec2::Egress::new("-1").cidr_ip("0.0.0.0/0").description("Images, AWS APIs, DNS");
    let group = stack.add(
        "SecurityGroup",
        ec2::SecurityGroup::new("Control plane, nodes and pods")
            .group_name(name(env, "cluster"))
            .vpc_id(&network.vpc)
            .security_group_egress([out]),
    );
    let inside = ec2::SecurityGroupIngress::new("-1")
        .group_id(&group)
        .source_security_group_id(&group)
        .description("Control plane, nodes and pods among themselves");
    stack.add("SecurityGroupInside", inside);
    group
}

fn control_plane(
    stack: &mut Stack,
    env: &Environment<Settings>,
    network: &Network,
    parameters: &Parameters,
    security_group: &Handle<ec2::SecurityGroup>,
) -> Handle<eks::Cluster> {
    let logs = stack.add("Logs", Logs::new(env, text!("/aws/eks/{}/cluster", &parameters.cluster_name)));
    let key = secrets_key(stack, env);
    let role = cluster_role(stack);
    let public = !env.cluster.public_access_cidrs.is_empty();
    let mut access = eks::ResourcesVpcConfig::new(&network.private)
        .security_group_ids([security_group])
        .endpoint_private_access(true)
        .endpoint_public_access(public);
    if public {
        access = access.public_access_cidrs(env.cluster.public_access_cidrs.clone());
    }
    let support = if env.cluster.extended_support { "EXTENDED" } else { "STANDARD" };

    let cluster = stack.add(
        "Cluster",
        eks::Cluster::new(access, &role)
            .name(parameters.cluster_name)
            .version(&env.cluster.version)
            .access_config(
                eks::AccessConfig::new().authentication_mode("API").bootstrap_cluster_creator_admin_permissions(false),
            )
            .bootstrap_self_managed_addons(false)
            .upgrade_policy(eks::UpgradePolicy::new().support_type(support))
            .kubernetes_network_config(
                eks::KubernetesNetworkConfig::new().ip_family("ipv4").service_ipv4_cidr(&env.cluster.service_cidr),
            )
            .encryption_config([eks::EncryptionConfig::new()
                .provider(eks::Provider::new().key_arn(&key))
                .resources(["secrets"])])
            .logging(
                eks::Logging::new().cluster_logging(
                    eks::ClusterLogging::new()
                        .enabled_types(LOG_TYPES.map(|kind| eks::LoggingTypeConfig::new().r#type(kind))),
                ),
            ),
    );
    // EKS would make the group itself, and keep everything forever.
    stack.order(&cluster).after(&logs);
    stack.allow(&cluster, "deprecated-property", "Terraform's provider cannot encrypt without being told what");
    keep(stack, env, &cluster);
    cluster
}

fn cluster_role(stack: &mut Stack) -> Handle<iam::Role> {
    let role = role_of("eks.amazonaws.com").managed_policy_arns([managed("AmazonEKSClusterPolicy")]);
    stack.add("ClusterRole", role)
}

/// Wraps the keys that encrypt Kubernetes secrets. Who may use it, IAM says.
fn secrets_key(stack: &mut Stack, env: &Environment<Settings>) -> Handle<kms::Key> {
    let account: Val<String> = text!("arn:{}:iam::{}:root", partition(), account_id());
    let policy = doc!({
        "Version": "2012-10-17",
        "Statement": [
            { "Sid": "Account", "Effect": "Allow", "Principal": { "AWS": account }, "Action": "kms:*", "Resource": "*" }
        ]
    });
    let key =
        kms::Key::new().description("Kubernetes secrets of the cluster").enable_key_rotation(true).key_policy(policy);
    let key = stack.add("SecretsKey", key);
    keep(stack, env, &key);
    let alias = format!("alias/{}", name(env, "secrets"));
    stack.add("SecretsKeyAlias", kms::Alias::new(&key, alias));
    key
}

/// Nobody is an administrator for having created the cluster; this role's holders are.
fn administrator(stack: &mut Stack, env: &Environment<Settings>, cluster: &Handle<eks::Cluster>) {
    let policy = text!("arn:{}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", partition());
    let entry = eks::AccessEntry::new(cluster, &env.cluster.admin_role_arn)
        .r#type("STANDARD")
        .access_policies([eks::AccessPolicy::new(eks::AccessScope::new("cluster"), policy)]);
    stack.add("Administrator", entry);
}
