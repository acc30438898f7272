//! See `docs/duplicate-route.md`.

use std::collections::HashMap;

use super::METHOD;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-route", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let mut known = HashMap::new();
    for method in system.all(METHOD) {
        let Some(verb) = method.text("HttpMethod") else { continue };
        let (api, path) = (method.value("RestApiId").key(), method.value("ResourceId").key());
        let Some(route) = api.zip(path).map(|place| (place, verb)) else { continue };
        let first = *known.entry(route).or_insert(method);
        if first != method {
            let message = format!("`{}` already is {verb} of the same path", first.path());
            let finding = findings.at(method, "HttpMethod", message).help("leave one of them out");
            findings.push(finding.with(first.origin(), "the first"));
        }
    }
}
