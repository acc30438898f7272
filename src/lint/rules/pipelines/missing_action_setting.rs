//! See `docs/missing-action-setting.md`.

use super::Action;
use crate::facts::codepipeline::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("missing-action-setting", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for action in Action::all(system) {
        let Some(facts) = action.facts() else { continue };
        let mut missing: Vec<&str> =
            facts.required.iter().map(String::as_str).filter(|name| action.lacks(name)).collect();
        let bare = |names: [&str; 2]| names.iter().any(|name| action.lacks(name));
        if facts.provider == "EKS" && action.lacks("ManifestFiles") && bare(["HelmChartLocation", "HelmReleaseName"]) {
            missing.push("ManifestFiles");
        }
        for name in missing {
            let message = format!("`{}` ({}) has no `{name}`", action.name(), facts.provider);
            let help = match name {
                "ManifestFiles" => "set `ManifestFiles`, or `HelmReleaseName` and `HelmChartLocation`".to_owned(),
                _ => format!("set `Configuration: {{{name}: …}}` (as of {})", table().as_of),
            };
            findings.push(findings.on(action.pipeline, &action.value, message).help(help));
        }
    }
}
