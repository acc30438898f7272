//! What differs between the environments of this system. Everything else is code.

use std::collections::BTreeMap;

use formwork::diagnostic::Diagnostic;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::State;

/// The system's part of a settings file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Platform")]
pub struct Settings {
    /// The region in which the platform stands.
    #[schemars(regex(pattern = r"^[a-z]{2}(-[a-z]+)+-\d$"))]
    pub region: String,
    /// The bucket for Terraform's state, which the root `_tfstate` makes.
    pub state: State,
    /// Who is told when an alarm goes off. Each address has to confirm.
    #[serde(default)]
    pub alarm_emails: Vec<String>,
    /// The domain at which the platform is reached, a hosted zone of its own.
    pub domain: String,
    /// Addresses and zones.
    pub network: Network,
    /// The clusters by name, each in stacks of its own. A name is kept for as long as the cluster stands.
    #[schemars(length(min = 1), inner(regex(pattern = r"^[a-z][a-z0-9]{0,15}$")))]
    pub clusters: Vec<String>,
    /// What every cluster is like.
    pub cluster: Cluster,
    /// Which cluster serves.
    pub traffic: Traffic,
    /// The database.
    pub database: Database,
}

/// Addresses and zones.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlatformNetwork")]
pub struct Network {
    /// The network's block.
    pub cidr: String,
    /// The zones, such as `eu-west-1a`. A zone is added at the end.
    #[schemars(length(min = 2))]
    pub zones: Vec<String>,
}

/// What every cluster is like.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PlatformCluster")]
pub struct Cluster {
    /// The Kubernetes version.
    #[schemars(regex(pattern = r"^1\.\d\d$"))]
    pub version: String,
    /// The role whose holders administer the clusters.
    pub admin_role_arn: String,
    /// From where the clusters' endpoints can be reached over the internet. Without any, only from within the network.
    #[serde(default)]
    pub public_access_cidrs: Vec<String>,
    /// The nodes' instance type, with Graviton.
    pub instance_type: String,
    /// Nodes at least.
    pub min_nodes: u32,
    /// Nodes at most.
    pub max_nodes: u32,
}

/// Which cluster serves.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Traffic {
    /// Where requests are shared out.
    pub at: At,
    /// Each cluster's part of the requests. A cluster that is not named here gets none.
    pub weights: BTreeMap<String, u16>,
}

/// Where requests are shared out between clusters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum At {
    /// At one load balancer for all clusters: a change counts at once.
    LoadBalancer,
    /// In the domain's records, each cluster behind a load balancer of its own: a change counts as caches run out.
    Dns,
}

impl Traffic {
    /// A cluster's part of the requests.
    #[must_use]
    pub fn weight(&self, cluster: &str) -> u16 {
        self.weights.get(cluster).copied().unwrap_or_default()
    }

    /// What would send requests nowhere. (Records whose weights are all 0 share requests out evenly: Route 53 developer
    /// guide.)
    pub(super) fn problems(&self, clusters: &[String]) -> Vec<Diagnostic> {
        let strangers = self.weights.keys().filter(|name| !clusters.contains(name));
        let stranger = |name: &String| {
            Diagnostic::error("missing-targets", format!("`traffic` gives `{name}` a part, which is no cluster"))
                .help("name one of `clusters`")
        };
        let mut found: Vec<Diagnostic> = strangers.map(stranger).collect();
        if clusters.iter().all(|name| self.weight(name) == 0) {
            let problem = Diagnostic::error("missing-targets", "no cluster has a part of the requests");
            found.push(problem.help("give one of `clusters` a weight in `traffic`"));
        }
        found
    }
}

/// The database.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The instance class.
    pub class: String,
    /// Gibibytes to begin with.
    pub storage: u32,
    /// Gibibytes up to which storage grows by itself.
    pub max_storage: u32,
    /// Whether a second instance stands by in another zone.
    pub multi_az: bool,
}
