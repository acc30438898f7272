//! See `docs/taken-name.md`.

use std::collections::HashMap;

use crate::facts::names::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("taken-name", check);

/// Types with rules of their own, which say more: `duplicate-route`, `duplicate-access-entry`.
const TOLD: [&str; 2] = ["AWS::ApiGateway::Method", "AWS::EKS::AccessEntry"];

/// What must differ: the type, where it is deployed, and what identifies it there.
type Key<'a> = (&'a str, String, Vec<String>);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let mut taken: HashMap<Key<'_>, Resource<'_>> = HashMap::new();
    for resource in system.resources().filter(|resource| !TOLD.contains(&resource.type_name())) {
        let properties = identifying(system, resource);
        let Some(identity) = identity(resource, &properties) else { continue };
        let key = (resource.type_name(), place(resource), identity);
        let Some(first) = taken.get(&key) else {
            taken.insert(key, resource);
            continue;
        };
        let names: Vec<String> = properties.iter().map(|name| format!("`{name}`")).collect();
        let message = format!("`{}` has the same {}", first.path(), names.join(" and "));
        let finding = findings.at(resource, properties.first().copied().unwrap_or_default(), message);
        let help = "say another name, or leave it to AWS where it may be left out";
        findings.push(finding.with(first.origin(), "the first one").help(help));
    }
}

/// The properties that no two resources of a type share; none where AWS gives the identity.
fn identifying<'a>(system: System<'a>, resource: Resource<'a>) -> Vec<&'a str> {
    if let Some(name) = table().name(resource.type_name())
        && name.unique == Some(true)
    {
        return std::iter::once(&name.property).chain(name.within.iter().flatten()).map(String::as_str).collect();
    }
    let Some(schema) = system.registry().get(resource.type_name()) else { return Vec::new() };
    let mut properties = Vec::new();
    for path in schema.primary_identifier() {
        let [name] = path.as_slice() else { return Vec::new() };
        if schema.marks().property(name).is_some_and(crate::schema::Marks::is_read_only) {
            return Vec::new();
        }
        properties.push(*name);
    }
    properties
}

/// What identifies a resource, as far as all of it is surely known. The first property must be there; what only says
/// among what the name is unique may be left out.
fn identity(resource: Resource<'_>, properties: &[&str]) -> Option<Vec<String>> {
    let folds = resource.type_name().starts_with("AWS::IAM::") || resource.type_name().starts_with("AWS::RDS::");
    // Of the registry's identifiers, AWS gives what is left out.
    let scoped = table().name(resource.type_name()).is_some_and(|name| name.unique == Some(true));
    let mut identity = Vec::with_capacity(properties.len());
    for property in properties {
        let value = resource.value(property);
        identity.push(match (value.word(), value.target()) {
            (Some(word), _) if word.is_empty() => return None,
            (Some(word), _) if folds => word.to_ascii_lowercase(),
            (Some(word), _) => word.into_owned(),
            // Whatever of that resource is meant, it is the same expression.
            (None, Some(_)) => format!("{:?}", value.expr()?),
            (None, None) if value.is_absent() && !identity.is_empty() && scoped => String::new(),
            (None, None) => return None,
        });
    }
    (!identity.is_empty()).then_some(identity)
}

/// Where a resource is deployed. Two stacks are in one place only where both say so.
fn place(resource: Resource<'_>) -> String {
    let stack = resource.stack().stack;
    match (&stack.target().account, &stack.target().region) {
        (Some(account), Some(region)) => format!("{account}/{region}"),
        _ => format!("{:?}", stack.key()),
    }
}
