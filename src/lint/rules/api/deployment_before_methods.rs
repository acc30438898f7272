//! See `docs/deployment-before-methods.md`.

use super::{DEPLOYMENT, METHOD, api, is_written_out};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("deployment-before-methods", check);

/// A deployment, and the methods of its API that are in its stack.
pub(super) struct Snapshot<'a> {
    pub(super) deployment: Resource<'a>,
    pub(super) api: Resource<'a>,
    /// How many it waits for.
    pub(super) awaited: usize,
    /// Those that it does not wait for.
    pub(super) missed: Vec<Resource<'a>>,
}

/// The deployments of which all that comes before them is in sight.
pub(super) fn snapshots(system: System<'_>) -> Vec<Snapshot<'_>> {
    let unclear: Vec<Resource<'_>> = system.all(METHOD).filter(|method| super::api(*method).is_none()).collect();
    system.all(DEPLOYMENT).filter_map(|deployment| snapshot(deployment, &unclear)).collect()
}

/// `unclear` are the methods of which nobody knows whose they are.
fn snapshot<'a>(deployment: Resource<'a>, unclear: &[Resource<'a>]) -> Option<Snapshot<'a>> {
    let here = |other: &Resource<'_>| other.address().stack == deployment.address().stack;
    let whole = |api: &Resource<'_>| here(api) && is_written_out(*api) && !api.system().is_passed_on(*api);
    let api = api(deployment).filter(whole)?;
    let all = deployment.awaited();
    let waits = |method: &Resource<'a>| all.has(*method);
    // One that may or may not be of this API says nothing.
    if unclear.iter().any(|method| here(method) && !waits(method)) {
        return None;
    }
    let methods = deployment.system().referring(METHOD, "RestApiId", api).filter(here);
    let (own, missed): (Vec<_>, Vec<_>) = methods.partition(waits);
    let awaited = own.len() + unclear.iter().filter(|method| here(method)).count();
    Some(Snapshot { deployment, api, awaited, missed })
}

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for Snapshot { deployment, api, awaited, missed } in snapshots(system) {
        if awaited > 0 || !deployment.lacks("StageDescription") {
            continue;
        }
        let finding = match missed.first() {
            Some(method) => {
                let message =
                    format!("it waits for none of the methods of `{}`, so there are none to deploy", api.path());
                let help = format!("add `DependsOn: {}`, and every other method of the API", method.path());
                findings.of(deployment, message).help(help).with(method.origin(), "a method")
            }
            None => {
                let message = format!("`{}` has no methods to deploy", api.path());
                findings.of(deployment, message).help("add a method and wait for it").with(api.origin(), "the API")
            }
        };
        findings.push(finding);
    }
}
