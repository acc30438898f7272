//! See `docs/deployment-before-some-methods.md`.

use super::deployment_before_methods::{Snapshot, snapshots};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("deployment-before-some-methods", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for Snapshot { deployment, api, awaited, missed } in snapshots(system) {
        let Some(first) = missed.first().filter(|_| awaited > 0) else { continue };
        let names: Vec<String> = missed.iter().map(|method| format!("`{}`", method.path())).collect();
        let message =
            format!("it does not wait for {} of `{}`, which may be missing in it", names.join(", "), api.path());
        let help = "add them to `DependsOn`";
        findings.push(findings.of(deployment, message).help(help).with(first.origin(), "a method"));
    }
}
