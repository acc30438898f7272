//! See `docs/two-deployment-tools.md`.

use super::Action;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("two-deployment-tools", check);

const HELM: [&str; 3] = ["HelmChartLocation", "HelmReleaseName", "HelmValuesFiles"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for action in Action::all(system).into_iter().filter(|action| action.facts().is_some_and(|it| it.provider == "EKS"))
    {
        let manifests = action.setting("ManifestFiles");
        let Some(helm) = HELM.into_iter().find(|name| action.setting(name).node().is_some()) else { continue };
        if manifests.node().is_some() {
            let message = format!("`{}` has `ManifestFiles` for kubectl and `{helm}` for Helm", action.name());
            let help = "an action deploys with one of them: make two actions";
            findings.push(findings.on(action.pipeline, &manifests, message).help(help));
        }
    }
}
