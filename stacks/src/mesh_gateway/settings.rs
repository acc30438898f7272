//! What differs between the environments of this system. Everything else is code.

use schemars::JsonSchema;
use serde::Deserialize;

/// The system's part of a settings file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MeshGateway")]
pub struct Settings {
    /// Begins the name of everything that has one, before the environment's. A load balancer's name has 32 letters.
    #[schemars(regex(pattern = r"^[a-z][a-z0-9-]{0,14}[a-z0-9]$"))]
    pub prefix: String,
    /// How long logs are kept; one of the periods that CloudWatch Logs knows.
    pub log_retention_days: u16,
    /// Who is told when an alarm goes off. Each address has to confirm.
    #[serde(default)]
    pub alarm_emails: Vec<String>,
    /// Addresses and zones.
    pub network: Network,
    /// The Kubernetes cluster.
    pub cluster: Cluster,
    /// The public API.
    pub api: Api,
    /// The service mesh. Without it, there is none.
    #[serde(default)]
    pub mesh: Option<Mesh>,
}

/// Addresses and zones.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// The network's block.
    pub cidr: String,
    /// The zones, such as `us-east-1a`. A cluster needs two; one more changes no address of the others.
    #[schemars(length(min = 2))]
    pub zones: Vec<String>,
}

/// The Kubernetes cluster.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cluster {
    /// The Kubernetes version.
    #[schemars(regex(pattern = r"^1\.\d\d$"))]
    pub version: String,
    /// Whether the version may go on into paid extended support. Without, the cluster is upgraded by itself.
    pub extended_support: bool,
    /// The role whose holders administer the cluster.
    pub admin_role_arn: String,
    /// From where the cluster's endpoint can be reached over the internet. Without any, only from within the network.
    #[serde(default)]
    pub public_access_cidrs: Vec<String>,
    /// The block for Kubernetes services, outside the network's own.
    pub service_cidr: String,
    /// The namespace in which the services run.
    pub namespace: String,
    /// How many nodes.
    pub nodes: Nodes,
}

/// How many nodes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nodes {
    /// What a deployer is offered.
    pub default_instance_type: String,
    /// The processor of that instance type, which the machine image has to suit.
    pub architecture: Architecture,
    /// At least.
    pub min: u32,
    /// To begin with.
    pub desired: u32,
    /// At most.
    pub max: u32,
}

/// A processor architecture, as the parameter store spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Architecture {
    /// Graviton.
    Arm64,
    /// Intel and AMD.
    #[serde(rename = "x86_64")]
    X86,
}

impl Architecture {
    /// The name in paths of the parameter store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Architecture::Arm64 => "arm64",
            Architecture::X86 => "x86_64",
        }
    }
}

/// The public API.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Api {
    /// What every method may take together with all others.
    pub throttle: Throttle,
    /// What `POST /orders` may take.
    pub orders_throttle: Throttle,
    /// How many orders one key may place in a month.
    pub orders_per_month: u32,
    /// A domain of its own, where clients have to show a certificate. Without it, the API has only AWS's address.
    #[serde(default)]
    pub edge: Option<Edge>,
}

/// A token bucket: it refills at `rate` and holds `burst`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Throttle {
    /// Requests a second.
    pub rate: u32,
    /// Requests at once.
    pub burst: u32,
}

/// A domain at which clients have to show a certificate.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// The domain's name.
    pub domain_name: String,
    /// The domain's own certificate, in the region of the API.
    pub certificate_arn: String,
    /// The version of `truststore.pem` in the truststore's bucket. Without it, only the bucket is made: the file has
    /// to lie there before the domain can be.
    #[serde(default)]
    pub truststore_version: Option<String>,
}

/// The service mesh.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mesh {
    /// The organisation in the certificate authority's name.
    pub organization: String,
}
