//! Roles for pods.

use crate::aws::eks as l1;
use crate::aws::iam as iam_l1;
use crate::core::{Construct, Handle, Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::iam::{Grantee, Policy, Role};

use super::cluster::{ClusterHandle, Kind};

/// Gives the pods of one service account a role of their own.
///
/// Without [`role`](PodIdentity::role), a role is made that only pods take on; what is granted to the identity is granted to
/// that role. The pods need no annotation, and must be started after it is there. Fargate has no Pod Identity: there a
/// [`ServiceAccountRole`](super::ServiceAccountRole) does the same.
///
/// ```
/// use formwork::{Stack, ec2, eks, logs};
/// use formwork::iam::Grant;
///
/// let mut stack = Stack::new("platform");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc));
/// let audit = stack.add("Audit", logs::LogGroup::new());
/// let orders = stack.add("Orders", eks::PodIdentity::new(&cluster, "shop", "orders"));
/// stack.add("OrdersWriteAudit", Grant::write(&audit).to(&orders));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct PodIdentity {
    cluster: ClusterHandle,
    namespace: String,
    service_account: String,
    role: Option<Handle<iam_l1::Role>>,
    own: Role,
}

impl PodIdentity {
    /// An identity for a service account of a namespace; neither needs to exist yet.
    pub fn new(cluster: &ClusterHandle, namespace: impl Into<String>, service_account: impl Into<String>) -> Self {
        PodIdentity {
            cluster: cluster.clone(),
            namespace: namespace.into(),
            service_account: service_account.into(),
            role: None,
            own: Role::for_pods(),
        }
    }

    /// A role that exists already; `pods.eks.amazonaws.com` may assume it and tag its sessions. Without it, one is made.
    pub fn role(mut self, role: &Handle<iam_l1::Role>) -> Self {
        self.role = Some(*role);
        self
    }

    /// Gives the role that is made a policy that AWS keeps, by name. Without it, none.
    pub fn managed(mut self, name: &str) -> Self {
        self.own = self.own.managed(name);
        self
    }

    /// Gives the role that is made a policy of its own. Without it, none.
    pub fn policy(mut self, name: impl Into<String>, policy: impl Into<Policy>) -> Self {
        self.own = self.own.policy(name, policy);
        self
    }
}

impl Construct for PodIdentity {
    type Handle = PodIdentityHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let agent = self.cluster.addon("eks-pod-identity-agent").is_some();
        match self.cluster.compute {
            Kind::Fargate => {
                let message = "pods on Fargate have no Pod Identity: the agent runs on nodes";
                let help = "run what needs a role on a node group, or give it an `eks::ServiceAccountRole`";
                scope.problem(Diagnostic::error("invalid-combination", message).help(help));
            }
            Kind::Nodes if !agent && !self.cluster.cluster.is_imported() => {
                let message = "the cluster has no Pod Identity agent: the pods would get no role";
                let help = "keep the add-on `eks-pod-identity-agent`";
                scope.problem(Diagnostic::error("invalid-combination", message).help(help));
            }
            Kind::Nodes | Kind::Auto => {}
        }
        let own = self.own.description(format!("Pods of {}/{}", self.namespace, self.service_account));
        let role = self.role.unwrap_or_else(|| scope.add("Role", own));
        let association = l1::PodIdentityAssociation::new(l1::PodIdentityAssociationArgs {
            cluster_name: self.cluster.name(),
            namespace: Val::of(self.namespace),
            role_arn: Val::of(&role),
            service_account: Val::of(self.service_account),
        });
        PodIdentityHandle { association: association.build(scope), role }
    }
}

/// An identity that was added.
#[derive(Clone, Copy, Debug)]
pub struct PodIdentityHandle {
    /// What ties the role to the service account.
    pub association: Handle<l1::PodIdentityAssociation>,
    /// The role.
    pub role: Handle<iam_l1::Role>,
}

impl Grantee for PodIdentityHandle {
    fn role(&self) -> Handle<iam_l1::Role> {
        self.role
    }
}
