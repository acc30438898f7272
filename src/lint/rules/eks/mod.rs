//! Kubernetes clusters, their nodes, and who gets into them.

mod access_entry_without_api;
mod addon_before_nodes;
mod argocd_without_identity_center;
mod conflicting_launch_template;
mod control_plane_logs_off;
mod default_secrets_key;
mod duplicate_access_entry;
mod duplicate_capability;
mod half_auto_mode;
mod implicit_admin;
mod impossible_scaling;
mod invalid_access_scope;
mod missing_pod_identity_agent;
mod mixed_processors;
mod no_api_endpoint;
mod nobody_admitted;
mod node_entry_with_rights;
mod open_api_server;
mod powerless_cluster_role;
mod public_subnets;
mod reserved_subject;
mod retired_image;
mod session_as_principal;
mod unknown_access_policy;
mod unknown_addon;
mod unprotected_cluster;

#[cfg(all(test, feature = "read"))]
mod tests;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Family;
use crate::lint::view::Key;
use crate::lint::{Resource, System};

pub(super) const FAMILY: Family = Family {
    title: "Kubernetes",
    rules: &[
        access_entry_without_api::RULE,
        addon_before_nodes::RULE,
        argocd_without_identity_center::RULE,
        conflicting_launch_template::RULE,
        control_plane_logs_off::RULE,
        default_secrets_key::RULE,
        duplicate_access_entry::RULE,
        duplicate_capability::RULE,
        half_auto_mode::RULE,
        implicit_admin::RULE,
        impossible_scaling::RULE,
        invalid_access_scope::RULE,
        missing_pod_identity_agent::RULE,
        mixed_processors::RULE,
        no_api_endpoint::RULE,
        nobody_admitted::RULE,
        node_entry_with_rights::RULE,
        open_api_server::RULE,
        powerless_cluster_role::RULE,
        public_subnets::RULE,
        reserved_subject::RULE,
        retired_image::RULE,
        session_as_principal::RULE,
        unknown_access_policy::RULE,
        unknown_addon::RULE,
        unprotected_cluster::RULE,
    ],
};

const ADDON: &str = "AWS::EKS::Addon";
const CAPABILITY: &str = "AWS::EKS::Capability";
const CLUSTER: &str = "AWS::EKS::Cluster";
const ENTRY: &str = "AWS::EKS::AccessEntry";
const FARGATE: &str = "AWS::EKS::FargateProfile";
const NODES: &str = "AWS::EKS::Nodegroup";

/// The cluster that something belongs to, where it is made in this system.
fn cluster_of(resource: Resource<'_>) -> Option<Resource<'_>> {
    resource.target("ClusterName").filter(|target| target.type_name() == CLUSTER)
}

/// What surely belongs to a cluster.
fn of_cluster<'a>(type_name: &str, cluster: Resource<'a>) -> Vec<Resource<'a>> {
    let mut found = perhaps_of(type_name, cluster);
    found.retain(|resource| belongs(*resource, cluster) == Some(true));
    found
}

/// What belongs to a cluster, or may.
fn perhaps_of<'a>(type_name: &str, cluster: Resource<'a>) -> Vec<Resource<'a>> {
    let mut found = cluster.system().perhaps_referring(type_name, "ClusterName", cluster);
    found.retain(|resource| belongs(*resource, cluster) != Some(false));
    found
}

/// Whether something belongs to a cluster; it may also say the name that the cluster was given.
fn belongs<'a>(resource: Resource<'a>, cluster: Resource<'a>) -> Option<bool> {
    let named = resource.value("ClusterName");
    match named.target() {
        Some(target) => Some(target == cluster),
        None => named.same(&cluster.value("Name")),
    }
}

/// Pairs of resources of a type that are for one cluster and say the same of something: each later one, and the first.
fn pairs<'a>(system: System<'a>, type_name: &str, path: &str) -> Vec<(Resource<'a>, Resource<'a>)> {
    let mut known: HashMap<(Key<'a>, Key<'a>), Resource<'a>> = HashMap::new();
    let mut found = Vec::new();
    for resource in system.all(type_name) {
        let said = (resource.value("ClusterName").key(), resource.value(path).key());
        let (Some(cluster), Some(said)) = said else { continue };
        match known.entry((cluster, said)) {
            Entry::Occupied(first) => found.push((resource, *first.get())),
            Entry::Vacant(place) => {
                place.insert(resource);
            }
        }
    }
    found
}
