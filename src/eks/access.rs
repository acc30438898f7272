//! Who may do what in a cluster.

use crate::aws::eks as l1;
use crate::aws::ids::{ClusterName, RoleArn};
use crate::core::{Construct, Handle, IntoVal, Scope, Val, partition};
use crate::text;

/// What EKS lets a role do in a cluster, without a line in the cluster itself.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessPolicy {
    /// Everything.
    ClusterAdmin,
    /// Everything in a namespace, permissions included.
    Admin,
    /// Looking at everything, secrets included.
    AdminView,
    /// Changing what runs in a namespace.
    Edit,
    /// Looking, but at no secrets.
    View,
    /// What nodes of Auto Mode need, where node classes are made inside the cluster.
    AutoNode,
    /// Any other, by EKS's name of it, such as `AmazonEKSSecretReaderPolicy`.
    Other(String),
}

impl AccessPolicy {
    fn as_str(&self) -> &str {
        match self {
            AccessPolicy::ClusterAdmin => "AmazonEKSClusterAdminPolicy",
            AccessPolicy::Admin => "AmazonEKSAdminPolicy",
            AccessPolicy::AdminView => "AmazonEKSAdminViewPolicy",
            AccessPolicy::Edit => "AmazonEKSEditPolicy",
            AccessPolicy::View => "AmazonEKSViewPolicy",
            AccessPolicy::AutoNode => "AmazonEKSAutoNodePolicy",
            AccessPolicy::Other(name) => name,
        }
    }

    /// In the whole cluster.
    #[must_use]
    pub fn everywhere(self) -> Rights {
        Rights { policy: self, namespaces: None }
    }

    /// In these namespaces, one at least; `dev-*` is all that begin so.
    #[must_use]
    pub fn in_namespaces<N: Into<String>>(self, namespaces: impl IntoIterator<Item = N>) -> Rights {
        Rights { policy: self, namespaces: Some(namespaces.into_iter().map(Into::into).collect()) }
    }
}

/// A policy and where it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    policy: AccessPolicy,
    namespaces: Option<Vec<String>>,
}

/// What gets in.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccessKind {
    /// People and programs.
    Standard,
    /// Nodes of Auto Mode, where node classes are made inside the cluster.
    Ec2,
    /// Linux nodes that are no managed group's: EKS adds the entries of those itself.
    Ec2Linux,
    /// Windows nodes that are no managed group's.
    Ec2Windows,
    /// Pods on Fargate: EKS adds these entries itself.
    FargateLinux,
    /// Nodes outside AWS.
    HybridLinux,
    /// Nodes of SageMaker HyperPod.
    HyperpodLinux,
    /// Any other, by EKS's name of it.
    Other(String),
}

impl AccessKind {
    fn as_str(&self) -> &str {
        match self {
            AccessKind::Standard => "STANDARD",
            AccessKind::Ec2 => "EC2",
            AccessKind::Ec2Linux => "EC2_LINUX",
            AccessKind::Ec2Windows => "EC2_WINDOWS",
            AccessKind::FargateLinux => "FARGATE_LINUX",
            AccessKind::HybridLinux => "HYBRID_LINUX",
            AccessKind::HyperpodLinux => "HYPERPOD_LINUX",
            AccessKind::Other(name) => name,
        }
    }
}

/// Lets a role into a cluster: an access entry.
///
/// Without [`policy`](Access::policy) and [`group`](Access::group), the role gets in and may do nothing. One role has one
/// entry in a cluster. To reach the API server at all, the role may also need to look the cluster up:
/// `Grant::read(&cluster).to(&role)`.
///
/// ```
/// use formwork::eks::{Access, AccessPolicy};
/// use formwork::iam::{Grant, Role};
/// use formwork::{Stack, ec2, eks};
///
/// let mut stack = Stack::new("platform");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc));
/// let deployer = stack.add("Deployer", Role::for_service("codebuild.amazonaws.com"));
/// stack.add("DeployerInCluster", Access::new(&cluster, &deployer).policy(AccessPolicy::Edit.in_namespaces(["shop"])));
/// stack.add("DeployerFindsCluster", Grant::read(&cluster).to(&deployer));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Access {
    cluster: Val<ClusterName>,
    principal: Val<RoleArn>,
    kind: AccessKind,
    rights: Vec<Rights>,
    groups: Vec<String>,
    user_name: Option<String>,
}

impl Access {
    /// Lets `role` into `cluster`.
    #[track_caller]
    pub fn new(cluster: impl IntoVal<ClusterName>, role: impl IntoVal<RoleArn>) -> Self {
        Access {
            cluster: Val::of(cluster),
            principal: Val::of(role),
            kind: AccessKind::Standard,
            rights: Vec::new(),
            groups: Vec::new(),
            user_name: None,
        }
    }

    /// Adds a policy of EKS's, and where it holds; at most 20. Without it, only groups give rights.
    pub fn policy(mut self, rights: Rights) -> Self {
        self.rights.push(rights);
        self
    }

    /// Puts the role into a Kubernetes group, which the cluster's own role bindings name. Without it, into none.
    pub fn group(mut self, name: impl Into<String>) -> Self {
        self.groups.push(name.into());
        self
    }

    /// The name that Kubernetes knows the role by. Without it, its ARN's.
    pub fn user_name(mut self, name: impl Into<String>) -> Self {
        self.user_name = Some(name.into());
        self
    }

    /// What gets in. A change replaces the entry. Without it, people and programs.
    pub fn kind(mut self, kind: AccessKind) -> Self {
        self.kind = kind;
        self
    }
}

impl Construct for Access {
    type Handle = Handle<l1::AccessEntry>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let principal: Val<String> = self.principal.retype();
        let mut entry = l1::AccessEntry::new(self.cluster, principal).r#type(self.kind.as_str());
        if !self.rights.is_empty() {
            let policies: Vec<l1::AccessPolicy> = self.rights.into_iter().map(policy).collect();
            entry = entry.access_policies(policies);
        }
        if !self.groups.is_empty() {
            entry = entry.kubernetes_groups(self.groups);
        }
        if let Some(name) = self.user_name {
            entry = entry.username(name);
        }
        entry.build(scope)
    }
}

fn policy(rights: Rights) -> l1::AccessPolicy {
    let arn = text!("arn:{}:eks::aws:cluster-access-policy/{}", partition(), rights.policy.as_str());
    let place = match rights.namespaces {
        None => l1::AccessScope::new("cluster"),
        Some(namespaces) => l1::AccessScope::new("namespace").namespaces(namespaces),
    };
    l1::AccessPolicy::new(place, arn)
}
