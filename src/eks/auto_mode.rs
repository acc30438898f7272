//! Compute, storage and load balancing that EKS manages by itself.

use crate::aws::eks as l1;
use crate::aws::iam as iam_l1;
use crate::core::{Handle, Scope};
use crate::iam::Role;

/// EKS Auto Mode: EKS adds and removes nodes as pods need them, and brings networking, DNS, storage and load balancing.
///
/// Without [`pools`](AutoMode::pools), both pools that EKS keeps: `general-purpose` and `system`. Nodes live at most 21
/// days, nobody logs in to them, and they cost a surcharge. No add-ons are added: EKS runs their like itself.
///
/// ```
/// use formwork::{Stack, ec2, eks};
///
/// let mut stack = Stack::new("platform");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc).auto_mode(eks::AutoMode::new()));
/// stack.output("Endpoint", cluster.endpoint());
/// ```
#[must_use = "a spec does nothing until it is given to a cluster"]
#[derive(Clone, Debug)]
pub struct AutoMode {
    pools: Vec<String>,
}

impl Default for AutoMode {
    fn default() -> Self {
        Self::new()
    }
}

/// What the control plane needs to manage compute, storage and load balancers. (EKS user guide.)
pub(super) const CONTROL_PLANE_POLICIES: [&str; 4] = [
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
];

impl AutoMode {
    /// With both pools that EKS keeps.
    pub fn new() -> Self {
        AutoMode { pools: vec!["general-purpose".to_owned(), "system".to_owned()] }
    }

    /// The pools that EKS keeps; none where node pools are made inside the cluster. Without it, `general-purpose` and
    /// `system`.
    pub fn pools<P: Into<String>>(mut self, pools: impl IntoIterator<Item = P>) -> Self {
        self.pools = pools.into_iter().map(Into::into).collect();
        self
    }

    /// The compute settings, and the role of the pools' nodes.
    pub(super) fn build(self, scope: &mut Scope<'_>) -> (l1::ComputeConfig, Option<Handle<iam_l1::Role>>) {
        let compute = l1::ComputeConfig::new().enabled(true);
        if self.pools.is_empty() {
            return (compute, None);
        }
        let role = Role::for_service("ec2.amazonaws.com")
            .managed("AmazonEKSWorkerNodeMinimalPolicy")
            .managed("AmazonEC2ContainerRegistryPullOnly")
            .description(format!("Nodes of {}", scope.display_name()));
        let role = scope.add("NodeRole", role);
        (compute.node_pools(self.pools).node_role_arn(&role), Some(role))
    }
}
