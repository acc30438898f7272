//! See `docs/duplicate-route.md`.

use super::METHOD;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("duplicate-route", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let methods: Vec<(Resource<'_>, &str)> =
        system.all(METHOD).filter_map(|method| Some((method, method.text("HttpMethod")?))).collect();
    for (at, (method, verb)) in methods.iter().enumerate() {
        let first = methods[..at].iter().find(|(other, known)| {
            known == verb
                && other.value("ResourceId").same(&method.value("ResourceId")) == Some(true)
                && other.value("RestApiId").same(&method.value("RestApiId")) == Some(true)
        });
        if let Some((first, _)) = first {
            let message = format!("`{}` already is {verb} of the same path", first.path());
            let finding = findings.at(*method, "HttpMethod", message).help("leave one of them out");
            findings.push(finding.with(first.origin(), "the first"));
        }
    }
}
