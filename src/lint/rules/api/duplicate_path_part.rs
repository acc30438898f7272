//! See `docs/duplicate-path-part.md`.

use std::collections::HashMap;

use super::PATH;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-path-part", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let mut known = HashMap::new();
    for path in system.all(PATH) {
        let Some(part) = path.text("PathPart") else { continue };
        let (api, parent) = (path.value("RestApiId").key(), path.value("ParentId").key());
        // One place in the path has one variable, whatever it is called.
        let taken = if part.starts_with('{') { "{}" } else { part };
        let Some(place) = api.zip(parent).map(|place| (place, taken)) else { continue };
        let (first, other) = *known.entry(place).or_insert((path, part));
        if first == path {
            continue;
        }
        let (message, help) = if other == part {
            (format!("`{}` already is `{part}` under the same parent", first.path()), "use that one for both")
        } else {
            let message = format!("`{part}` stands where `{}` already has `{other}`", first.path());
            (message, "one place in the path has one variable: use that one for both")
        };
        findings.push(findings.at(path, "PathPart", message).help(help).with(first.origin(), "the first"));
    }
}
