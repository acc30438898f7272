//! Who gets into an EKS cluster.

use super::document::Principal;
use super::evaluate::trusts;
use super::pattern::{Case, matches};
use super::text::Text;
use super::truth::Truth;
use crate::lint::Resource;

/// The access entries of a cluster; no answer where an entry may be of this cluster or not.
fn access_entries(cluster: Resource<'_>) -> Option<Vec<Resource<'_>>> {
    let name = Text::name(cluster);
    let mut entries = Vec::new();
    for entry in cluster.system().perhaps_referring("AWS::EKS::AccessEntry", "ClusterName", cluster) {
        let of = entry.value("ClusterName");
        let here = match of.target() {
            Some(target) => Truth::from(target == cluster),
            None => matches(&Text::of(entry, &of), &name, Case::Counts),
        };
        match here {
            Truth::Yes => entries.push(entry),
            Truth::No => {}
            Truth::Unknown => return None,
        }
    }
    Some(entries)
}

/// Whether a cluster's API knows a role at all. What it may do there is for the entry's policies and groups to say.
///
/// Without an entry, a cluster that also reads the `aws-auth` map may still know it, and whoever created the cluster
/// may be known by that. (EKS user guide, "Grant IAM users access to Kubernetes with EKS access entries".)
pub(in crate::lint) fn admits(cluster: Resource<'_>, role: Resource<'_>) -> Truth {
    let Some(entries) = access_entries(cluster) else { return Truth::Unknown };
    let arn = Text::arn(role);
    let named = |entry: &Resource<'_>| match entry.target("PrincipalArn") {
        Some(target) => Truth::from(target == role),
        None => {
            let value = entry.value("PrincipalArn");
            matches(&Text::of(*entry, &value), &arn, Case::Counts)
        }
    };
    let entered = Truth::any(entries.iter().map(named));
    let only_entries = cluster.text("AccessConfig/AuthenticationMode") == Some("API");
    let creates = trusts(role, &Principal::Service("cloudformation.amazonaws.com"), "sts:AssumeRole");
    match entered {
        Truth::No if !only_entries || !creates.is_no() => Truth::Unknown,
        entered => entered,
    }
}
