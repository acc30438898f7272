//! What differs between the environments.

use schemars::JsonSchema;
use serde::Deserialize;

/// The system's part of a settings file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Gallery")]
pub struct Settings {
    /// The zones, by name: three, which a cluster of databases stands in.
    pub zones: Vec<String>,
    /// The IPAM pool of which a network takes its addresses.
    pub address_pool_id: String,
    /// The domain whose zone is made.
    pub domain: String,
    /// The image of the function that API calls reach.
    pub function_image: String,
    /// The machine image of nodes that EKS does not keep.
    pub node_image: String,
}
