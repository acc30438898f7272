//! From schemas to the façades of one service: what is generated, before any text.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Service;
use super::attributes::{Accessor, accessors};
use super::lean::sorted;
use super::names::{TAKEN_TYPES, type_name};
use super::objects::{Object, ObjectKey, Reader};
use super::schema::Schema;
use super::tables::{Meaning, Tables};

/// The most arguments that a constructor takes one by one.
pub(crate) const FEW: usize = 3;

/// A Rust type of the generated surface.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Type {
    Text,
    Bool,
    Int,
    Num,
    Document,
    Secret,
    Identity(String),
    Object(ObjectKey),
    List(Box<Type>),
    Map(Box<Type>),
}

impl Type {
    /// The object in it, if any.
    pub(crate) fn object(&self) -> Option<&ObjectKey> {
        match self {
            Type::Object(key) => Some(key),
            Type::List(of) | Type::Map(of) => of.object(),
            _ => None,
        }
    }
}

/// One settable property.
#[derive(Clone, Debug)]
pub(crate) struct Property {
    pub(crate) aws: String,
    pub(crate) of: Type,
    pub(crate) required: bool,
    /// What limits the value, as phrases.
    pub(crate) constraints: Vec<String>,
    /// What else is to be known, as sentences.
    pub(crate) facts: Vec<String>,
}

/// A resource type and what its handle gives.
pub(crate) struct Resource {
    pub(crate) aws: String,
    pub(crate) name: String,
    pub(crate) facts: Vec<String>,
    pub(crate) properties: Vec<Property>,
    pub(crate) arguments: Vec<String>,
    pub(crate) accessors: Vec<Accessor>,
    pub(crate) meanings: Vec<Meaning>,
}

/// A property object, shared by every resource that has one of that name and shape.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) owners: BTreeSet<String>,
    pub(crate) properties: Vec<Property>,
    pub(crate) arguments: Vec<String>,
}

pub(crate) struct Model {
    pub(crate) service: String,
    pub(crate) resources: Vec<Resource>,
    pub(crate) shapes: Vec<Shape>,
    names: BTreeMap<ObjectKey, String>,
}

impl Model {
    pub(crate) fn of(service: &str, types: &Service, tables: &Tables) -> Result<Self> {
        let mut resources = Vec::new();
        let mut objects = BTreeMap::new();
        for (aws, schema) in sorted(types) {
            let resource = resource(service, aws, schema, tables, &mut objects).with_context(|| aws.clone())?;
            resources.push(resource);
        }
        let taken: BTreeSet<_> = resources.iter().map(|resource| resource.name.clone()).collect();
        let names = share(&objects, &taken)?;
        let mut model = Model { service: service.to_owned(), resources, shapes: shapes(objects, &names), names };
        model.choose_arguments(tables)?;
        Ok(model)
    }

    /// The type as it stands in generated code.
    pub(crate) fn rust(&self, of: &Type) -> String {
        match of {
            Type::Text => "String".to_owned(),
            Type::Bool => "bool".to_owned(),
            Type::Int => "i64".to_owned(),
            Type::Num => "f64".to_owned(),
            Type::Document => "crate::core::Document".to_owned(),
            Type::Secret => "crate::core::Secret".to_owned(),
            Type::Identity(name) => format!("crate::aws::ids::{name}"),
            Type::Object(key) => self.names.get(key).cloned().unwrap_or_default(),
            Type::List(of) => format!("Vec<{}>", self.rust(of)),
            Type::Map(of) => format!("crate::core::Map<{}>", self.rust(of)),
        }
    }

    /// The lines of this service in the table of constructors.
    pub(crate) fn constructors(&self) -> impl Iterator<Item = (String, Vec<String>)> {
        let resources = self.resources.iter().map(|resource| (resource.aws.clone(), resource.arguments.clone()));
        let key = |shape: &Shape| format!("{}::{}", self.service, shape.name);
        resources.chain(self.shapes.iter().map(move |shape| (key(shape), shape.arguments.clone())))
    }

    fn choose_arguments(&mut self, tables: &Tables) -> Result<()> {
        let parents = Parents::of(&self.resources, tables);
        for resource in &mut self.resources {
            resource.arguments =
                arguments(&resource.aws, &resource.properties, tables, |property| parents.rank(property))?;
        }
        for shape in &mut self.shapes {
            let key = format!("{}::{}", self.service, shape.name);
            shape.arguments = arguments(&key, &shape.properties, tables, |_| 0)?;
        }
        Ok(())
    }
}

/// Which resource types of a service stand above which: a RestApi above a Resource, that above a Method.
struct Parents(BTreeMap<String, usize>);

impl Parents {
    /// An identity's depth is the number of other identities of the service that its type cannot be without.
    fn of(resources: &[Resource], tables: &Tables) -> Self {
        let mut depths = BTreeMap::new();
        for resource in resources {
            for meaning in tables.meanings_of(&resource.aws) {
                depths.entry(meaning.identity.clone()).or_insert(0);
            }
        }
        let mut parents = Parents(depths);
        let depth = |resource: &Resource| {
            resource
                .properties
                .iter()
                .filter(|property| property.required && parents.rank(property) < usize::MAX)
                .count()
        };
        let known: Vec<_> = resources
            .iter()
            .flat_map(|resource| {
                tables.meanings_of(&resource.aws).map(|meaning| (meaning.identity.clone(), depth(resource)))
            })
            .collect();
        for (identity, depth) in known {
            let most = parents.0.entry(identity).or_insert(depth);
            *most = depth.max(*most);
        }
        parents
    }

    /// Lower comes first; what is no identity of the service comes last.
    fn rank(&self, property: &Property) -> usize {
        match &property.of {
            Type::Identity(name) => self.0.get(name).copied().unwrap_or(usize::MAX),
            _ => usize::MAX,
        }
    }
}

fn resource<'a>(
    service: &'a str,
    aws: &'a str,
    schema: &'a Value,
    tables: &'a Tables,
    objects: &mut BTreeMap<ObjectKey, Object>,
) -> Result<Resource> {
    let schema = Schema::new(schema);
    let mut reader = Reader::new(service, aws, schema, tables);
    let properties = reader.resource()?;
    objects.extend(reader.finish());
    let meanings = tables.meanings_of(aws).cloned().collect();
    Ok(Resource {
        aws: aws.to_owned(),
        name: type_name(super::short(aws)),
        facts: super::facts::of_resource(schema),
        properties,
        arguments: Vec::new(),
        accessors: accessors(service, aws, schema, tables)?,
        meanings,
    })
}

/// What a constructor takes: what the table froze, else the required properties, by rank, then by name.
fn arguments(
    key: &str,
    properties: &[Property],
    tables: &Tables,
    rank: impl Fn(&Property) -> usize,
) -> Result<Vec<String>> {
    if let Some(frozen) = tables.constructors.get(key) {
        if let Some(gone) = frozen.iter().find(|name| !properties.iter().any(|property| property.aws == **name)) {
            bail!("constructors.json: `{key}` takes `{gone}`, which is not a property any more");
        }
        return Ok(frozen.clone());
    }
    let mut required: Vec<_> = properties.iter().filter(|property| property.required).collect();
    required.sort_by_key(|property| (rank(property), property.aws.clone()));
    Ok(required.into_iter().map(|property| property.aws.clone()).collect())
}

/// Names for all objects: those of one name and one shape share it; where shapes differ, the most common one keeps
/// the plain name and the others are named after the first resource that has them. What a resource type is called
/// is not to be had: `Policy` becomes `PolicyProperty`.
fn share(objects: &BTreeMap<ObjectKey, Object>, resources: &BTreeSet<String>) -> Result<BTreeMap<ObjectKey, String>> {
    let mut by_name = BTreeMap::<&str, BTreeMap<usize, Vec<&ObjectKey>>>::new();
    let classes = classes(objects);
    for (key, class) in &classes {
        by_name.entry(&key.name).or_default().entry(*class).or_default().push(key);
    }
    let mut taken: BTreeSet<_> = resources.iter().map(String::as_str).chain(TAKEN_TYPES).map(str::to_owned).collect();
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for (_, shapes) in by_name {
        let mut shapes: Vec<_> = shapes.into_values().collect();
        shapes.sort_by_key(|keys| (std::cmp::Reverse(keys.len()), keys.first().copied()));
        let mut shapes = shapes.into_iter();
        first.extend(shapes.next());
        later.extend(shapes);
    }
    let plain = first.into_iter().map(|keys| (String::new(), keys));
    let prefixed =
        later.into_iter().map(|keys| (keys.first().map_or_else(String::new, |key| key.resource.clone()), keys));
    let mut names = BTreeMap::new();
    for (prefix, keys) in plain.chain(prefixed) {
        let Some(key) = keys.first() else { continue };
        let mut name = format!("{prefix}{}", key.name);
        if taken.contains(&name) || name.ends_with("Args") {
            name.push_str("Property");
        }
        if !taken.insert(name.clone()) {
            bail!("two things would be named `{name}`");
        }
        names.extend(keys.into_iter().map(|key| (key.clone(), name.clone())));
    }
    Ok(names)
}

/// Objects of one class have the same name, the same properties, and properties of the same classes.
fn classes(objects: &BTreeMap<ObjectKey, Object>) -> BTreeMap<ObjectKey, usize> {
    let mut classes: BTreeMap<ObjectKey, usize> = objects.keys().map(|key| (key.clone(), 0)).collect();
    let mut count = 1;
    loop {
        let mut known = BTreeMap::new();
        let mut next = BTreeMap::new();
        for (key, object) in objects {
            let signature: Vec<_> = object
                .properties
                .iter()
                .map(|property| {
                    let class = property.of.object().map(|key| (key.name.clone(), classes.get(key).copied()));
                    (&property.aws, property.required, outline(&property.of), class)
                })
                .collect();
            let size = known.len();
            next.insert(key.clone(), *known.entry((&key.name, signature)).or_insert(size));
        }
        let found = known.len();
        classes = next;
        if found == count {
            return classes;
        }
        count = found;
    }
}

/// A type without the resource that an object belongs to.
fn outline(of: &Type) -> String {
    match of {
        Type::Object(key) => key.name.clone(),
        Type::List(of) => format!("[{}]", outline(of)),
        Type::Map(of) => format!("{{{}}}", outline(of)),
        other => format!("{other:?}"),
    }
}

/// One shape per name; a fact holds where it holds for every owner.
fn shapes(objects: BTreeMap<ObjectKey, Object>, names: &BTreeMap<ObjectKey, String>) -> Vec<Shape> {
    let mut shapes = BTreeMap::<String, Shape>::new();
    for (key, object) in objects {
        let Some(name) = names.get(&key) else {
            continue;
        };
        let shape = shapes.entry(name.clone()).or_insert_with(|| Shape {
            name: name.clone(),
            owners: BTreeSet::new(),
            properties: object.properties.clone(),
            arguments: Vec::new(),
        });
        shape.owners.insert(key.resource);
        for (shared, own) in shape.properties.iter_mut().zip(&object.properties) {
            shared.constraints.retain(|phrase| own.constraints.contains(phrase));
            shared.facts.retain(|fact| own.facts.contains(fact));
        }
    }
    shapes.into_values().collect()
}
