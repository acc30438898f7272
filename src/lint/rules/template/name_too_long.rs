//! See `docs/name-too-long.md`.

use std::collections::HashSet;

use crate::core::{Expr, Node};
use crate::facts::names::table;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};
use crate::schema::Keyword;

pub(super) const RULE: BuiltIn = BuiltIn::new("name-too-long", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    // A construct may make one in each zone; its name is told once.
    let mut told = HashSet::new();
    for type_name in system.types() {
        let named = table().name(type_name).filter(|name| name.told_by.is_none());
        let longest = named.and_then(|name| Some((name.property.as_str(), name.longest?)));
        for resource in system.all(type_name) {
            if let Some((property, longest)) = longest {
                let construct = resource.path().rsplit_once('/').map(|(construct, _)| construct);
                let again = construct.is_some_and(|construct| told.contains(&(type_name, construct)));
                if !again && judge(findings, resource, property, u64::from(longest), true) {
                    told.extend(construct.map(|construct| (type_name, construct)));
                }
            }
            composed(system, findings, resource);
        }
    }
}

/// Names made of pieces, by the schema's limit: what is written out may be too much already.
fn composed(system: System<'_>, findings: &mut Findings<'_>, resource: Resource<'_>) {
    for prop in resource.placed().props.iter() {
        // Few properties are composed; only for those is the schema asked.
        if !prop.name.ends_with("Name") && !prop.name.ends_with("Identifier") || prop.node.as_expr().is_none() {
            continue;
        }
        let schema = system.registry().get(resource.type_name()).and_then(|schema| schema.property(&prop.name));
        let longest = schema.and_then(|schema| {
            schema.keywords.iter().find_map(|keyword| match keyword {
                Keyword::MaxLength(longest) => Some(*longest),
                _ => None,
            })
        });
        if let Some(longest) = longest {
            judge(findings, resource, &prop.name, longest, false);
        }
    }
}

/// Whole names are the schema's affair wherever it has a limit.
fn judge(findings: &mut Findings<'_>, resource: Resource<'_>, property: &str, longest: u64, whole: bool) -> bool {
    let value = resource.value(property);
    let (length, least, text) = match (value.node(), value.expr()) {
        (Some(Node::Str(text)), _) if whole => (text.chars().count(), "", format!(" `{text}`")),
        (_, Some(Expr::Text(pieces))) => (written(pieces), "at least ", String::new()),
        (_, Some(Expr::Join(_, Node::List(pieces)))) => (written(pieces), "at least ", String::new()),
        _ => return false,
    };
    if length as u64 <= longest {
        return false;
    }
    let message = format!("`{property}`{text} has {least}{length} characters; {longest} are taken");
    findings.push(findings.at(resource, property, message).help("shorten it, or leave it to AWS"));
    true
}

/// The characters that are there whatever the rest becomes.
fn written(pieces: &[Node]) -> usize {
    pieces.iter().filter_map(Node::as_str).map(|text| text.chars().count()).sum()
}
