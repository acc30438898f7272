//! What differs between the environments.

use formwork::eks::Version;
use schemars::JsonSchema;
use serde::Deserialize;

/// The system's part of a settings file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Epoch")]
pub struct Settings {
    /// The bucket for Terraform's state; it stands in the first region.
    pub state_bucket: String,
    /// The version of Kubernetes, such as `1.36`.
    pub version: Version,
    /// The role whose holders may do everything in the clusters.
    pub admin_role_arn: String,
    /// The name under which the service answers.
    pub hostname: String,
    /// The zone that the name is in.
    pub zone_name: String,
    /// The zone's id in Route 53.
    pub zone_id: String,
    /// Which region answers.
    pub routing: Routing,
    /// Where the service runs. The first is where images are pushed to, and the primary.
    pub regions: Vec<Region>,
}

/// Which region answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Routing {
    /// All of them, each those who are nearest.
    Latency,
    /// The first, and the second while the first is not well.
    Failover,
}

/// One region.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EpochRegion")]
pub struct Region {
    /// Such as `us-west-2`.
    pub name: String,
    /// The network's addresses; no two regions share any.
    pub cidr: String,
    /// The zones, by name.
    pub zones: Vec<String>,
    /// How many nodes.
    pub nodes: Nodes,
}

/// How many nodes a region has.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "EpochNodes")]
pub struct Nodes {
    /// To begin with, and never fewer. A region that only stands by may have none.
    pub min: u32,
    /// Never more.
    pub max: u32,
}
