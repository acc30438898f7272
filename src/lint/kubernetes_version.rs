//! Kubernetes versions of clusters and node groups, judged by a dated table.

use super::{Findings, Rule};
use crate::core::{Model, Node, Placed, Resolved};
use crate::diagnostic::Severity;
use crate::facts::eks::{Support, Table, table};

/// What carries a version.
const TYPES: [&str; 2] = ["AWS::EKS::Cluster", "AWS::EKS::Nodegroup"];

/// Calls `look` for each version that is written down.
fn each(model: &Model<'_>, mut look: impl FnMut(&Resolved<'_>, &Placed, &str)) {
    for resolved in model.stacks() {
        let versioned = resolved.stack.resources().iter().filter(|placed| TYPES.contains(&placed.type_name.as_ref()));
        for placed in versioned {
            if let Some(version) = placed.props.get("Version").and_then(Node::as_str) {
                look(resolved, placed, version);
            }
        }
    }
}

/// Judges each version with `judge`: a message and what to do.
fn report(
    model: &Model<'_>,
    findings: &mut Findings<'_>,
    judge: impl Fn(&str, Support<'_>) -> Option<(String, String)>,
) {
    let table = table();
    each(model, |resolved, placed, version| {
        let today = findings.today().unwrap_or(&table.as_of);
        if let Some((message, help)) = judge(version, table.support(version, today)) {
            let help = format!("{help} (as of {})", table.as_of);
            let finding = findings.at_property(resolved, placed, "Version", message).help(help);
            findings.push(finding);
        }
    });
}

/// The versions to take instead.
fn supported(table: &Table, today: &str) -> String {
    let standard = table.versions.iter().map(|known| known.version.as_str());
    let standard: Vec<&str> = standard.filter(|version| table.support(version, today) == Support::Standard).collect();
    format!("take one in standard support: {}", standard.join(", "))
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
        let help = supported(table(), findings.today().unwrap_or(&table().as_of));
        report(model, findings, |version, support| {
            let message = match support {
                Support::Ended(Some(end)) => format!("EKS stopped to support Kubernetes {version} on {end}"),
                Support::Ended(None) => format!("EKS no longer supports Kubernetes {version}"),
                Support::Unknown => format!("EKS has no Kubernetes version `{version}`"),
                _ => return None,
            };
            Some((message, help.clone()))
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
        let help = supported(table(), findings.today().unwrap_or(&table().as_of));
        report(model, findings, |version, support| {
            let message = match support {
                Support::Extended(end) => {
                    format!("Kubernetes {version} is in extended support, which costs more, until {end}")
                }
                Support::EndsSoon(end) => format!("standard support of Kubernetes {version} ends on {end}"),
                _ => return None,
            };
            Some((message, help.clone()))
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
        report(model, findings, |version, support| {
            let Support::Newer(newest) = support else { return None };
            let message = format!("Kubernetes {version} is newer than what is known here, {newest}");
            Some((message, "see that EKS has it, or take a newer formwork".to_owned()))
        });
    }
}
