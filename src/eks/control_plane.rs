//! How a cluster is built.

use crate::aws::eks as l1;
use crate::aws::iam as iam_l1;
use crate::aws::ids::{KeyArn, RoleArn};
use crate::aws::kms as kms_l1;
use crate::aws::logs as logs_l1;
use crate::core::{Construct, Handle, Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::ec2::{Subnets, VpcHandle};
use crate::facts::eks::{Support, table};
use crate::iam::{Role, Statement, id_of};
use crate::kms::Key;
use crate::logs::LogGroup;
use crate::text;

use super::access::{Access, AccessPolicy};
use super::auto_mode::CONTROL_PLANE_POLICIES;
use super::cluster::{Cluster, ClusterArgs, ClusterHandle, Compute, Kind, Network};
use super::service_range;
use super::standard_addons::StandardAddons;

pub(super) fn build(mut spec: Cluster, scope: &mut Scope<'_>) -> ClusterHandle {
    let vpc = network(&spec.network, scope);
    let subnets = spec.subnets.take().unwrap_or_else(|| vpc.private.clone());
    check(&spec, &subnets, scope);

    let name = spec.name.take().unwrap_or_else(|| Val::of(default_name(scope)));
    let logs = log_group(&spec, &name, scope);
    let (key_arn, key) = secrets_key(&mut spec, scope);
    let role = role(&spec.compute, scope);
    let service_cidr = service_cidr(&mut spec, &vpc, scope);
    let (kind, compute, node_role) = match spec.compute.clone() {
        Compute::Nodes => (Kind::Nodes, None, None),
        Compute::Fargate => (Kind::Fargate, None, None),
        Compute::Auto(mode) => {
            let (compute, role) = mode.build(scope);
            (Kind::Auto, Some(compute), role)
        }
    };

    let cluster = l1::Cluster::new(endpoint(&spec, &subnets), &role)
        .name(name)
        .version(&spec.version)
        .access_config(
            l1::AccessConfig::new().authentication_mode("API").bootstrap_cluster_creator_admin_permissions(false),
        )
        .bootstrap_self_managed_addons(false)
        .kubernetes_network_config(addresses(service_cidr.as_deref(), compute.is_some()))
        .encryption_config([l1::EncryptionConfig::new()
            .provider(l1::Provider::new().key_arn(key_arn))
            .resources(["secrets"])])
        .upgrade_policy(l1::UpgradePolicy::new().support_type(support(&spec)))
        .zonal_shift_config(l1::ZonalShiftConfig::new().enabled(spec.zonal_shift));
    let cluster = finish(&spec, cluster, compute, scope).build(scope);
    // EKS would make the group itself, and keep everything forever.
    scope.stack().order(&cluster).after(&logs);
    let reason = "without what is encrypted, Terraform's provider takes no key";
    scope.stack().allow(&cluster, "deprecated-property", reason);
    scope.keep(&cluster);

    let admins = std::mem::take(&mut spec.admins);
    administrators(&cluster, admins, scope);
    let addons = StandardAddons { cluster: &cluster, left_out: &spec.left_out, ipv6: spec.ipv6 };
    let (before_nodes, after_nodes) = addons.build(kind, &subnets, scope);
    let services = match service_cidr {
        Some(range) => Val::of(range),
        None => cluster.kubernetes_network_config_service_ipv6_cidr(),
    };
    let facts = ClusterArgs {
        name: cluster.name(),
        version: spec.version,
        security_group: cluster.cluster_security_group_id(),
        endpoint: cluster.endpoint(),
        certificate_authority: cluster.attribute("CertificateAuthorityData"),
        issuer: cluster.open_id_connect_issuer_url(),
        service_cidr: services,
    };
    ClusterHandle { cluster, vpc, subnets, role, logs, key, node_role, facts, compute: kind, before_nodes, after_nodes }
}

fn network(network: &Network, scope: &mut Scope<'_>) -> VpcHandle {
    match network {
        Network::Given(vpc) => (**vpc).clone(),
        Network::Made(vpc) => scope.add("Network", (**vpc).clone()),
    }
}

fn check(spec: &Cluster, subnets: &Subnets, scope: &mut Scope<'_>) {
    // That one is less than two, a rule says of every cluster.
    if subnets.zones() == 0 {
        let message = "a cluster stands in two availability zones at least, and the network has no such subnets";
        let help = "give the network another zone, or name other subnets with `.subnets(…)`";
        scope.problem(Diagnostic::error("too-few-zones", message).help(help));
    }
    if spec.public.as_ref().is_some_and(Vec::is_empty) {
        let message = "the API server's public endpoint has no range that may reach it: EKS would let everyone";
        let help = "name ranges, or leave `.public_endpoint(…)` out";
        scope.problem(Diagnostic::error("invalid-combination", message).help(help));
    }
    for name in &spec.left_out {
        if !super::standard_addons::NAMES.contains(&name.as_str()) {
            let message = format!("a cluster brings no add-on `{name}` that could be left out");
            let help = format!("it brings {}", super::standard_addons::NAMES.join(", "));
            scope.problem(Diagnostic::error("value-not-allowed", message).help(help));
        }
    }
}

/// Environment, stack and path, in the letters that EKS takes.
fn default_name(scope: &Scope<'_>) -> String {
    let letter = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    scope.display_name().chars().map(letter).collect()
}

fn log_group(spec: &Cluster, name: &Val<String>, scope: &mut Scope<'_>) -> Handle<logs_l1::LogGroup> {
    let group = LogGroup::new().name(text!("/aws/eks/{}/cluster", name)).retention_days(spec.log_days).keep();
    scope.add("Logs", group)
}

fn secrets_key(spec: &mut Cluster, scope: &mut Scope<'_>) -> (Val<KeyArn>, Option<Handle<kms_l1::Key>>) {
    match spec.key.take() {
        Some(key) => (key, None),
        None => {
            let text = format!("Kubernetes secrets of {}", scope.display_name());
            let key = scope.add("SecretsKey", Key::new().description(text));
            (Val::of(&key), Some(key))
        }
    }
}

fn role(compute: &Compute, scope: &mut Scope<'_>) -> Handle<iam_l1::Role> {
    let role = match compute {
        Compute::Auto(_) => {
            let trust = Statement::allow(["sts:AssumeRole", "sts:TagSession"]).by_service("eks.amazonaws.com");
            CONTROL_PLANE_POLICIES.iter().fold(Role::new(trust), |role, policy| role.managed(policy))
        }
        Compute::Nodes | Compute::Fargate => Role::for_service("eks.amazonaws.com"),
    };
    let about = format!("Control plane of {}", scope.display_name());
    scope.add("Role", role.managed("AmazonEKSClusterPolicy").description(about))
}

fn service_cidr(spec: &mut Cluster, vpc: &VpcHandle, scope: &mut Scope<'_>) -> Option<String> {
    let given = spec.service_cidr.take();
    if !spec.ipv6 {
        return Some(service_range::choose(given, vpc, scope));
    }
    if given.is_some() {
        let message = "EKS chooses the addresses of services where they are IPv6";
        let help = "leave out `.service_cidr(…)`, or `.ipv6()`";
        scope.problem(Diagnostic::error("invalid-combination", message).help(help));
    }
    None
}

fn endpoint(spec: &Cluster, subnets: &Subnets) -> l1::ResourcesVpcConfig {
    let access = l1::ResourcesVpcConfig::new(subnets)
        .endpoint_private_access(true)
        .endpoint_public_access(spec.public.is_some());
    let access = match &spec.public {
        Some(ranges) => access.public_access_cidrs(ranges),
        None => access,
    };
    match spec.groups.is_empty() {
        true => access,
        false => access.security_group_ids(&spec.groups),
    }
}

fn addresses(service_cidr: Option<&str>, auto: bool) -> l1::KubernetesNetworkConfig {
    let addresses = match service_cidr {
        Some(range) => l1::KubernetesNetworkConfig::new().ip_family("ipv4").service_ipv4_cidr(range),
        None => l1::KubernetesNetworkConfig::new().ip_family("ipv6"),
    };
    match auto {
        true => addresses.elastic_load_balancing(l1::ElasticLoadBalancing::new().enabled(true)),
        false => addresses,
    }
}

/// A version past standard support exists in extended support only.
fn support(spec: &Cluster) -> &'static str {
    let table = table();
    let past = matches!(table.support(spec.version.as_str(), &table.as_of), Support::Extended(_));
    if spec.extended_support || past { "EXTENDED" } else { "STANDARD" }
}

/// What not every cluster has.
fn finish(
    spec: &Cluster,
    mut cluster: l1::Cluster,
    compute: Option<l1::ComputeConfig>,
    scope: &Scope<'_>,
) -> l1::Cluster {
    if !spec.logs.is_empty() {
        let types: Vec<_> = spec.logs.iter().map(|log| l1::LoggingTypeConfig::new().r#type(log.as_str())).collect();
        let logging = l1::Logging::new().cluster_logging(l1::ClusterLogging::new().enabled_types(types));
        cluster = cluster.logging(logging);
    }
    if let Some(compute) = compute {
        let volumes = l1::StorageConfig::new().block_storage(l1::BlockStorage::new().enabled(true));
        cluster = cluster.compute_config(compute).storage_config(volumes);
    }
    if spec.deletion_protection && !scope.is_disposable() {
        cluster = cluster.deletion_protection(true);
    }
    cluster
}

fn administrators(cluster: &Handle<l1::Cluster>, admins: Vec<Val<RoleArn>>, scope: &mut Scope<'_>) {
    for admin in admins {
        let role = admin.node().as_str().and_then(|arn| arn.rsplit('/').next()).unwrap_or_default();
        let id = format!("Admin{}", id_of(role));
        scope.add(&id, Access::new(cluster, admin).policy(AccessPolicy::ClusterAdmin.everywhere()));
    }
}
