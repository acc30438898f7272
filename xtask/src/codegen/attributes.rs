//! What a handle gives: `Ref`, and one accessor per read-only property.

use anyhow::{Context, Result};
use serde_json::Value;

use super::model::Type;
use super::names::{accessor, snake};
use super::objects::text;
use super::schema::{Kind, Schema, kind};
use super::tables::{Place, Reference, Tables};

/// One method of `Handle<R>`.
#[derive(Clone, Debug)]
pub(crate) struct Accessor {
    pub(crate) method: String,
    /// `None` is `Ref`.
    pub(crate) attribute: Option<String>,
    /// The property that it gives.
    pub(crate) property: String,
    pub(crate) of: Type,
    /// Whether it is what identifies the resource.
    pub(crate) identity: bool,
}

/// The accessors of a resource, its identity first.
pub(crate) fn accessors(service: &str, aws: &str, schema: Schema<'_>, tables: &Tables) -> Result<Vec<Accessor>> {
    let mut accessors = Vec::new();
    let mut paths = leaves(schema);
    // Some attributes are inputs that the schema does not list as attributes.
    for meaning in tables.meanings_of(aws) {
        let path: Vec<_> = meaning.attribute.iter().flat_map(|attribute| attribute.split('.')).collect();
        if !path.is_empty() && !paths.contains(&path) {
            paths.push(path);
        }
    }
    // A plain attribute owns the plain name; a nested one that would share it carries a `_`.
    paths.sort_by_key(|path| path.len());
    for path in paths {
        let attribute = path.join(".");
        let Some(of) = of(service, aws, schema, tables, &path)? else {
            continue;
        };
        let mut method = accessor(snake(&attribute));
        if accessors.iter().any(|known: &Accessor| known.method == method) {
            method.push('_');
        }
        accessors.push(Accessor {
            method,
            property: attribute.clone(),
            attribute: Some(attribute),
            of,
            identity: false,
        });
    }
    accessors.sort_by(|one, other| one.attribute.cmp(&other.attribute));
    if let Some(identity) = identity(service, aws, schema, tables, &mut accessors)? {
        accessors.insert(0, identity);
    }
    Ok(accessors)
}

/// What identifies the resource, under the short name of what it is, unless an attribute has that name: `Ref`, where
/// that is one property.
fn identity(
    service: &str,
    aws: &str,
    schema: Schema<'_>,
    tables: &Tables,
    attributes: &mut Vec<Accessor>,
) -> Result<Option<Accessor>> {
    let identifier = schema.pointers("primaryIdentifier");
    let (path, attribute) = match (tables.reference(aws), &identifier[..]) {
        (Some(Reference::Opaque), _) => return Ok(None),
        (Some(Reference::Property(property)), _) => (vec![property.as_str()], None),
        (Some(Reference::Attribute(attribute)), _) => (vec![attribute.as_str()], Some(attribute.clone())),
        (None, [path]) => (path.clone(), None),
        (None, _) => return Ok(None),
    };
    let property = path.join(".");
    let known = tables.meanings_of(aws).find(|meaning| meaning.attribute == attribute);
    let of = match known {
        Some(meaning) => Type::Identity(meaning.identity.clone()),
        None => of(service, aws, schema, tables, &path)?.with_context(|| format!("`Ref` is `{property}`: no text"))?,
    };
    attributes.retain(|other| other.property != property);
    if attribute.is_some() {
        // The primary identifier is the same thing under another name.
        attributes.retain(|other| identifier.iter().all(|path| other.property != path.join(".")));
    }
    let full = snake(path.last().copied().unwrap_or_default());
    let short = short_name(&full);
    let taken = attributes.iter().any(|other| other.method == short);
    let method = accessor(if taken { full } else { short.to_owned() });
    attributes.retain(|other| other.method != method);
    Ok(Some(Accessor { method, attribute, property, of, identity: true }))
}

/// `subnet_id` → `id`.
fn short_name(full: &str) -> &str {
    ["id", "arn", "name", "url"].into_iter().find(|short| full.ends_with(&format!("_{short}"))).unwrap_or(full)
}

/// The paths of everything read-only that is no object and no list of objects.
fn leaves<'a>(schema: Schema<'a>) -> Vec<Vec<&'a str>> {
    let mut leaves = Vec::new();
    for path in schema.pointers("readOnlyProperties") {
        if !path.contains(&"*") {
            descend(schema, path, &mut leaves);
        }
    }
    leaves.sort();
    leaves.dedup();
    leaves
}

fn descend<'a>(schema: Schema<'a>, path: Vec<&'a str>, leaves: &mut Vec<Vec<&'a str>>) {
    let Some(found) = schema.at(&path) else {
        return;
    };
    let members = schema.properties(found.node);
    if members.is_empty() {
        leaves.push(path);
    } else if path.len() < 5 {
        for (name, _) in members {
            descend(schema, path.iter().copied().chain([name]).collect(), leaves);
        }
    }
}

/// The type of an attribute; `None` for what `GetAtt` cannot give.
fn of(service: &str, aws: &str, schema: Schema<'_>, tables: &Tables, path: &[&str]) -> Result<Option<Type>> {
    let Some(found) = schema.at(path) else {
        return Ok(None);
    };
    let whole = path.join(".");
    if let Some(meaning) = tables.meanings_of(aws).find(|meaning| meaning.attribute.as_deref() == Some(&whole)) {
        return Ok(Some(Type::Identity(meaning.identity.clone())));
    }
    let resource = super::short(aws);
    let property = path.last().copied().unwrap_or_default();
    let within = match path {
        [.., parent, _] => parent,
        _ => resource,
    };
    let place = Place { service, resource, within, property };
    scalar(schema, tables, place, found.node)
}

fn scalar(schema: Schema<'_>, tables: &Tables, place: Place<'_>, node: &Value) -> Result<Option<Type>> {
    Ok(Some(match kind(schema, node) {
        Kind::Text => text(schema, tables, place, &[node])?,
        Kind::Bool => Type::Bool,
        Kind::Int => Type::Int,
        Kind::Num => Type::Num,
        Kind::Document => Type::Document,
        Kind::Object if node["patternProperties"].is_object() => return Ok(None),
        Kind::Object => Type::Document,
        Kind::List => {
            let items = schema.follow(&node["items"]).node;
            match kind(schema, items) {
                Kind::Text => Type::List(Box::new(text(schema, tables, place, &[node, items])?)),
                _ => return Ok(None),
            }
        }
    }))
}
