//! See `docs/retired-build-image.md`.

use super::PROJECT;
use crate::facts::codepipeline::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("retired-build-image", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for project in system.all(PROJECT) {
        let Some(image) = project.text("Environment/Image") else { continue };
        let table = table();
        let Some(retired) = table.retired(image) else { continue };
        let message = format!("CodeBuild does not update `{image}` since {}", retired.since);
        let help = format!("take one that CodeBuild still updates (as of {})", table.as_of);
        findings.push(findings.at(project, "Environment/Image", message).help(help));
    }
}
