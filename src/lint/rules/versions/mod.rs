//! Versions and services against the calendar.

mod databases;
mod deprecated_runtime;
mod extended_support;
mod kubernetes;
mod runtimes;
mod service_ended;
mod unsupported_version;
mod unverified_version;

use super::Family;
use crate::lint::{Findings, Resource, System};

pub(super) const FAMILY: Family = Family {
    title: "Versions and services",
    rules: &[
        deprecated_runtime::RULE,
        extended_support::RULE,
        service_ended::RULE,
        unsupported_version::RULE,
        unverified_version::RULE,
    ],
};

/// What a dated table makes of a version.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The service does not take it.
    Refused,
    /// The service takes it, and no longer looks after it.
    Deprecated,
    /// It costs more, or soon will.
    Costly,
    /// The table is older than it.
    Unverified,
}

/// A version that is not simply in standard support.
struct Verdict<'a> {
    standing: Standing,
    resource: Resource<'a>,
    property: &'static str,
    message: String,
    help: String,
}

/// Reports the versions that stand in one way.
fn report(system: System<'_>, findings: &mut Findings<'_>, standing: Standing) {
    let today = findings.today();
    let verdicts = kubernetes::judge(system, today).into_iter().chain(databases::judge(system, today));
    let verdicts = verdicts.chain(runtimes::judge(system, today));
    for verdict in verdicts.filter(|verdict| verdict.standing == standing) {
        let finding = findings.at(verdict.resource, verdict.property, verdict.message);
        findings.push(finding.help(verdict.help));
    }
}
