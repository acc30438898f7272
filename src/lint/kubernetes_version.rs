//! Kubernetes versions of clusters and node groups, judged by a dated table.

use super::{Findings, Rule};
use crate::core::{Model, Node, Placed, Resolved};
use crate::diagnostic::Severity;
use crate::facts::eks::{Support, Table, table};

const CLUSTER: &str = "AWS::EKS::Cluster";
const NODES: &str = "AWS::EKS::Nodegroup";

/// Every version that is written down, with what carries it. Nodes that are at a cluster's version are judged with it.
fn written<'m>(model: &'m Model<'_>) -> Vec<(&'m Resolved<'m>, &'m Placed, &'m str)> {
    let of = |type_name: &'static str| {
        model.stacks().flat_map(move |resolved| {
            let placed = resolved.stack.resources().iter().filter(move |placed| placed.type_name == type_name);
            placed
                .filter_map(move |placed| Some((resolved, placed, placed.props.get("Version").and_then(Node::as_str)?)))
        })
    };
    let mut found: Vec<_> = of(CLUSTER).collect();
    let known: Vec<&str> = found.iter().map(|(_, _, version)| *version).collect();
    found.extend(of(NODES).filter(|(_, _, version)| !known.contains(version)));
    found
}

/// Reports the versions of which `judge` has something to say.
fn report(model: &Model<'_>, findings: &mut Findings<'_>, judge: fn(&str, &Support<'_>) -> Option<String>) {
    for (resolved, placed, version) in written(model) {
        let table = table();
        let today = findings.today().unwrap_or(&table.as_of);
        let support = table.support(version, today);
        let Some(message) = judge(version, &support) else { continue };
        let help = match support {
            Support::Newer(_) => "see that EKS has it, or take a newer formwork".to_owned(),
            _ => supported(table, today),
        };
        let finding = findings.at_property(resolved, placed, "Version", message);
        findings.push(finding.help(format!("{help} (as of {})", table.as_of)));
    }
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

/// See `docs/unsupported-version.md`.
pub(super) struct UnsupportedVersion;

impl Rule for UnsupportedVersion {
    fn name(&self) -> &'static str {
        "unsupported-version"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn document(&self) -> &'static str {
        super::find(self.name()).map_or("", |entry| entry.document)
    }

    fn check(&self, model: &Model<'_>, findings: &mut Findings<'_>) {
        report(model, findings, |version, support| match support {
            Support::Ended(Some(end)) => Some(format!("EKS stopped to support Kubernetes {version} on {end}")),
            Support::Ended(None) => Some(format!("EKS no longer supports Kubernetes {version}")),
            Support::Unknown => Some(format!("EKS has no Kubernetes version `{version}`")),
            _ => None,
        });
    }
}

/// See `docs/extended-support.md`.
pub(super) struct ExtendedSupport;

impl Rule for ExtendedSupport {
    fn name(&self) -> &'static str {
        "extended-support"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn document(&self) -> &'static str {
        super::find(self.name()).map_or("", |entry| entry.document)
    }

    fn check(&self, model: &Model<'_>, findings: &mut Findings<'_>) {
        report(model, findings, |version, support| match support {
            Support::Extended(end) => {
                Some(format!("Kubernetes {version} is in extended support, which costs more, until {end}"))
            }
            Support::EndsSoon(end) => Some(format!("standard support of Kubernetes {version} ends on {end}")),
            _ => None,
        });
    }
}

/// See `docs/unverified-version.md`.
pub(super) struct UnverifiedVersion;

impl Rule for UnverifiedVersion {
    fn name(&self) -> &'static str {
        "unverified-version"
    }

    fn severity(&self) -> Severity {
        Severity::Warning
    }

    fn document(&self) -> &'static str {
        super::find(self.name()).map_or("", |entry| entry.document)
    }

    fn check(&self, model: &Model<'_>, findings: &mut Findings<'_>) {
        report(model, findings, |version, support| match support {
            Support::Newer(newest) => Some(format!("Kubernetes {version} is newer than what is known here, {newest}")),
            _ => None,
        });
    }
}
