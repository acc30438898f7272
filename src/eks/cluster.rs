//! The cluster as its author says it, and what the others get of it.

use crate::aws::eks as l1;
use crate::aws::iam as iam_l1;
use crate::aws::ids::{ClusterName, KeyArn, RoleArn, SecurityGroupId};
use crate::aws::kms as kms_l1;
use crate::aws::logs as logs_l1;
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val, account_id, partition, region};
use crate::ec2::{Listens, Peer, Ports, Subnets, Vpc, VpcHandle};
use crate::iam::{Readable, Statement};
use crate::text;

use super::auto_mode::AutoMode;
use super::control_plane;
use super::version::Version;

/// A Kubernetes cluster.
///
/// Without a setter: the API server is reached from inside the network only; IAM roles get in through access entries alone,
/// and whoever creates the cluster is nobody in it; all five logs are written to a group that keeps them 90 days;
/// Kubernetes secrets are under a key of the cluster's own; zonal shift is on; and nodes find network, proxy, DNS, volumes
/// and metrics, each add-on with a role of its own. It stands in the network's private subnets. It is kept when its
/// resource goes, unless the environment is disposable.
///
/// Say who [administers](Cluster::admin) it: without that, nobody does.
///
/// ```
/// use formwork::{Stack, aws, ec2, eks};
///
/// let mut stack = Stack::new("platform");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc)
///     .admin(aws::RoleArn::literal("arn:aws:iam::111122223333:role/platform-admin")));
/// stack.add("Nodes", eks::NodeGroup::new(&cluster));
/// stack.output("ClusterName", cluster.name());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Cluster {
    pub(super) version: Version,
    pub(super) network: Network,
    pub(super) name: Option<Val<String>>,
    pub(super) subnets: Option<Subnets>,
    pub(super) groups: Vec<Val<SecurityGroupId>>,
    pub(super) admins: Vec<Val<RoleArn>>,
    pub(super) public: Option<Vec<String>>,
    pub(super) logs: Vec<Log>,
    pub(super) log_days: u16,
    pub(super) key: Option<Val<KeyArn>>,
    pub(super) extended_support: bool,
    pub(super) compute: Compute,
    pub(super) left_out: Vec<String>,
    pub(super) service_cidr: Option<String>,
    pub(super) ipv6: bool,
    pub(super) zonal_shift: bool,
    pub(super) deletion_protection: bool,
}

/// Where it stands.
#[derive(Clone, Debug)]
pub(super) enum Network {
    Given(Box<VpcHandle>),
    Made(Box<Vpc>),
}

/// What its pods run on.
#[derive(Clone, Debug)]
pub(super) enum Compute {
    Nodes,
    Auto(AutoMode),
    Fargate,
}

/// What the control plane writes down.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Log {
    /// What the API server does.
    Api,
    /// Who did what: the record to keep.
    Audit,
    /// Who got in as whom.
    Authenticator,
    /// What the controllers do.
    ControllerManager,
    /// Where pods are placed, and why.
    Scheduler,
    /// Any other, by EKS's name of it.
    Other(String),
}

impl Log {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Log::Api => "api",
            Log::Audit => "audit",
            Log::Authenticator => "authenticator",
            Log::ControllerManager => "controllerManager",
            Log::Scheduler => "scheduler",
            Log::Other(name) => name,
        }
    }
}

impl Cluster {
    /// A cluster in a network.
    pub fn new(version: impl Into<Version>, vpc: &VpcHandle) -> Self {
        Self::in_network(version.into(), Network::Given(Box::new(vpc.clone())))
    }

    /// A cluster with a network of its own, which is made with it: `cluster.vpc` is its handle.
    ///
    /// ```
    /// use formwork::{Stack, ec2, eks};
    ///
    /// let mut stack = Stack::new("web");
    /// let cluster = stack.add("Cluster", eks::Cluster::with_network(eks::Version::V1_36, ec2::Vpc::new("10.0.0.0/16")));
    /// stack.output("VpcId", cluster.vpc.id());
    /// ```
    pub fn with_network(version: impl Into<Version>, network: Vpc) -> Self {
        Self::in_network(version.into(), Network::Made(Box::new(network)))
    }

    fn in_network(version: Version, network: Network) -> Self {
        Cluster {
            version,
            network,
            name: None,
            subnets: None,
            groups: Vec::new(),
            admins: Vec::new(),
            public: None,
            logs: vec![Log::Api, Log::Audit, Log::Authenticator, Log::ControllerManager, Log::Scheduler],
            log_days: 90,
            key: None,
            extended_support: false,
            compute: Compute::Nodes,
            left_out: Vec::new(),
            service_cidr: None,
            ipv6: false,
            zonal_shift: true,
            deletion_protection: false,
        }
    }

    /// The cluster's name, 1 to 100 letters, digits, `-` and `_`. A change replaces the cluster. Without it, environment,
    /// stack and path, joined by `-`.
    #[track_caller]
    pub fn name(mut self, name: impl IntoVal<String>) -> Self {
        self.name = Some(Val::of(name));
        self
    }

    /// The subnets of control plane and nodes, in two zones at least. Without it, the network's private ones.
    pub fn subnets(mut self, subnets: &Subnets) -> Self {
        self.subnets = Some(subnets.clone());
        self
    }

    /// Adds a security group to the control plane's network interfaces. Without it, only the cluster's own, which EKS makes
    /// and gives to nodes and pods too.
    #[track_caller]
    pub fn security_group(mut self, group: impl IntoVal<SecurityGroupId>) -> Self {
        self.groups.push(Val::of(group));
        self
    }

    /// Adds a role that may do everything in the cluster. Its id is `Admin` and the role's name where that is written down.
    /// Without it, nobody may, until an [`Access`](super::Access) is added.
    #[track_caller]
    pub fn admin(mut self, role: impl IntoVal<RoleArn>) -> Self {
        self.admins.push(Val::of(role));
        self
    }

    /// Lets these address ranges reach the API server from the internet. Without it, it is reached from inside the network
    /// only.
    pub fn public_endpoint<R: Into<String>>(mut self, ranges: impl IntoIterator<Item = R>) -> Self {
        self.public = Some(ranges.into_iter().map(Into::into).collect());
        self
    }

    /// What is written down. Without it, everything.
    pub fn logs(mut self, logs: impl IntoIterator<Item = Log>) -> Self {
        self.logs = logs.into_iter().collect();
        self
    }

    /// Days until a log entry goes: one of the numbers that CloudWatch Logs knows. Without it, 90.
    pub fn log_retention_days(mut self, days: u16) -> Self {
        self.log_days = days;
        self
    }

    /// The key that Kubernetes secrets are under. Without it, one is made for them.
    #[track_caller]
    pub fn secrets_key(mut self, key: impl IntoVal<KeyArn>) -> Self {
        self.key = Some(Val::of(key));
        self
    }

    /// Pays for extended support when standard support ends. Without it, EKS then upgrades the cluster; a version whose
    /// standard support is over gets extended support in any case.
    pub fn extended_support(mut self) -> Self {
        self.extended_support = true;
        self
    }

    /// Has EKS manage nodes, volumes and load balancers. Without it, pods run on the node groups that are added.
    pub fn auto_mode(mut self, mode: AutoMode) -> Self {
        self.compute = Compute::Auto(mode);
        self
    }

    /// Runs pods without nodes: those of `kube-system` on a profile that the cluster brings, others where a
    /// [`Fargate`](super::Fargate) selects them. Without it, pods run on the node groups that are added.
    pub fn on_fargate(mut self) -> Self {
        self.compute = Compute::Fargate;
        self
    }

    /// Leaves out an add-on that it would bring, by EKS's name of it: `coredns`, `metrics-server`. Without it, all come.
    pub fn without_addon(mut self, name: impl Into<String>) -> Self {
        self.left_out.push(name.into());
        self
    }

    /// The addresses of Kubernetes services, from /12 to /24, outside the network's. A change replaces the cluster. Without
    /// it, `172.20.0.0/16`, or `10.100.0.0/16` where the network has that.
    pub fn service_cidr(mut self, range: impl Into<String>) -> Self {
        self.service_cidr = Some(range.into());
        self
    }

    /// Gives pods and services IPv6 addresses; the network has them too. A change replaces the cluster. Without it, IPv4.
    pub fn ipv6(mut self) -> Self {
        self.ipv6 = true;
        self
    }

    /// Whether traffic may be shifted away from a zone that is in trouble. Without this, it may.
    pub fn zonal_shift(mut self, on: bool) -> Self {
        self.zonal_shift = on;
        self
    }

    /// Has EKS refuse to delete the cluster, unless the environment is disposable. Terraform's provider knows it from 6.9
    /// on. Without it, only the engines keep it: see [`Stack::retain`](crate::Stack::retain).
    pub fn deletion_protection(mut self) -> Self {
        self.deletion_protection = true;
        self
    }
}

impl Construct for Cluster {
    type Handle = ClusterHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        control_plane::build(self, scope)
    }
}

/// A cluster, made here or elsewhere.
#[derive(Clone, Debug)]
pub struct ClusterHandle {
    /// The cluster itself. Nothing can be said on one that was imported.
    pub cluster: Handle<l1::Cluster>,
    /// The network it stands in.
    pub vpc: VpcHandle,
    /// The subnets of control plane and nodes.
    pub subnets: Subnets,
    /// The control plane's role.
    pub role: Handle<iam_l1::Role>,
    /// The group that the control plane's logs go to.
    pub logs: Handle<logs_l1::LogGroup>,
    /// The key of Kubernetes secrets, where it was made for them.
    pub key: Option<Handle<kms_l1::Key>>,
    /// The role of Auto Mode's nodes.
    pub node_role: Option<Handle<iam_l1::Role>>,
    pub(super) facts: ClusterArgs,
    pub(super) compute: Kind,
    pub(super) before_nodes: Vec<(&'static str, Handle<l1::Addon>)>,
    pub(super) after_nodes: Vec<(&'static str, Handle<l1::Addon>)>,
}

/// What its pods run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Nodes,
    Auto,
    Fargate,
}

/// What is known of a cluster that exists, as `aws eks describe-cluster` prints it.
#[derive(Clone, Debug)]
pub struct ClusterArgs {
    /// Its name.
    pub name: Val<ClusterName>,
    /// Its version of Kubernetes, which its nodes get.
    pub version: Version,
    /// The security group that EKS made for control plane, nodes and pods: `clusterSecurityGroupId`.
    pub security_group: Val<SecurityGroupId>,
    /// The API server's address, with `https://`.
    pub endpoint: Val<String>,
    /// The certificate that vouches for the API server, in Base64.
    pub certificate_authority: Val<String>,
    /// Who signs the tokens of its service accounts, with `https://`.
    pub issuer: Val<String>,
    /// The addresses of Kubernetes services.
    pub service_cidr: Val<String>,
}

impl ClusterHandle {
    /// A cluster that exists, in its network: nodes and pods stand in the network's private subnets. Its add-ons are not
    /// known here, so it is its owner who sees to it that nodes and Pod Identity find theirs. What is added to it, such as
    /// nodes, entries and identities, belongs to the stack that adds it.
    ///
    /// ```
    /// use formwork::aws::ids::{ClusterName, RoleArn, SecurityGroupId, SubnetId, VpcId};
    /// use formwork::ec2::{Reach, VpcHandle};
    /// use formwork::eks::{Access, AccessPolicy, ClusterArgs, ClusterHandle, PodIdentity, Version};
    /// use formwork::{Stack, Val};
    ///
    /// let vpc = VpcHandle::imported(VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
    ///     .with(Reach::Private, ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"].map(SubnetId::literal));
    /// let shared = ClusterHandle::imported(&vpc, ClusterArgs {
    ///     name: ClusterName::literal("shared"),
    ///     version: Version::V1_36,
    ///     security_group: SecurityGroupId::literal("sg-0a1b2c3d4e5f60718"),
    ///     endpoint: Val::of("https://0123456789ABCDEF0123456789ABCDEF.gr7.eu-west-1.eks.amazonaws.com"),
    ///     certificate_authority: Val::of("LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t"),
    ///     issuer: Val::of("https://oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF"),
    ///     service_cidr: Val::of("172.20.0.0/16"),
    /// });
    /// let mut stack = Stack::new("orders");
    /// stack.add("Orders", PodIdentity::new(&shared, "shop", "orders"));
    /// let deployer = RoleArn::literal("arn:aws:iam::111122223333:role/orders-deployer");
    /// stack.add("Deployer", Access::new(&shared, deployer).policy(AccessPolicy::Edit.in_namespaces(["shop"])));
    /// ```
    #[must_use]
    pub fn imported(vpc: &VpcHandle, known: ClusterArgs) -> Self {
        ClusterHandle {
            cluster: Handle::imported(),
            vpc: vpc.clone(),
            subnets: vpc.private.clone(),
            role: Handle::imported(),
            logs: Handle::imported(),
            key: None,
            node_role: None,
            facts: known,
            compute: Kind::Nodes,
            before_nodes: Vec::new(),
            after_nodes: Vec::new(),
        }
    }

    /// The cluster's name.
    #[must_use]
    pub fn name(&self) -> Val<ClusterName> {
        self.facts.name.clone()
    }

    /// The cluster's ARN.
    #[must_use]
    pub fn arn(&self) -> Val<String> {
        match self.cluster.is_imported() {
            true => text!("arn:{}:eks:{}:{}:cluster/{}", partition(), region(), account_id(), self.name()),
            false => self.cluster.arn(),
        }
    }

    /// The API server's address, with `https://`.
    #[must_use]
    pub fn endpoint(&self) -> Val<String> {
        self.facts.endpoint.clone()
    }

    /// The certificate that vouches for the API server, in Base64.
    #[must_use]
    pub fn certificate_authority(&self) -> Val<String> {
        self.facts.certificate_authority.clone()
    }

    /// Who signs the tokens of its service accounts, with `https://`.
    #[must_use]
    pub fn issuer(&self) -> Val<String> {
        self.facts.issuer.clone()
    }

    /// An add-on that came with it, by EKS's name of it: for `stack.edit`.
    #[must_use]
    pub fn addon(&self, name: &str) -> Option<Handle<l1::Addon>> {
        let mut all = self.before_nodes.iter().chain(&self.after_nodes);
        all.find(|(known, _)| *known == name).map(|(_, addon)| *addon)
    }
}

/// The cluster's security group, which EKS makes: control plane, nodes and pods have it, and talk freely among themselves.
impl Peer for ClusterHandle {
    fn security_group(&self) -> Val<SecurityGroupId> {
        self.facts.security_group.clone()
    }
}

/// The API server.
impl Listens for ClusterHandle {
    fn ports(&self) -> Vec<Ports> {
        vec![Ports::tcp(443)]
    }
}

/// What `aws eks update-kubeconfig` asks for. What one may do inside, an [`Access`](super::Access) says.
impl Readable for ClusterHandle {
    fn read(&self) -> Vec<Statement> {
        vec![Statement::allow(["eks:DescribeCluster"]).on([self.arn()])]
    }
}

impl IntoVal<ClusterName> for &ClusterHandle {
    fn into_node(self) -> Node {
        IntoVal::<ClusterName>::into_node(self.name())
    }
}
