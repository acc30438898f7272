//! The rules that come with formwork: a folder per family, a file per rule.

mod api;
mod balancing;
mod containers;
mod databases;
mod dns;
mod eks;
mod groups;
mod iam;
mod kms;
mod mesh;
mod network;
mod pipelines;
mod production;
mod storage;
mod template;
mod terraform;
mod versions;

use super::builtin::BuiltIn;

/// What rules of a kind are about.
pub(super) struct Family {
    /// What reports call it.
    pub(super) title: &'static str,
    pub(super) rules: &'static [BuiltIn],
}

/// All families, in the order in which they are listed.
pub(super) const FAMILIES: &[Family] = &[
    network::FAMILY,
    groups::FAMILY,
    balancing::FAMILY,
    eks::FAMILY,
    databases::FAMILY,
    api::FAMILY,
    mesh::FAMILY,
    dns::FAMILY,
    containers::FAMILY,
    pipelines::FAMILY,
    iam::FAMILY,
    kms::FAMILY,
    storage::FAMILY,
    template::FAMILY,
    versions::FAMILY,
    terraform::FAMILY,
];
