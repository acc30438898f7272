//! The rules that come with formwork: a folder per family, a file per rule.

mod api;
mod balancing;
mod databases;
mod dns;
mod eks;
mod groups;
mod iam;
mod kms;
mod mesh;
mod network;
mod pipelines;
mod storage;
mod versions;

use super::builtin::BuiltIn;
use super::view::Resource;

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
    pipelines::FAMILY,
    iam::FAMILY,
    kms::FAMILY,
    storage::FAMILY,
    versions::FAMILY,
];

/// Whether a resource is labelled as one of production: by its environment, by its stack's name or by a tag.
fn is_production(resource: Resource<'_>) -> bool {
    let stack = resource.stack().stack;
    let tags = stack.tags().iter().chain(resource.placed().tags());
    let mut tagged = tags.filter(|(key, _)| is_label(key)).map(|(_, value)| value.as_str());
    let own = resource.each("Tags");
    let mut own =
        own.iter().filter(|tag| tag.get("Key").text().is_some_and(is_label)).filter_map(|tag| tag.get("Value").text());
    is_prod(&stack.target().environment)
        || stack.name().split('-').any(is_prod)
        || tagged.any(is_prod)
        || own.any(is_prod)
}

fn is_label(key: &str) -> bool {
    ["env", "environment", "stage"].iter().any(|label| key.eq_ignore_ascii_case(label))
}

fn is_prod(word: &str) -> bool {
    ["prod", "production", "live"].iter().any(|prod| word.eq_ignore_ascii_case(prod))
}
