//! The Kubernetes cluster: control plane, nodes, add-ons.

mod parameters;

use formwork::aws::ids::RoleArn;
use formwork::aws::logs;
use formwork::ec2::{Peer, VpcHandle};
use formwork::eks::{AddOn, Cluster, ClusterHandle, NodeGroup};
use formwork::iam::Role;
use formwork::logs::LogGroup;
use formwork::{Environment, Handle, Stack, text};

use super::Settings;
use parameters::Parameters;

/// What the other stacks use of it.
pub(super) struct Made {
    pub(super) cluster: ClusterHandle,
    /// Where everything that pods print is collected.
    pub(super) pod_logs: Handle<logs::LogGroup>,
}

/// Control plane, nodes and add-ons are one stack: a version moves them together.
pub(super) fn cluster(env: &Environment<Settings>, vpc: &VpcHandle) -> (Stack, Made) {
    let mut stack = Stack::in_env("cluster", env).description("The Kubernetes cluster: control plane, nodes, add-ons.");
    let parameters = Parameters::declare(&mut stack, env);

    let cluster = stack.add("Cluster", control_plane(env, vpc, &parameters));
    let nodes = stack.add(
        "Nodes",
        NodeGroup::new(&cluster)
            .name(parameters.node_group_name)
            .instance_types([parameters.node_instance_type])
            .custom_ami(parameters.node_image_id.value())
            .min(env.cluster.nodes.min)
            .desired(env.cluster.nodes.desired)
            .max(env.cluster.nodes.max)
            .systems_manager(),
    );

    let pod_logs = LogGroup::new()
        .name(text!("/aws/containerinsights/{}/application", &parameters.cluster_name))
        .retention_days(env.log_retention_days)
        .keep();
    let pod_logs = stack.add("PodLogs", pod_logs);
    let observer = Role::for_pods().managed("CloudWatchAgentServerPolicy").managed("AWSXrayWriteOnlyAccess");
    let observer = stack.add("ObservabilityRole", observer);
    let observability = AddOn::new(&cluster, "amazon-cloudwatch-observability")
        .identity("cloudwatch-agent", &observer)
        .after_nodes(&nodes);
    let observability = stack.add("Observability", observability);
    // It would make the group itself, and keep everything forever.
    stack.order(&observability).after(&pod_logs);

    stack.output("ClusterName", cluster.name()).description("For `aws eks update-kubeconfig --name`.");
    stack.output("ClusterEndpoint", cluster.endpoint());
    stack.output("ClusterSecurityGroupId", cluster.security_group()).description("The group of nodes and pods.");
    (stack, Made { cluster, pod_logs })
}

/// Nobody is an administrator for having created the cluster; the holders of one role are.
fn control_plane(env: &Environment<Settings>, vpc: &VpcHandle, parameters: &Parameters) -> Cluster {
    let settings = &env.cluster;
    let cluster = Cluster::new(settings.version.as_str(), vpc)
        .name(parameters.cluster_name)
        .admin(RoleArn::literal(&settings.admin_role_arn))
        .service_cidr(&settings.service_cidr)
        .log_retention_days(env.log_retention_days);
    let cluster = if settings.extended_support { cluster.extended_support() } else { cluster };
    match settings.public_access_cidrs.is_empty() {
        true => cluster,
        false => cluster.public_endpoint(&settings.public_access_cidrs),
    }
}
