//! Kubernetes versions of clusters and node groups.

use super::{Standing, Verdict};
use crate::facts::eks::{Support, Table, table};
use crate::lint::{Resource, System};

/// Judges every version that is written down. Nodes that are at a cluster's version are judged with it.
pub(super) fn judge<'a>(system: System<'a>, today: Option<&str>) -> Vec<Verdict<'a>> {
    let versioned = |type_name| {
        system.all(type_name).filter_map(|resource: Resource<'a>| Some((resource, resource.text("Version")?)))
    };
    let mut found: Vec<(Resource<'a>, &str)> = versioned("AWS::EKS::Cluster").collect();
    let known: Vec<&str> = found.iter().map(|(_, version)| *version).collect();
    found.extend(versioned("AWS::EKS::Nodegroup").filter(|(_, version)| !known.contains(version)));
    if found.is_empty() {
        return Vec::new();
    }
    let table = table();
    let today = today.unwrap_or(&table.as_of);
    found.into_iter().filter_map(|(resource, version)| verdict(table, resource, version, today)).collect()
}

fn verdict<'a>(table: &Table, resource: Resource<'a>, version: &str, today: &str) -> Option<Verdict<'a>> {
    let support = table.support(version, today);
    let (standing, message) = match &support {
        Support::Standard => return None,
        Support::Ended(Some(end)) => {
            (Standing::Refused, format!("EKS stopped to support Kubernetes {version} on {end}"))
        }
        Support::Ended(None) => (Standing::Refused, format!("EKS no longer supports Kubernetes {version}")),
        Support::Unknown => (Standing::Refused, format!("EKS has no Kubernetes version `{version}`")),
        Support::Extended(end) => {
            (Standing::Costly, format!("Kubernetes {version} is in extended support, which costs more, until {end}"))
        }
        Support::EndsSoon(end) => (Standing::Costly, format!("standard support of Kubernetes {version} ends on {end}")),
        Support::Newer(newest) => {
            (Standing::Unverified, format!("Kubernetes {version} is newer than what is known here, {newest}"))
        }
    };
    let help = match standing {
        Standing::Unverified => "see that EKS has it, or take a newer formwork".to_owned(),
        _ => supported(table, today),
    };
    let help = format!("{help} (as of {})", table.as_of);
    Some(Verdict { standing, resource, property: "Version", message, help })
}

/// The versions to take instead.
fn supported(table: &Table, today: &str) -> String {
    let all = table.versions.iter().map(|known| known.version.as_str());
    let standard: Vec<&str> = all.filter(|version| table.support(version, today) == Support::Standard).collect();
    match standard.is_empty() {
        true => "take one in standard support".to_owned(),
        false => format!("take one in standard support: {}", standard.join(", ")),
    }
}
