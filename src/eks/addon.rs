//! Add-ons: software in the cluster that EKS keeps.

use crate::aws::eks as l1;
use crate::aws::ids::{ClusterName, RoleArn};
use crate::core::{Construct, Document, Handle, IntoVal, Node, Scope, Val, to_json};

use super::node_group::NodeGroupHandle;

/// Software in the cluster that EKS installs, configures and upgrades: `aws-efs-csi-driver`, `cert-manager`.
///
/// Without [`version`](AddOn::version), the one that EKS holds best for the cluster when it is installed. What a person
/// changes inside the cluster is overwritten.
///
/// ```
/// use formwork::{Stack, doc, ec2, eks};
///
/// let mut stack = Stack::new("platform");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let cluster = stack.add("Cluster", eks::Cluster::new(eks::Version::V1_36, &vpc));
/// let nodes = stack.add("Nodes", eks::NodeGroup::new(&cluster));
/// stack.add("CertManager", eks::AddOn::new(&cluster, "cert-manager").config(doc!({ "replicaCount": 2 })).after_nodes(&nodes));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct AddOn {
    cluster: Val<ClusterName>,
    name: String,
    version: Option<Val<String>>,
    config: Option<Val<Document>>,
    identities: Vec<(String, Val<RoleArn>)>,
    keep_changes: bool,
    after: Vec<Handle<l1::Nodegroup>>,
}

impl AddOn {
    /// An add-on by EKS's name of it.
    #[track_caller]
    pub fn new(cluster: impl IntoVal<ClusterName>, name: impl Into<String>) -> Self {
        AddOn {
            cluster: Val::of(cluster),
            name: name.into(),
            version: None,
            config: None,
            identities: Vec::new(),
            keep_changes: false,
            after: Vec::new(),
        }
    }

    /// The exact version, such as `v1.19.2-eksbuild.5`. Without it, EKS's own choice when it is installed.
    #[track_caller]
    pub fn version(mut self, version: impl IntoVal<String>) -> Self {
        self.version = Some(Val::of(version));
        self
    }

    /// The add-on's own settings, as its schema describes them. Without it, its defaults.
    #[track_caller]
    pub fn config(mut self, settings: impl IntoVal<Document>) -> Self {
        self.config = Some(Val::of(settings));
        self
    }

    /// The role that one of its service accounts acts with, through Pod Identity. Without it, the node's.
    #[track_caller]
    pub fn identity(mut self, service_account: impl Into<String>, role: impl IntoVal<RoleArn>) -> Self {
        self.identities.push((service_account.into(), Val::of(role)));
        self
    }

    /// Keeps what a person changed inside the cluster. Without it, an update overwrites it.
    pub fn keep_changes(mut self) -> Self {
        self.keep_changes = true;
        self
    }

    /// Installs it after these nodes: for what runs on them. Without it, as soon as there is a cluster.
    pub fn after_nodes(mut self, nodes: &NodeGroupHandle) -> Self {
        self.after.extend(&nodes.groups);
        self
    }
}

impl Construct for AddOn {
    type Handle = Handle<l1::Addon>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let conflicts = if self.keep_changes { "PRESERVE" } else { "OVERWRITE" };
        let mut addon = l1::Addon::new(self.cluster, self.name).resolve_conflicts(conflicts);
        if let Some(version) = self.version {
            addon = addon.addon_version(version);
        }
        if let Some(config) = self.config {
            addon = addon.configuration_values(as_text(config));
        }
        if !self.identities.is_empty() {
            let identity =
                |(account, role): (String, Val<RoleArn>)| l1::PodIdentityAssociationProperty::new(role, account);
            let identities: Vec<_> = self.identities.into_iter().map(identity).collect();
            addon = addon.pod_identity_associations(identities);
        }
        let addon = addon.build(scope);
        for group in self.after {
            scope.stack().order(&addon).after(&group);
        }
        addon
    }
}

/// A document as JSON text: written down where it can be, so that a template needs no transform for it.
fn as_text(document: Val<Document>) -> Val<String> {
    match literal(document.node()) {
        Some(value) => Val::of(value.to_string()),
        None => to_json(document),
    }
}

fn literal(node: &Node) -> Option<serde_json::Value> {
    Some(match node {
        Node::Null => serde_json::Value::Null,
        Node::Bool(value) => (*value).into(),
        Node::Int(number) => (*number).into(),
        Node::Num(number) => (*number).into(),
        Node::Str(text) => text.as_str().into(),
        Node::List(items) => items.iter().map(literal).collect::<Option<Vec<_>>>()?.into(),
        Node::Map(props) => {
            let members = props.iter().map(|prop| Some((prop.name.to_string(), literal(&prop.node)?)));
            members.collect::<Option<serde_json::Map<_, _>>>()?.into()
        }
        Node::Expr(_) => return None,
    })
}
