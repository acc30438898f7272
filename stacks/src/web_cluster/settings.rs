//! What differs between the environments.

use formwork::eks::Version;
use schemars::JsonSchema;
use serde::Deserialize;

/// The system's part of a settings file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebCluster")]
pub struct Settings {
    /// The version of Kubernetes, such as `1.36`.
    pub version: Version,
    /// The role whose holders may do everything in the cluster.
    pub admin_role_arn: String,
    /// Who reaches the API server from the internet. Without any, it is reached from inside the network only.
    #[serde(default)]
    pub public_access_cidrs: Vec<String>,
    /// Where the cluster stands.
    pub network: Network,
    /// What its pods run on.
    pub compute: Compute,
    /// The web site.
    pub site: Site,
    /// The way around the pipeline.
    pub breakglass: Breakglass,
}

/// Where the cluster stands.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
#[schemars(rename = "WebClusterNetwork")]
pub enum Network {
    /// In a network that is made for it.
    Made {
        /// The addresses.
        cidr: String,
        /// The zones, by name.
        zones: Vec<String>,
    },
    /// In one that exists.
    Given(GivenNetwork),
}

/// A network that exists.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenNetwork {
    /// The network.
    pub vpc_id: String,
    /// Its addresses.
    pub cidr: String,
    /// Its public subnets, one for each zone.
    pub public_subnets: Vec<String>,
    /// Its private subnets, one for each zone, in the same order.
    pub private_subnets: Vec<String>,
}

/// What the cluster's pods run on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
#[schemars(rename = "WebClusterCompute")]
pub enum Compute {
    /// Nodes: one in each zone to begin with, and never fewer.
    Nodes {
        /// What a node is.
        instance_type: String,
        /// How many a zone may have. With 1, it is exactly one.
        max_per_zone: u32,
        /// When nodes are looked over for missing patches: a `cron(…)` or `rate(…)` of Systems Manager, in UTC.
        patch_scan: String,
    },
    /// Fargate: no operating system to keep, at a higher price.
    Fargate,
}

/// The web site.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "WebClusterSite")]
pub struct Site {
    /// Its name.
    pub hostname: String,
    /// The zone that the name is in.
    pub zone_name: String,
    /// The zone's id in Route 53.
    pub zone_id: String,
    /// The namespace of its pods.
    pub namespace: String,
    /// The port on which its pods answer.
    pub port: u16,
}

/// The way around the pipeline.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Breakglass {
    /// Who may take it: users, by ARN. Each has to show a second factor, which a role's session cannot pass on.
    pub trusted_arns: Vec<String>,
    /// Who is told when somebody does. Each address has to confirm.
    #[serde(default)]
    pub emails: Vec<String>,
}
