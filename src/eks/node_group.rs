//! Nodes that EKS keeps.

use crate::aws::ec2 as ec2_l1;
use crate::aws::eks as l1;
use crate::aws::iam as iam_l1;
use crate::core::{Construct, Handle, IntoVal, Scope, Val};
use crate::ec2::Subnets;
use crate::facts::eks::Architecture;
use crate::iam::{Grantee, Role};

use super::cluster::{ClusterHandle, Kind};
use super::image::AmiType;
use super::node_checks;
use super::node_template;
use super::version::Version;

/// Keeps pods off nodes that do not tolerate it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taint {
    key: String,
    value: String,
    effect: &'static str,
}

impl Taint {
    /// No new pods.
    #[must_use]
    pub fn no_schedule(key: impl Into<String>, value: impl Into<String>) -> Self {
        Taint { key: key.into(), value: value.into(), effect: "NO_SCHEDULE" }
    }

    /// No pods: those that run are moved.
    #[must_use]
    pub fn no_execute(key: impl Into<String>, value: impl Into<String>) -> Self {
        Taint { key: key.into(), value: value.into(), effect: "NO_EXECUTE" }
    }

    /// No new pods as long as there is room elsewhere.
    #[must_use]
    pub fn prefer_no_schedule(key: impl Into<String>, value: impl Into<String>) -> Self {
        Taint { key: key.into(), value: value.into(), effect: "PREFER_NO_SCHEDULE" }
    }

    fn into_l1(self) -> l1::Taint {
        l1::Taint::new().key(self.key).value(self.value).effect(self.effect)
    }
}

/// Nodes of a cluster that EKS starts, repairs and upgrades: a managed node group.
///
/// Without a setter: `m7g.large` with Amazon Linux 2023, between 2 and 6 of them, and to begin with one for each zone; in
/// the cluster's subnets, at the cluster's version, with 50 GiB of encrypted `gp3`; a third of them at a time is upgraded;
/// pods do not reach the node's own credentials, and nobody logs in. Add-ons that the nodes need are there before them,
/// and those that need nodes come after.
///
/// ```
/// use formwork::{Stack, ec2, eks};
///
/// let mut stack = Stack::new("platform");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc));
/// stack.add("Nodes", eks::NodeGroup::new(&cluster).instance_types(["m7g.xlarge"]).min(3).max(12));
/// stack.add("Batch", eks::NodeGroup::new(&cluster)
///     .instance_types(["c7g.2xlarge", "c6g.2xlarge"])
///     .spot()
///     .min(0)
///     .label("pool", "batch")
///     .taint(eks::Taint::no_schedule("pool", "batch")));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct NodeGroup {
    pub(super) cluster: ClusterHandle,
    pub(super) instance_types: Vec<Val<String>>,
    pub(super) image: Image,
    min: Option<u32>,
    max: Option<u32>,
    desired: Option<u32>,
    one_per_zone: bool,
    subnets: Option<Subnets>,
    spot: bool,
    labels: Vec<(String, String)>,
    taints: Vec<Taint>,
    pub(super) instance_tags: Vec<(String, String)>,
    pub(super) disk: u32,
    pub(super) hop_limit: u8,
    version: Option<Version>,
    release: Option<String>,
    max_unavailable: u8,
    repair: bool,
    ssm: bool,
    name: Option<Val<String>>,
    role: Option<Handle<iam_l1::Role>>,
}

/// What a node starts from.
#[derive(Clone, Debug)]
pub(super) enum Image {
    /// Amazon Linux 2023 for the instance types' processors.
    Fitting,
    Kept(AmiType),
    Own(Val<String>),
}

/// How many nodes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) desired: u32,
}

impl NodeGroup {
    /// Nodes of a cluster.
    pub fn new(cluster: &ClusterHandle) -> Self {
        NodeGroup {
            cluster: cluster.clone(),
            instance_types: Vec::new(),
            image: Image::Fitting,
            min: None,
            max: None,
            desired: None,
            one_per_zone: false,
            subnets: None,
            spot: false,
            labels: Vec::new(),
            taints: Vec::new(),
            instance_tags: Vec::new(),
            disk: 50,
            hop_limit: 1,
            version: None,
            release: None,
            max_unavailable: 33,
            repair: true,
            ssm: false,
            name: None,
            role: None,
        }
    }

    /// What they may be, in order of preference. A change replaces the group. Without it, `m7g.large`, and for
    /// [spot](NodeGroup::spot) capacity `m6g.large` too.
    #[track_caller]
    pub fn instance_types<V: IntoVal<String>>(mut self, types: impl IntoIterator<Item = V>) -> Self {
        self.instance_types = types.into_iter().map(Val::of).collect();
        self
    }

    /// The image that EKS keeps for them. A change replaces the group. Without it, Amazon Linux 2023 for the instance types'
    /// processors.
    pub fn ami(mut self, ami: AmiType) -> Self {
        self.image = Image::Kept(ami);
        self
    }

    /// An image of your own that is made like EKS's Amazon Linux 2023: `nodeadm` is told the cluster. Such nodes are
    /// upgraded by naming another image. Without it, one that EKS keeps.
    #[track_caller]
    pub fn custom_ami(mut self, image: impl IntoVal<String>) -> Self {
        self.image = Image::Own(Val::of(image));
        self
    }

    /// The least number of nodes. Without it, 2, or 1 where there is [one per zone](NodeGroup::one_per_zone).
    pub fn min(mut self, nodes: u32) -> Self {
        self.min = Some(nodes);
        self
    }

    /// The greatest number of nodes. Without it, 6, or 1 where there is [one per zone](NodeGroup::one_per_zone).
    pub fn max(mut self, nodes: u32) -> Self {
        self.max = Some(nodes);
        self
    }

    /// The number of nodes to begin with. Afterwards whoever scales the group moves it between the bounds, and Terraform
    /// leaves it alone; CloudFormation may set it again when it changes a size. A number that a deployment keeps
    /// is one that is [`min`](NodeGroup::min) and [`max`](NodeGroup::max) too. Without it, one for each zone, within the
    /// bounds.
    pub fn desired(mut self, nodes: u32) -> Self {
        self.desired = Some(nodes);
        self
    }

    /// Exactly one group for each zone, with one node unless [`min`](NodeGroup::min) and [`max`](NodeGroup::max) say
    /// otherwise: they are each group's. Without it, one group spans the zones, and keeps them only about equally full.
    pub fn one_per_zone(mut self) -> Self {
        self.one_per_zone = true;
        self
    }

    /// The subnets that nodes stand in. A change replaces the group. Without it, the cluster's.
    pub fn subnets(mut self, subnets: &Subnets) -> Self {
        self.subnets = Some(subnets.clone());
        self
    }

    /// Takes spare capacity, which is cheap and may be taken back at two minutes' notice. A change replaces the group.
    /// Without it, on demand.
    pub fn spot(mut self) -> Self {
        self.spot = true;
        self
    }

    /// Adds a Kubernetes label. Without it, those that EKS gives.
    pub fn label(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.labels.push((key.into(), value.into()));
        self
    }

    /// Adds a taint. Without it, none.
    pub fn taint(mut self, taint: Taint) -> Self {
        self.taints.push(taint);
        self
    }

    /// Tags the instances, for what finds them by tags, such as Systems Manager. Without it, they have their name and the tags
    /// that EKS gives.
    pub fn instance_tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.instance_tags.push((key.into(), value.into()));
        self
    }

    /// Each node's disk in GiB. Without it, 50.
    pub fn disk_gib(mut self, size: u32) -> Self {
        self.disk = size;
        self
    }

    /// How many hops an answer of the instance's metadata service may take, 1 to 64. Without it, 1: pods do not get the
    /// node's credentials. Pods that need metadata itself want 2.
    pub fn metadata_hops(mut self, hops: u8) -> Self {
        self.hop_limit = hops;
        self
    }

    /// The version of Kubernetes. Without it, the cluster's: an upgrade of the cluster upgrades its nodes after it.
    pub fn version(mut self, version: impl Into<Version>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// The exact release of the image that EKS keeps, such as `1.36.1-20261101`. Without it, the newest when the group is
    /// made or its version changes.
    pub fn release(mut self, release: impl Into<String>) -> Self {
        self.release = Some(release.into());
        self
    }

    /// How many nodes of a hundred may be away at a time during an upgrade, 1 to 100. Without it, 33.
    pub fn max_unavailable_percent(mut self, percent: u8) -> Self {
        self.max_unavailable = percent;
        self
    }

    /// Whether EKS replaces nodes that are not well. Without this, it does.
    pub fn repair(mut self, on: bool) -> Self {
        self.repair = on;
        self
    }

    /// Lets Systems Manager patch the nodes and open sessions on them. Without it, nobody gets in.
    pub fn systems_manager(mut self) -> Self {
        self.ssm = true;
        self
    }

    /// The group's name, at most 63 letters, digits, `-` and `_`; with [one per zone](NodeGroup::one_per_zone), what the
    /// names begin with. A change replaces the group. Without it, AWS gives one.
    #[track_caller]
    pub fn name(mut self, name: impl IntoVal<String>) -> Self {
        self.name = Some(Val::of(name));
        self
    }

    /// The nodes' role. A change replaces the group. Without it, one is made that may join a cluster and pull images.
    pub fn role(mut self, role: &Handle<iam_l1::Role>) -> Self {
        self.role = Some(*role);
        self
    }

    fn size(&self, zones: usize) -> Size {
        let zones = u32::try_from(zones).unwrap_or(u32::MAX);
        let (least, greatest, wanted) = if self.one_per_zone { (1, 1, 1) } else { (2, 6, zones) };
        let max = self.max.unwrap_or_else(|| greatest.max(self.min.unwrap_or(0)).max(self.desired.unwrap_or(0)));
        let min = self.min.unwrap_or_else(|| least.min(max).min(self.desired.unwrap_or(max)));
        // `clamp` would refuse bounds that are the wrong way round; those are reported.
        let desired = self.desired.unwrap_or_else(|| wanted.max(min).min(max));
        Size { min, max, desired }
    }

    fn node_role(&self, scope: &mut Scope<'_>) -> Handle<iam_l1::Role> {
        if let Some(role) = self.role {
            return role;
        }
        // The network's permissions are its add-on's, not the node's.
        let role = Role::for_service("ec2.amazonaws.com")
            .description(format!("Nodes of {}", scope.display_name()))
            .managed("AmazonEKSWorkerNodePolicy")
            .managed("AmazonEC2ContainerRegistryPullOnly");
        let role = if self.ssm { role.managed("AmazonSSMManagedInstanceCore") } else { role };
        scope.add("Role", role)
    }
}

impl Construct for NodeGroup {
    type Handle = NodeGroupHandle;

    fn build(mut self, scope: &mut Scope<'_>) -> Self::Handle {
        let subnets = self.subnets.clone().unwrap_or_else(|| self.cluster.subnets.clone());
        if self.instance_types.is_empty() {
            let types: &[&str] = if self.spot { &["m7g.large", "m6g.large"] } else { &["m7g.large"] };
            self.instance_types = types.iter().map(|name| Val::of(*name)).collect();
        }
        let size = self.size(subnets.zones());
        let ami = node_checks::check(&self, scope);
        let role = self.node_role(scope);
        let template = scope.add("Template", node_template::template(&self, ami.as_ref(), scope.display_name()));
        let groups = match self.one_per_zone {
            false => {
                let name = self.name.clone();
                vec![self.group(name, &subnets, size, ami.as_ref(), &role, &template).build(scope)]
            }
            true => {
                let of = |(index, letter): (usize, char), scope: &mut Scope<'_>| {
                    let name = self.name.as_ref().map(|name| crate::text!("{}-{}", name, letter.to_string()));
                    let group = self.group(name, &subnets.in_zone(index), size, ami.as_ref(), &role, &template);
                    scope.add(&format!("Zone{letter}"), group)
                };
                subnets.letters().into_iter().enumerate().map(|zone| of(zone, scope)).collect()
            }
        };
        for group in &groups {
            subnets.ready_before(scope, group);
            self.order(group, scope);
            if size.min < size.max {
                scope.stack().set_once(group, "/ScalingConfig/DesiredSize");
            }
        }
        NodeGroupHandle { groups, role, template, size: (size.min, size.max) }
    }
}

impl NodeGroup {
    fn group(
        &self,
        name: Option<Val<String>>,
        subnets: &Subnets,
        size: Size,
        ami: Option<&AmiType>,
        role: &Handle<iam_l1::Role>,
        template: &Handle<ec2_l1::LaunchTemplate>,
    ) -> l1::Nodegroup {
        let launch = l1::LaunchTemplateSpecification::new().id(template).version(template.latest_version_number());
        let mut group = l1::Nodegroup::new(&self.cluster, role, subnets)
            .instance_types(&self.instance_types)
            .capacity_type(if self.spot { "SPOT" } else { "ON_DEMAND" })
            .launch_template(launch)
            .scaling_config(l1::ScalingConfig::new().min_size(size.min).max_size(size.max).desired_size(size.desired))
            .update_config(l1::UpdateConfig::new().max_unavailable_percentage(self.max_unavailable))
            .node_repair_config(l1::NodeRepairConfig::new().enabled(self.repair));
        if let Some(name) = name {
            group = group.nodegroup_name(name);
        }
        // An image of one's own says everything itself.
        if let Some(ami) = ami {
            group = group.ami_type(ami.as_str()).version(self.version.as_ref().unwrap_or(&self.cluster.facts.version));
        }
        if let Some(release) = &self.release {
            group = group.release_version(release);
        }
        if !self.labels.is_empty() {
            group = group.labels(self.labels.clone());
        }
        if !self.taints.is_empty() {
            group = group.taints(self.taints.iter().cloned().map(Taint::into_l1).collect::<Vec<_>>());
        }
        group
    }

    /// After the add-ons without which a node is not ready, and before those that run on nodes.
    fn order(&self, group: &Handle<l1::Nodegroup>, scope: &mut Scope<'_>) {
        let here = scope.stack().key();
        let apart = self.cluster.cluster.address().stack != here;
        if apart || self.cluster.compute != Kind::Nodes {
            return;
        }
        for (_, addon) in &self.cluster.before_nodes {
            scope.stack().order(group).after(addon);
        }
        for (_, addon) in &self.cluster.after_nodes {
            scope.stack().order(addon).after(group);
        }
    }

    /// Architecture of what is written down; `None` for what only the deployer knows.
    pub(super) fn architectures(&self) -> Vec<Option<Architecture>> {
        let of = |name: &Val<String>| name.node().as_str().map(Architecture::of_instance);
        self.instance_types.iter().map(of).collect()
    }

    pub(super) fn says_version(&self) -> bool {
        self.version.is_some() || self.release.is_some()
    }
}

/// Nodes that were added.
#[derive(Clone, Debug)]
pub struct NodeGroupHandle {
    /// The groups: one, or one for each zone in the zones' order.
    pub groups: Vec<Handle<l1::Nodegroup>>,
    /// The nodes' role.
    pub role: Handle<iam_l1::Role>,
    /// What each node starts with.
    pub template: Handle<ec2_l1::LaunchTemplate>,
    size: (u32, u32),
}

impl NodeGroupHandle {
    /// The least and the greatest number of nodes of each group.
    #[must_use]
    pub fn bounds(&self) -> (u32, u32) {
        self.size
    }
}

/// The nodes' own role: every pod that reaches the node's credentials has it too. Pods get roles of their own with a
/// [`PodIdentity`](super::PodIdentity).
impl Grantee for NodeGroupHandle {
    fn role(&self) -> Handle<iam_l1::Role> {
        self.role
    }
}
