//! What can be asked of a type.

use super::attributes;
use super::format::tagging;
use super::model::{Keyword, Lifecycle, Marks, Schema, SchemaId, Types};

/// A `$ref` that leads to a `$ref` and so on; damage must not loop.
const LONGEST_CHAIN: usize = 16;

static ANYTHING: Schema =
    Schema { types: Types(0), closed: false, properties: Vec::new(), required: Vec::new(), keywords: Vec::new() };

/// Everything the registry knows about a resource type.
#[derive(Clone, Debug)]
pub struct TypeSchema {
    pub(super) name: &'static str,
    pub(super) nodes: Vec<Schema>,
    pub(super) root: SchemaId,
    pub(super) marks: Marks,
    pub(super) hides: bool,
    pub(super) primary: Vec<Vec<&'static str>>,
    pub(super) tagging: Tagging,
    pub(super) lifecycle: Option<Lifecycle>,
}

/// What a type says about tags.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tagging {
    pub(super) bits: u8,
    pub(super) property: Option<Vec<&'static str>>,
}

/// Where a type keeps its tags, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tags<'a> {
    /// The property, as a path; `*` stands for any item.
    pub path: &'a [&'static str],
    /// How they are written.
    pub shape: TagShape,
    /// Whether the service takes them when it creates the thing, not in a second call.
    pub on_create: bool,
    /// Whether they can change without a new resource.
    pub updatable: bool,
    /// Whether the service keeps CloudFormation's own `aws:` tags.
    pub system: bool,
}

/// How tags are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagShape {
    /// A list of objects with these two properties.
    List {
        /// Usually `Key`.
        key: &'static str,
        /// Usually `Value`.
        value: &'static str,
    },
    /// An object from key to value.
    Map,
    /// In a way of its own.
    Other,
}

/// What `GetAtt` gives.
#[derive(Clone, Copy, Debug)]
pub enum Attribute<'a> {
    /// A value that follows this schema.
    Known(&'a Schema),
    /// Anything: the resource decides.
    Any,
}

impl TypeSchema {
    /// The type's name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The schema of all properties together.
    #[must_use]
    pub fn root(&self) -> &Schema {
        self.schema(self.root)
    }

    /// A schema by its id.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> &Schema {
        // Decoding has checked the ids of this type; only another type's could miss.
        self.nodes.get(id.0 as usize).unwrap_or(&ANYTHING)
    }

    /// A schema by its id; one that only points to another is passed over.
    #[must_use]
    pub fn resolve(&self, id: SchemaId) -> &Schema {
        let mut schema = self.schema(id);
        for _ in 0..LONGEST_CHAIN {
            match schema.keywords.as_slice() {
                [Keyword::Ref(target)] if schema.is_bare() => schema = self.schema(*target),
                _ => break,
            }
        }
        schema
    }

    /// The schema of a top-level property.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Schema> {
        Some(self.resolve(self.root().property(name)?))
    }

    /// The schema at a path of names; `*` stands for any item or entry.
    pub fn at<'n>(&self, path: impl IntoIterator<Item = &'n str>) -> Option<&Schema> {
        path.into_iter().try_fold(self.root(), |schema, name| {
            if name == "*" { self.items(schema) } else { schema.property(name).map(|id| self.resolve(id)) }
        })
    }

    fn items(&self, schema: &Schema) -> Option<&Schema> {
        schema.keywords.iter().find_map(|keyword| match keyword {
            Keyword::Items(items) => Some(self.resolve(*items)),
            Keyword::PatternProperties(entries) => entries.first().map(|(_, entry)| self.resolve(*entry)),
            _ => None,
        })
    }

    /// What is said about single properties: read-only, deprecated and so on.
    #[must_use]
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Whether any property is write-only.
    #[must_use]
    pub fn hides_something(&self) -> bool {
        self.hides
    }

    /// The properties that identify a resource, each as a path.
    #[must_use]
    pub fn primary_identifier(&self) -> &[Vec<&'static str>] {
        &self.primary
    }

    /// How far the type is on its way out, if it is.
    #[must_use]
    pub fn lifecycle(&self) -> Option<Lifecycle> {
        self.lifecycle
    }

    /// Whether resources of the type can carry tags. Where AWS says nothing, a `Tags` property speaks for it.
    #[must_use]
    pub fn is_taggable(&self) -> bool {
        if self.tagging.bits & tagging::STATED == 0 {
            return self.root().property("Tags").is_some();
        }
        self.tagging.bits & tagging::TAGGABLE != 0
    }

    /// Where and how the type keeps its tags.
    #[must_use]
    pub fn tags(&self) -> Option<Tags<'_>> {
        let path = self.tagging.property.as_deref().unwrap_or(&["Tags"]);
        if !self.is_taggable() {
            return None;
        }
        let schema = self.at(path.iter().copied())?;
        let holds = |bit| self.tagging.bits & (tagging::STATED | bit) != tagging::STATED;
        Some(Tags {
            path,
            shape: self.tag_shape(schema),
            on_create: holds(tagging::ON_CREATE),
            updatable: holds(tagging::UPDATABLE),
            system: holds(tagging::SYSTEM_TAGS),
        })
    }

    fn tag_shape(&self, schema: &Schema) -> TagShape {
        if !schema.types.allow(Types::ARRAY) {
            let open = schema.properties.is_empty() && schema.types.allow(Types::OBJECT);
            return if open { TagShape::Map } else { TagShape::Other };
        }
        let Some(item) = self.items(schema) else { return TagShape::Other };
        let names: Vec<&'static str> = item.properties.iter().map(|(name, _)| *name).collect();
        match names.as_slice() {
            [key, value] if key.ends_with("Key") && value.ends_with("Value") => TagShape::List { key, value },
            _ => TagShape::Other,
        }
    }

    /// What `GetAtt` with this name gives, if CloudFormation knows it: read-only properties, and what single types
    /// give besides.
    #[must_use]
    pub fn attribute(&self, path: &str) -> Option<Attribute<'_>> {
        if attributes::is_open(self.name, path) {
            return Some(Attribute::Any);
        }
        let schema = self.at(path.split('.'))?;
        let listed = self.is_read_only(path) || attributes::is_listed(self.name, path);
        listed.then_some(Attribute::Known(schema))
    }

    /// The names `GetAtt` knows, as far as they can be listed.
    pub fn attributes(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.marks.each(&mut |path, marks| {
            if marks.is_read_only() && !path.contains(&"*") {
                names.push(path.join("."));
            }
        });
        names.extend(attributes::listed(self.name).map(str::to_owned));
        if attributes::gives_all(self.name) {
            names.extend(self.root().properties.iter().map(|(name, _)| (*name).to_owned()));
        }
        names.sort();
        names.dedup();
        names
    }

    /// Whether the property or one around it is read-only.
    fn is_read_only(&self, path: &str) -> bool {
        let mut marks = Some(&self.marks);
        path.split('.').any(|name| {
            marks = marks.and_then(|marks| marks.property(name));
            marks.is_some_and(Marks::is_read_only)
        })
    }
}
