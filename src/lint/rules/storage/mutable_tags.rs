//! See `docs/mutable-tags.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("mutable-tags", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for repository in system.all("AWS::ECR::Repository") {
        let is_mutable =
            repository.lacks("ImageTagMutability") || repository.text("ImageTagMutability") == Some("MUTABLE");
        if is_mutable {
            let finding = findings.at(repository, "ImageTagMutability", "a tag may be moved to another image");
            findings.push(finding.help("set `ImageTagMutability: IMMUTABLE`"));
        }
    }
}
