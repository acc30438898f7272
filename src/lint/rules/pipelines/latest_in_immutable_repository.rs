//! See `docs/latest-in-immutable-repository.md`.

use super::Action;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("latest-in-immutable-repository", check);

/// Who pushes or waits for a tag: the repository's setting, and the tags'. Both mean `latest` where nothing is said.
const TAGGED: [(&str, &str, &str); 2] =
    [("ECR", "RepositoryName", "ImageTag"), ("ECRBuildAndPublish", "ECRRepositoryName", "ImageTags")];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for action in Action::all(system) {
        let Some(provider) = action.facts().map(|facts| facts.provider.as_str()) else { continue };
        let Some((_, repository, tags)) = TAGGED.iter().find(|(known, ..)| *known == provider) else { continue };
        let tags = action.setting(tags);
        let latest =
            tags.is_absent() || tags.text().is_some_and(|tags| tags.split(',').any(|tag| tag.trim() == "latest"));
        let Some(repository) = action.setting(repository).target().filter(|_| latest) else { continue };
        if repository.text("ImageTagMutability") == Some("IMMUTABLE") {
            let message = format!(
                "`{}` uses the tag `latest`, which `{}` lets nobody push twice",
                action.name(),
                repository.path()
            );
            let help = "tag each image with its commit, or exclude `latest` from immutability";
            let finding = findings.on(action.pipeline, &action.value, message).help(help);
            findings.push(finding.with(repository.origin(), "the repository"));
        }
    }
}
