//! What only the deployer knows of the cluster.

use formwork::{Environment, Identity, Param, Parameter, Stack};

use super::super::Settings;
use super::super::common::name;

/// A machine image.
pub(super) enum ImageId {}

impl Identity for ImageId {}

/// The deployer's choices, each with a default.
pub(super) struct Parameters {
    pub(super) cluster_name: Param<String>,
    pub(super) node_group_name: Param<String>,
    pub(super) node_instance_type: Param<String>,
    pub(super) node_image_id: Param<ImageId>,
}

impl Parameters {
    pub(super) fn declare(stack: &mut Stack, env: &Environment<Settings>) -> Self {
        let nodes = &env.cluster.nodes;
        // The newest image that AWS has tested with this version of Kubernetes.
        let image = format!(
            "/aws/service/eks/optimized-ami/{}/amazon-linux-2023/{}/standard/recommended/image_id",
            env.cluster.version,
            nodes.architecture.name(),
        );
        Parameters {
            cluster_name: stack.parameter(
                "ClusterName",
                Parameter::string()
                    .description("The cluster's name. A change replaces the cluster.")
                    .pattern("^[0-9A-Za-z][0-9A-Za-z_-]{0,99}$")
                    .default(name(env, "cluster")),
            ),
            node_group_name: stack.parameter(
                "NodeGroupName",
                Parameter::string()
                    .description("The name of the group of nodes. A change replaces the nodes.")
                    .pattern("^[0-9A-Za-z][0-9A-Za-z_-]{0,62}$")
                    .default(name(env, "nodes")),
            ),
            node_instance_type: stack.parameter(
                "NodeInstanceType",
                Parameter::string()
                    .description("The nodes' instance type, with the processor that the machine image is made for.")
                    .pattern("^[a-z][a-z0-9-]*\\.[a-z0-9-]+$")
                    .default(&nodes.default_instance_type),
            ),
            node_image_id: stack.parameter(
                "NodeImageId",
                Parameter::stored("AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>")
                    .description("The parameter-store entry with the nodes' machine image: Amazon Linux 2023 for EKS.")
                    .default_entry(image),
            ),
        }
    }
}
