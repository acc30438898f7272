//! Pods without nodes.

use crate::aws::eks as l1;
use crate::aws::iam as iam_l1;
use crate::aws::ids::{ClusterName, RoleArn};
use crate::core::{Address, Construct, Handle, IntoVal, Placed, Resource, Scope, Val, account_id, partition, region};
use crate::diagnostic::Diagnostic;
use crate::ec2::Subnets;
use crate::iam::{Role, Statement};
use crate::text;

use super::cluster::ClusterHandle;

/// EKS user guide.
const MOST_SELECTORS: usize = 5;

/// Which pods: those of a namespace, and of those the ones with all the labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    namespace: String,
    labels: Vec<(String, String)>,
}

impl Selector {
    /// Those of a namespace; `dev-*` is all namespaces that begin so.
    #[must_use]
    pub fn namespace(name: impl Into<String>) -> Self {
        Selector { namespace: name.into(), labels: Vec::new() }
    }

    /// Of them, those with a label. Without it, all.
    #[must_use]
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.push((key.into(), value.into()));
        self
    }

    fn into_l1(self) -> l1::Selector {
        let selector = l1::Selector::new(self.namespace);
        if self.labels.is_empty() {
            return selector;
        }
        selector.labels(self.labels.into_iter().map(|(key, value)| l1::Label::new(key, value)).collect::<Vec<_>>())
    }
}

impl From<&str> for Selector {
    fn from(namespace: &str) -> Self {
        Selector::namespace(namespace)
    }
}

/// Runs pods on Fargate: each gets a machine of its own size and for itself, and there are no nodes to keep.
///
/// Without [`subnets`](Fargate::subnets), in the cluster's. Fargate takes private subnets only, and runs no DaemonSets.
///
/// ```
/// use formwork::{Stack, ec2, eks};
/// use formwork::eks::Selector;
///
/// let mut stack = Stack::new("web");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc).on_fargate());
/// stack.add("Shop", eks::Fargate::new(&cluster, "shop").select(Selector::namespace("batch").label("size", "small")));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Fargate {
    cluster: ClusterHandle,
    selectors: Vec<Selector>,
    subnets: Option<Subnets>,
    name: Option<String>,
    role: Option<Val<RoleArn>>,
}

impl Fargate {
    /// A profile for these pods; text is a namespace.
    pub fn new(cluster: &ClusterHandle, pods: impl Into<Selector>) -> Self {
        Fargate { cluster: cluster.clone(), selectors: vec![pods.into()], subnets: None, name: None, role: None }
    }

    /// Adds more pods; a profile has at most five selectors. Without it, the first are all.
    pub fn select(mut self, pods: impl Into<Selector>) -> Self {
        self.selectors.push(pods.into());
        self
    }

    /// The private subnets that pods get addresses of. Without it, the cluster's.
    pub fn subnets(mut self, subnets: &Subnets) -> Self {
        self.subnets = Some(subnets.clone());
        self
    }

    /// The profile's name. A change replaces it. Without it, the engine gives one.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The role with which images are pulled and logs written; `eks-fargate-pods.amazonaws.com` may assume it. Without it,
    /// one is made.
    #[track_caller]
    pub fn execution_role(mut self, role: impl IntoVal<RoleArn>) -> Self {
        self.role = Some(Val::of(role));
        self
    }

    fn check(&self, subnets: &Subnets, scope: &mut Scope<'_>) {
        if self.selectors.len() > MOST_SELECTORS {
            let message = format!("the profile has {} selectors; EKS takes {MOST_SELECTORS}", self.selectors.len());
            let help = "add another `eks::Fargate` for the rest";
            scope.problem(Diagnostic::error("item-count-out-of-range", message).help(help));
        }
        // Of subnets that are made here, a rule says it by their routes.
        let public = self.cluster.vpc.public.ids();
        let mut known = subnets.ids().into_iter().filter(|id| id.node().as_str().is_some());
        if known.any(|id| public.iter().any(|open| open.node() == id.node())) {
            let message = "Fargate takes private subnets only, and these are public";
            let help = "leave `.subnets(…)` out, or give the network's private ones: `&vpc.private`";
            scope.problem(Diagnostic::error("public-subnets", message).help(help));
        }
    }
}

impl Construct for Fargate {
    type Handle = FargateHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let subnets = self.subnets.clone().unwrap_or_else(|| self.cluster.subnets.clone());
        self.check(&subnets, scope);
        let (role_arn, role) = match self.role {
            Some(arn) => (arn, None),
            None => {
                let role = execution_role(&self.cluster.name(), scope);
                let role = scope.add("Role", role);
                (Val::of(&role), Some(role))
            }
        };
        let selectors: Vec<l1::Selector> = self.selectors.into_iter().map(Selector::into_l1).collect();
        let mut profile = l1::FargateProfile::new(&self.cluster, role_arn, selectors).subnets(&subnets);
        if let Some(name) = self.name {
            profile = profile.fargate_profile_name(name);
        }
        let profile = profile.build(scope);
        subnets.ready_before(scope, &profile);
        after_the_others(&profile, scope);
        FargateHandle { profile, role }
    }
}

/// A profile that was added.
#[derive(Clone, Copy, Debug)]
pub struct FargateHandle {
    /// The profile itself.
    pub profile: Handle<l1::FargateProfile>,
    /// The role with which images are pulled, where it was made for that.
    pub role: Option<Handle<iam_l1::Role>>,
}

/// EKS makes one profile of a cluster at a time: each waits for the one before it in the stack.
fn after_the_others(profile: &Handle<l1::FargateProfile>, scope: &mut Scope<'_>) {
    let address = profile.address();
    let all = scope.stack().resources();
    let cluster_of = |placed: &Placed| placed.props.get("ClusterName").cloned();
    let own = all.get(address.index as usize).and_then(cluster_of);
    let before = all
        .iter()
        .take(address.index as usize)
        .rposition(|placed| placed.type_name == l1::FargateProfile::TYPE && cluster_of(placed) == own);
    if let Some(index) = before.and_then(|index| u32::try_from(index).ok()) {
        let before = Handle::<l1::FargateProfile>::at(Address { index, ..address });
        scope.stack().order(profile).after(&before);
    }
}

/// The profile on which a cluster without nodes runs its own pods.
pub(super) fn system(
    cluster: &Handle<l1::Cluster>,
    subnets: &Subnets,
    scope: &mut Scope<'_>,
) -> Handle<l1::FargateProfile> {
    let role = execution_role(&cluster.name(), scope);
    let role = scope.add("SystemPodsRole", role);
    let selectors = [Selector::namespace("kube-system").into_l1()];
    let profile = scope.add("SystemPods", l1::FargateProfile::new(cluster, &role, selectors).subnets(subnets));
    subnets.ready_before(scope, &profile);
    profile
}

/// Only this cluster's profiles take it on. (EKS user guide.)
fn execution_role(cluster: &Val<ClusterName>, scope: &Scope<'_>) -> Role {
    let profiles = text!("arn:{}:eks:{}:{}:fargateprofile/{}/*", partition(), region(), account_id(), cluster);
    let trust = Statement::allow(["sts:AssumeRole"]).by_service("eks-fargate-pods.amazonaws.com").when(
        "ArnLike",
        "aws:SourceArn",
        profiles,
    );
    Role::new(trust)
        .managed("AmazonEKSFargatePodExecutionRolePolicy")
        .description(format!("Fargate for {}", scope.display_name()))
}
