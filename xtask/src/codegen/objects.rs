//! Reading the settable properties of a resource and of the objects inside it.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::Value;

use super::facts;
use super::model::{Property, Type};
use super::names::type_name;
use super::schema::{Kind, Schema, formats, kind};
use super::tables::{Place, Tables};

/// A property object before sharing: the resource it is of, and its name there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ObjectKey {
    pub(crate) name: String,
    pub(crate) resource: String,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Object {
    pub(crate) properties: Vec<Property>,
}

/// Reads one resource type.
pub(crate) struct Reader<'a> {
    service: &'a str,
    aws: &'a str,
    schema: Schema<'a>,
    tables: &'a Tables,
    objects: BTreeMap<ObjectKey, Object>,
    /// The objects that are being read: one that meets itself is recursive.
    open: Vec<ObjectKey>,
}

/// Where a value stands: the definition (or resource) that it is in, and the way there for names.
#[derive(Clone, Copy)]
struct Spot<'s> {
    within: &'s str,
    property: &'s str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(service: &'a str, aws: &'a str, schema: Schema<'a>, tables: &'a Tables) -> Self {
        Reader { service, aws, schema, tables, objects: BTreeMap::new(), open: Vec::new() }
    }

    /// The objects met on the way.
    pub(crate) fn finish(self) -> BTreeMap<ObjectKey, Object> {
        self.objects.into_iter().filter(|(_, object)| !object.properties.is_empty()).collect()
    }

    /// The settable properties of the resource itself.
    pub(crate) fn resource(&mut self) -> Result<Vec<Property>> {
        let schema = self.schema;
        let within = super::short(self.aws);
        let required = schema.required(schema.root());
        let mut properties = Vec::new();
        for (name, node) in schema.properties(schema.root()) {
            if schema.lists("readOnlyProperties", name) {
                continue;
            }
            let of = self.value(node, Spot { within, property: name })?;
            if self.nothing_to_set(&of) {
                continue;
            }
            properties.push(Property {
                aws: name.to_owned(),
                of,
                required: required.contains(name),
                constraints: facts::constraints(schema, node),
                facts: facts::of_property(schema, node, name),
            });
        }
        Ok(properties)
    }

    fn value(&mut self, node: &'a Value, spot: Spot<'_>) -> Result<Type> {
        let found = self.schema.follow(node);
        Ok(match kind(self.schema, found.node) {
            Kind::Bool => Type::Bool,
            Kind::Int => Type::Int,
            Kind::Num => Type::Num,
            Kind::Document => Type::Document,
            Kind::Text => self.text(&[node, found.node], spot)?,
            Kind::List => self.list(found.node, spot)?,
            Kind::Object => match found.definition {
                Some(definition) => self.object(found.node, definition, definition, spot)?,
                None => {
                    let name = format!("{}{}", type_name(spot.within), type_name(spot.property));
                    self.object(found.node, &name, spot.property, spot)?
                }
            },
        })
    }

    fn list(&mut self, node: &'a Value, spot: Spot<'_>) -> Result<Type> {
        let listed = match node["items"].is_object() {
            true => node,
            false => match self.schema.alternatives(node).into_iter().find(|branch| branch.node["items"].is_object()) {
                Some(branch) => branch.node,
                None => return Ok(Type::List(Box::new(Type::Document))),
            },
        };
        let items = &listed["items"];
        let found = self.schema.follow(items);
        let of = match kind(self.schema, found.node) {
            Kind::Text => self.text(&[node, items, found.node], spot)?,
            _ => self.value(items, spot)?,
        };
        Ok(Type::List(Box::new(of)))
    }

    /// Text, or what the tables and formats know it to be.
    fn text(&self, nodes: &[&Value], spot: Spot<'_>) -> Result<Type> {
        let place = Place {
            service: self.service,
            resource: super::short(self.aws),
            within: spot.within,
            property: spot.property,
        };
        if self.own_name(spot) {
            return Ok(Type::Text);
        }
        if nodes.iter().any(|node| node["enum"].is_array()) {
            return Ok(Type::Text);
        }
        text(self.schema, self.tables, place, nodes)
    }

    /// A resource's own name is given, not referred to.
    fn own_name(&self, spot: Spot<'_>) -> bool {
        let identifiers = self.schema.pointers("primaryIdentifier");
        let names: Vec<_> = identifiers.iter().filter_map(|path| path.first().copied()).collect();
        let own = names == [spot.property]
            || self.tables.meanings_of(self.aws).any(|meaning| meaning.attribute.as_deref() == Some(spot.property));
        spot.within == super::short(self.aws) && own && self.tables.meanings_of(self.aws).next().is_some()
    }

    fn object(&mut self, node: &'a Value, name: &str, within: &str, spot: Spot<'_>) -> Result<Type> {
        let properties = self.schema.properties(node);
        if properties.is_empty() {
            return self.map(node, spot);
        }
        let key = ObjectKey { name: type_name(name), resource: type_name(super::short(self.aws)) };
        if self.objects.contains_key(&key) || self.open.contains(&key) {
            return Ok(Type::Object(key));
        }
        self.open.push(key.clone());
        let mut required: Vec<_> = self.schema.required(node).into_iter().collect();
        if properties.iter().map(|(name, _)| *name).eq(["Key", "Value"]) && name.ends_with("Tag") {
            // A tag has both, whichever of the two this type happens to insist on.
            required = vec!["Key", "Value"];
        }
        let mut object = Object::default();
        for (property, schema) in properties {
            if self.schema.uses(name) <= 1 && self.schema.marks("readOnlyProperties", node, property) {
                continue;
            }
            let of = self.value(schema, Spot { within, property })?;
            if self.nothing_to_set(&of) {
                continue;
            }
            object.properties.push(Property {
                aws: property.to_owned(),
                of,
                required: required.contains(&property),
                constraints: facts::constraints(self.schema, schema),
                facts: facts::of_nested(self.schema, node, property, schema),
            });
        }
        self.open.pop();
        self.objects.insert(key.clone(), object);
        Ok(Type::Object(key))
    }

    /// Whether all of an object is read-only.
    fn nothing_to_set(&self, of: &Type) -> bool {
        of.object().and_then(|key| self.objects.get(key)).is_some_and(|object| object.properties.is_empty())
    }

    fn map(&mut self, node: &'a Value, spot: Spot<'_>) -> Result<Type> {
        let Some(patterns) = node["patternProperties"].as_object().filter(|patterns| !patterns.is_empty()) else {
            return Ok(Type::Document);
        };
        let mut of = Vec::new();
        for (_, schema) in super::lean::sorted(patterns) {
            of.push(self.value(schema, spot)?);
        }
        of.dedup();
        Ok(match &of[..] {
            [Type::Document] => Type::Map(Box::new(Type::Document)),
            [one] => Type::Map(Box::new(one.clone())),
            _ => Type::Map(Box::new(Type::Document)),
        })
    }
}

/// What a text property holds: a secret, an identity, or text.
pub(crate) fn text(schema: Schema<'_>, tables: &Tables, place: Place<'_>, nodes: &[&Value]) -> Result<Type> {
    let reviewed = tables.secret(place);
    if reviewed == Some(true) {
        return Ok(Type::Secret);
    }
    if let Some(related) = tables.related(place)? {
        return Ok(related.map_or(Type::Text, |identity| Type::Identity(identity.to_owned())));
    }
    let mut identities = Vec::new();
    for format in nodes.iter().flat_map(|node| formats(node)) {
        if let Some(identity) = tables.format(&format)? {
            identities.push(identity.to_owned());
        }
    }
    identities.sort();
    identities.dedup();
    // Of several, the one that takes the others.
    let widest = identities.iter().find(|identity| {
        let accepted = tables.accepts.get(*identity).map_or(&[][..], Vec::as_slice);
        identities.iter().all(|other| other == *identity || accepted.contains(other))
    });
    if widest.is_none() && reviewed.is_none() {
        facts::refuse_unreviewed_secret(schema, place)?;
    }
    Ok(widest.map_or(Type::Text, |identity| Type::Identity(identity.clone())))
}
