//! See `docs/taken-name.md`.

use std::collections::HashMap;
use std::fmt::Write;

use crate::facts::names::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("taken-name", check);

/// Types with rules of their own, which say more: `duplicate-route`, `duplicate-access-entry`.
const TOLD: [&str; 2] = ["AWS::ApiGateway::Method", "AWS::EKS::AccessEntry"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for type_name in system.types().iter().filter(|name| !TOLD.contains(name)) {
        let identity = Identity::of(system, type_name);
        if !identity.properties.is_empty() {
            judge(system, type_name, &identity, findings);
        }
    }
}

/// What identifies the resources of a type.
struct Identity<'a> {
    /// The properties that no two of them share; none where AWS gives the identity.
    properties: Vec<&'a str>,
    /// Whether what only says among what the name is unique may be left out. Of the registry's identifiers, AWS gives what
    /// is left out.
    scoped: bool,
    /// Whether two names that differ in case alone are one.
    folds: bool,
}

impl<'a> Identity<'a> {
    fn of(system: System<'a>, type_name: &str) -> Self {
        let folds = type_name.starts_with("AWS::IAM::") || type_name.starts_with("AWS::RDS::");
        match table().name(type_name).filter(|name| name.unique == Some(true)) {
            Some(name) => {
                let properties = std::iter::once(&name.property).chain(name.within.iter().flatten());
                Identity { properties: properties.map(String::as_str).collect(), scoped: true, folds }
            }
            None => Identity { properties: registered(system, type_name), scoped: false, folds },
        }
    }

    /// What must differ: where a resource is deployed, and what identifies it there; as far as all of it is surely known.
    fn write(&self, resource: Resource<'_>, key: &mut String) -> Option<()> {
        place(resource, key);
        for (at, property) in self.properties.iter().enumerate() {
            let value = resource.value(property);
            // No name has this character.
            key.push('\0');
            match (value.word(), value.target()) {
                (Some(word), _) if word.is_empty() => return None,
                (Some(word), _) if self.folds => key.push_str(&word.to_ascii_lowercase()),
                (Some(word), _) => key.push_str(&word),
                // Whatever of that resource is meant, it is the same expression.
                (None, Some(_)) => write!(key, "{:?}", value.expr()?).ok()?,
                (None, None) if value.is_absent() && at > 0 && self.scoped => {}
                (None, None) => return None,
            }
        }
        Some(())
    }
}

/// The registry's identifiers of a type.
fn registered<'a>(system: System<'a>, type_name: &str) -> Vec<&'a str> {
    let Some(schema) = system.registry().get(type_name) else { return Vec::new() };
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

fn judge<'a>(system: System<'a>, type_name: &str, identity: &Identity<'_>, findings: &mut Findings<'_>) {
    let mut taken: HashMap<String, Resource<'a>> = HashMap::new();
    let mut key = String::new();
    for resource in system.all(type_name) {
        key.clear();
        if identity.write(resource, &mut key).is_none() {
            continue;
        }
        let Some(first) = taken.get(&key) else {
            taken.insert(key.clone(), resource);
            continue;
        };
        let names: Vec<String> = identity.properties.iter().map(|name| format!("`{name}`")).collect();
        let message = format!("`{}` has the same {}", first.path(), names.join(" and "));
        let finding = findings.at(resource, identity.properties.first().copied().unwrap_or_default(), message);
        let help = "say another name, or leave it to AWS where it may be left out";
        findings.push(finding.with(first.origin(), "the first one").help(help));
    }
}

/// Where a resource is deployed. Two stacks are in one place only where both say so.
fn place(resource: Resource<'_>, key: &mut String) {
    let stack = resource.stack().stack;
    let written = match (&stack.target().account, &stack.target().region) {
        (Some(account), Some(region)) => write!(key, "{account}/{region}"),
        _ => write!(key, "{:?}", stack.key()),
    };
    // Text takes whatever is written.
    written.unwrap_or_default();
}
