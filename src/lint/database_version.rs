//! Versions of databases, judged by a dated table.

use super::{Findings, Rule};
use crate::core::{Model, Node, Placed, Resolved};
use crate::diagnostic::Severity;
use crate::facts::rds::{Support, Table, table};

/// What carries a version.
const TYPES: [&str; 3] = ["AWS::RDS::DBCluster", "AWS::RDS::DBInstance", "AWS::RDS::GlobalCluster"];

/// A version that is written down.
struct Asked<'a> {
    engine: &'a str,
    version: &'a str,
    /// Whether the database is to be upgraded when standard support ends.
    standard_only: bool,
}

/// Judges each version with `judge`: a message and what to do.
fn report(
    model: &Model<'_>,
    findings: &mut Findings<'_>,
    judge: impl Fn(&Asked<'_>, Support<'_>) -> Option<(String, String)>,
) {
    let table = table();
    each(model, |resolved, placed, asked| {
        let today = findings.today().unwrap_or(&table.as_of);
        let support = table.support(asked.engine, asked.version, today);
        if let Some((message, help)) = support.and_then(|support| judge(&asked, support)) {
            let help = format!("{help} (as of {})", table.as_of);
            let finding = findings.at_property(resolved, placed, "EngineVersion", message).help(help);
            findings.push(finding);
        }
    });
}

/// Calls `look` for each version that is written down.
fn each(model: &Model<'_>, mut look: impl FnMut(&Resolved<'_>, &Placed, Asked<'_>)) {
    for resolved in model.stacks() {
        let versioned = resolved.stack.resources().iter().filter(|placed| TYPES.contains(&placed.type_name.as_ref()));
        for placed in versioned {
            let text = |name| placed.props.get(name).and_then(Node::as_str);
            if let (Some(engine), Some(version)) = (text("Engine"), text("EngineVersion")) {
                let lifecycle = text("EngineLifecycleSupport").unwrap_or_default();
                look(resolved, placed, Asked { engine, version, standard_only: lifecycle.ends_with("-disabled") });
            }
        }
    }
}

/// The versions to take instead.
fn supported(table: &Table, engine: &str, today: &str) -> String {
    let standard: Vec<&str> = table.supported(engine, today).collect();
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
        let today = findings.today().unwrap_or(&table().as_of);
        report(model, findings, |Asked { engine, version, standard_only }, support| {
            let message = match support {
                Support::Ended => format!("RDS no longer offers {engine} {version}"),
                Support::Unknown => format!("RDS has no version `{version}` of {engine}"),
                Support::Extended(end) if *standard_only => {
                    format!("standard support of {engine} {version} ended on {end}, and extended support is off")
                }
                _ => return None,
            };
            Some((message, supported(table(), engine, today)))
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
        let today = findings.today().unwrap_or(&table().as_of);
        report(model, findings, |Asked { engine, version, standard_only }, support| {
            let message = match support {
                Support::Extended(end) if !standard_only => {
                    format!("{engine} {version} is out of standard support since {end} and costs more")
                }
                Support::EndsSoon(end) => format!("standard support of {engine} {version} ends on {end}"),
                _ => return None,
            };
            Some((message, supported(table(), engine, today)))
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
        report(model, findings, |Asked { engine, version, .. }, support| {
            let Support::Newer(newest) = support else { return None };
            let message = format!("{engine} {version} is newer than what is known here, {newest}");
            Some((message, "see that RDS has it, or take a newer formwork".to_owned()))
        });
    }
}
