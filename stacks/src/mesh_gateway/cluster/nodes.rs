//! The nodes: a managed group on a machine image of the deployer's choice.

use formwork::aws::{ec2, eks, iam};
use formwork::{Environment, Handle, Stack, Val, base64, text};

use super::super::Settings;
use super::super::common::{managed, name, role_of};
use super::super::network::Network;
use super::parameters::Parameters;

/// The nodes' disk, in GiB.
const DISK: u16 = 50;

/// With an image of one's own EKS fills in nothing: the launch template tells the node which cluster it belongs to, and
/// neither image type nor release is said.
pub(super) fn nodes(
    stack: &mut Stack,
    env: &Environment<Settings>,
    network: &Network,
    parameters: &Parameters,
    cluster: &Handle<eks::Cluster>,
    security_group: &Handle<ec2::SecurityGroup>,
) -> Handle<eks::Nodegroup> {
    let role = node_role(stack);
    let template = launch_template(env, parameters, cluster, security_group);
    let template = stack.add("NodeTemplate", template);
    let size = &env.cluster.nodes;
    stack.add(
        "Nodes",
        eks::Nodegroup::new(cluster, &role, &network.private)
            .nodegroup_name(parameters.node_group_name)
            .instance_types([parameters.node_instance_type])
            .launch_template(
                eks::LaunchTemplateSpecification::new().id(&template).version(template.latest_version_number()),
            )
            .scaling_config(eks::ScalingConfig::new().min_size(size.min).desired_size(size.desired).max_size(size.max))
            .update_config(eks::UpdateConfig::new().max_unavailable_percentage(33))
            .node_repair_config(eks::NodeRepairConfig::new().enabled(true)),
    )
}

/// Pods get their permissions from identities of their own, the network add-on included.
fn node_role(stack: &mut Stack) -> Handle<iam::Role> {
    let policies = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly", "AmazonSSMManagedInstanceCore"];
    stack.add("NodeRole", role_of("ec2.amazonaws.com").managed_policy_arns(policies.map(managed)))
}

fn launch_template(
    env: &Environment<Settings>,
    parameters: &Parameters,
    cluster: &Handle<eks::Cluster>,
    security_group: &Handle<ec2::SecurityGroup>,
) -> ec2::LaunchTemplate {
    let disk =
        ec2::LaunchTemplateEbs::new().volume_type("gp3").volume_size(DISK).encrypted(true).delete_on_termination(true);
    // One hop: pods do not reach the node's own credentials.
    let metadata =
        ec2::MetadataOptions::new().http_endpoint("enabled").http_tokens("required").http_put_response_hop_limit(1);
    let names = ec2::TagSpecification::new().resource_type("instance").tags([ec2::Tag::new("Name", name(env, "node"))]);
    let data = ec2::LaunchTemplateData::new()
        .image_id(parameters.node_image_id.value())
        .user_data(base64(node_config(env, cluster)))
        .security_group_ids([security_group])
        .metadata_options(metadata)
        .block_device_mappings([ec2::LaunchTemplateBlockDeviceMapping::new().device_name("/dev/xvda").ebs(disk)])
        .tag_specifications([names]);
    ec2::LaunchTemplate::new(data).launch_template_name(name(env, "nodes"))
}

/// What `nodeadm` on Amazon Linux 2023 reads when the node starts.
fn node_config(env: &Environment<Settings>, cluster: &Handle<eks::Cluster>) -> Val<String> {
    text!(
        "MIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=\"//\"\n\
         \n\
         --//\n\
         Content-Type: application/node.eks.aws\n\
         \n\
         apiVersion: node.eks.aws/v1alpha1\n\
         kind: NodeConfig\n\
         spec:\n  \
           cluster:\n    \
             name: {}\n    \
             apiServerEndpoint: {}\n    \
             certificateAuthority: {}\n    \
             cidr: {}\n\
         \n\
         --//--\n",
        cluster.name(),
        cluster.endpoint(),
        cluster.attribute::<String>("CertificateAuthorityData"),
        &env.cluster.service_cidr,
    )
}
