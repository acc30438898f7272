//! See `docs/image-for-other-processor.md`.

use super::PROJECT;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("image-for-other-processor", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for project in system.all(PROJECT) {
        let (Some(kind), Some(image)) = (project.text("Environment/Type"), project.text("Environment/Image")) else {
            continue;
        };
        let (Some(machine), Some(made)) = (of_type(kind), of_image(image)) else { continue };
        if machine != made {
            let message = format!("the image `{image}` is for {made}, and the environment {kind} is {machine}");
            let help = "take an image for it, or the environment that the image is for";
            findings.push(findings.at(project, "Environment/Image", message).help(help));
        }
    }
}

/// What builds of an environment's type run on.
fn of_type(kind: &str) -> Option<&'static str> {
    match kind.split('_').next()? {
        "ARM" => Some("Linux on ARM"),
        "LINUX" => Some("Linux on x86_64"),
        "WINDOWS" => Some("Windows"),
        _ => None,
    }
}

/// What one of CodeBuild's own images is made for.
fn of_image(image: &str) -> Option<&'static str> {
    let name = image.strip_prefix("aws/codebuild/")?;
    let has = |word: &str| name.contains(word);
    match name {
        _ if has("windows") => Some("Windows"),
        _ if has("aarch64") => Some("Linux on ARM"),
        _ if has("x86_64") || name.starts_with("standard:") => Some("Linux on x86_64"),
        _ => None,
    }
}
