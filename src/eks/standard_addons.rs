//! The add-ons that every cluster needs.

use crate::aws::eks as l1;
use crate::core::{Document, Handle, Scope, Val, partition};
use crate::doc;
use crate::ec2::Subnets;
use crate::iam::{Policy, Role, Statement, id_of};
use crate::text;

use super::addon::AddOn;
use super::cluster::Kind;
use super::fargate;

const AGENT: &str = "eks-pod-identity-agent";
const PROXY: &str = "kube-proxy";
const NETWORK: &str = "vpc-cni";
const DNS: &str = "coredns";
const VOLUMES: &str = "aws-ebs-csi-driver";
const METRICS: &str = "metrics-server";
const MONITOR: &str = "eks-node-monitoring-agent";

/// All that a cluster brings.
pub(super) const NAMES: [&str; 7] = [AGENT, PROXY, NETWORK, DNS, VOLUMES, METRICS, MONITOR];

type Named = (&'static str, Handle<l1::Addon>);

pub(super) struct StandardAddons<'a> {
    pub(super) cluster: &'a Handle<l1::Cluster>,
    pub(super) left_out: &'a [String],
    pub(super) ipv6: bool,
}

impl StandardAddons<'_> {
    /// What nodes wait for, and what waits for nodes.
    pub(super) fn build(&self, kind: Kind, subnets: &Subnets, scope: &mut Scope<'_>) -> (Vec<Named>, Vec<Named>) {
        match kind {
            Kind::Nodes => (self.before_nodes(scope), self.after_nodes(scope)),
            // EKS runs the like of them itself.
            Kind::Auto => (Vec::new(), Vec::new()),
            Kind::Fargate => (Vec::new(), self.on_fargate(subnets, scope)),
        }
    }

    /// A node is ready only with these.
    fn before_nodes(&self, scope: &mut Scope<'_>) -> Vec<Named> {
        let agent = self.add(AGENT, None, scope);
        let proxy = self.add(PROXY, None, scope);
        let network = self.wants(NETWORK).then(|| {
            let addon = AddOn::new(self.cluster, NETWORK).config(doc!({ "enableNetworkPolicy": "true" }));
            let about = format!("{NETWORK} of {}", scope.display_name());
            let role = scope.add("VpcCniRole", self.network_role().description(about));
            let network = scope.add(&id_of(NETWORK), addon.identity("aws-node", &role));
            if let Some((_, agent)) = &agent {
                scope.stack().order(&network).after(agent);
            }
            (NETWORK, network)
        });
        [agent, proxy, network].into_iter().flatten().collect()
    }

    /// These run on nodes, and are not well until there are some.
    fn after_nodes(&self, scope: &mut Scope<'_>) -> Vec<Named> {
        let dns = self.add(DNS, None, scope);
        let volumes = self.wants(VOLUMES).then(|| {
            let about = format!("{VOLUMES} of {}", scope.display_name());
            let role = Role::for_pods().managed("service-role/AmazonEBSCSIDriverPolicy").description(about);
            let role = scope.add("AwsEbsCsiDriverRole", role);
            let addon = AddOn::new(self.cluster, VOLUMES).identity("ebs-csi-controller-sa", &role);
            (VOLUMES, scope.add(&id_of(VOLUMES), addon))
        });
        let others = [METRICS, MONITOR].map(|name| self.add(name, None, scope));
        [dns, volumes].into_iter().chain(others).flatten().collect()
    }

    /// DNS and metrics run on the profile; what wants a node of its own does not.
    fn on_fargate(&self, subnets: &Subnets, scope: &mut Scope<'_>) -> Vec<Named> {
        let profile = fargate::system(self.cluster, subnets, scope);
        let dns = self.add(DNS, Some(doc!({ "computeType": "Fargate" })), scope);
        let metrics = self.add(METRICS, None, scope);
        let addons: Vec<Named> = [dns, metrics].into_iter().flatten().collect();
        for (_, addon) in &addons {
            scope.stack().order(addon).after(&profile);
        }
        addons
    }

    fn wants(&self, name: &str) -> bool {
        !self.left_out.iter().any(|left_out| left_out == name)
    }

    fn add(&self, name: &'static str, config: Option<Val<Document>>, scope: &mut Scope<'_>) -> Option<Named> {
        self.wants(name).then(|| {
            let addon = AddOn::new(self.cluster, name);
            let addon = match config {
                Some(config) => addon.config(config),
                None => addon,
            };
            (name, scope.add(&id_of(name), addon))
        })
    }

    /// The managed policy assigns IPv4 addresses only. (EKS user guide.)
    fn network_role(&self) -> Role {
        if !self.ipv6 {
            return Role::for_pods().managed("AmazonEKS_CNI_Policy");
        }
        let look = [
            "ec2:AssignIpv6Addresses",
            "ec2:DescribeInstances",
            "ec2:DescribeInstanceTypes",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeTags",
        ];
        let interfaces = text!("arn:{}:ec2:*:*:network-interface/*", partition());
        let policy = Policy::new()
            .statement(Statement::allow(look).on(["*"]))
            .statement(Statement::allow(["ec2:CreateTags"]).on([interfaces]));
        Role::for_pods().policy("assign-ipv6-addresses", policy)
    }
}
