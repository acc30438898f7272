//! See `docs/duplicate-path-part.md`.

use super::PATH;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-path-part", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let paths: Vec<(Resource<'_>, &str)> =
        system.all(PATH).filter_map(|path| Some((path, path.text("PathPart")?))).collect();
    for (at, (path, part)) in paths.iter().enumerate() {
        let siblings = paths[..at].iter().filter(|(other, _)| {
            other.value("ParentId").same(&path.value("ParentId")) == Some(true)
                && other.value("RestApiId").same(&path.value("RestApiId")) == Some(true)
        });
        for (first, other) in siblings {
            let (message, help) = if other == part {
                (format!("`{}` already is `{part}` under the same parent", first.path()), "use that one for both")
            } else if is_variable(other) && is_variable(part) {
                let message = format!("`{part}` stands where `{}` already has `{other}`", first.path());
                (message, "one place in the path has one variable: use that one for both")
            } else {
                continue;
            };
            findings.push(findings.at(*path, "PathPart", message).help(help).with(first.origin(), "the first"));
            break;
        }
    }
}

fn is_variable(part: &str) -> bool {
    part.starts_with('{')
}
