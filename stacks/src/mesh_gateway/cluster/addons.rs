//! The add-ons: what every node needs before it comes, and what needs nodes to run on.

use formwork::aws::{eks, iam, logs};
use formwork::{Handle, Stack};

use super::super::common::{managed, role_of_pods};

/// Add-ons that are there before any node.
pub(super) struct Addons {
    network: Handle<eks::Addon>,
    proxy: Handle<eks::Addon>,
    identity: Handle<eks::Addon>,
}

impl Addons {
    /// A node is ready only with these.
    pub(super) fn before_nodes(stack: &mut Stack, cluster: &Handle<eks::Cluster>) -> Self {
        let identity = stack.add("PodIdentity", addon(cluster, "eks-pod-identity-agent"));
        let proxy = stack.add("KubeProxy", addon(cluster, "kube-proxy"));
        let role = stack.add("NetworkRole", role_of_pods().managed_policy_arns([managed("AmazonEKS_CNI_Policy")]));
        let network = addon(cluster, "vpc-cni")
            .configuration_values(r#"{"enableNetworkPolicy":"true"}"#)
            .pod_identity_associations([identity_of("aws-node", &role)]);
        let network = stack.add("PodNetwork", network);
        stack.order(&network).after(&identity);
        Addons { network, proxy, identity }
    }

    /// Makes the nodes wait for these, and adds what waits for the nodes.
    pub(super) fn then_nodes(
        &self,
        stack: &mut Stack,
        cluster: &Handle<eks::Cluster>,
        nodes: &Handle<eks::Nodegroup>,
        pod_logs: &Handle<logs::LogGroup>,
    ) {
        for addon in [&self.network, &self.proxy, &self.identity] {
            stack.order(nodes).after(addon);
        }
        let dns = stack.add("Dns", addon(cluster, "coredns"));
        stack.order(&dns).after(nodes);

        let role = observer_role(stack);
        let observer = addon(cluster, "amazon-cloudwatch-observability")
            .pod_identity_associations([identity_of("cloudwatch-agent", &role)]);
        let observer = stack.add("Observability", observer);
        stack.order(&observer).after(nodes);
        // It would make the group itself, and keep everything forever.
        stack.order(&observer).after(pod_logs);
    }
}

/// Logs and metrics to CloudWatch, traces to X-Ray.
fn observer_role(stack: &mut Stack) -> Handle<iam::Role> {
    let policies = ["CloudWatchAgentServerPolicy", "AWSXrayWriteOnlyAccess"];
    stack.add("ObservabilityRole", role_of_pods().managed_policy_arns(policies.map(managed)))
}

#[track_caller]
fn addon(cluster: &Handle<eks::Cluster>, name: &str) -> eks::Addon {
    eks::Addon::new(cluster, name).resolve_conflicts("OVERWRITE")
}

fn identity_of(service_account: &str, role: &Handle<iam::Role>) -> eks::PodIdentityAssociationProperty {
    eks::PodIdentityAssociationProperty::new(role, service_account)
}
