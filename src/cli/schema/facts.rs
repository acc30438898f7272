//! What is known of a type, as a list of properties with notes.

use std::ptr;

use serde_json::{Map, Value, json};

use crate::schema::{self, Keyword, Marks, Registry, Schema, TypeSchema, Types};

/// Deeper properties are left out; none of the registry's types that can be written by hand goes so far.
const DEEPEST: usize = 24;

/// A type.
pub(super) struct Facts {
    pub(super) name: &'static str,
    /// Its status and day, where it is on its way out.
    pub(super) lifecycle: Option<(String, String)>,
    pub(super) identifier: Vec<String>,
    pub(super) attributes: Vec<String>,
    pub(super) taggable: bool,
    pub(super) notes: Vec<Note>,
    /// Each before what it holds.
    pub(super) properties: Vec<Property>,
}

/// A property that can be set.
pub(super) struct Property {
    /// Names from the outside in; `*` stands for any item.
    pub(super) path: Vec<&'static str>,
    pub(super) kind: String,
    pub(super) notes: Vec<Note>,
}

/// One thing that is known, under JSON Schema's name for it where it has one.
pub(super) struct Note {
    pub(super) name: &'static str,
    pub(super) value: Value,
}

impl Note {
    fn new(name: &'static str, value: impl Into<Value>) -> Self {
        Note { name, value: value.into() }
    }
}

/// Everything that is known of a type.
pub(super) fn of(known: &TypeSchema, registry: &Registry) -> Facts {
    let mut notes = Vec::new();
    gather(known, known.root(), registry, &mut notes);
    let mut walk = Walk { known, registry, open: Vec::new(), found: Vec::new() };
    walk.inside(known.root(), known.marks(), &mut Vec::new());
    let text = |path: &[&str]| path.join(".");
    Facts {
        name: known.name(),
        lifecycle: known.lifecycle().map(|state| (state.status.to_owned(), state.date.to_owned())),
        identifier: known.primary_identifier().iter().map(|path| text(path)).collect(),
        attributes: known.attributes(),
        taggable: known.is_taggable(),
        notes,
        properties: walk.found,
    }
}

struct Walk<'a> {
    known: &'a TypeSchema,
    registry: &'a Registry,
    /// The schemas around the one that is looked at: definitions may hold themselves.
    open: Vec<&'a Schema>,
    found: Vec<Property>,
}

impl<'a> Walk<'a> {
    /// The properties of an object, by name.
    fn inside(&mut self, schema: &'a Schema, marks: &Marks, path: &mut Vec<&'static str>) {
        let (known, unmarked) = (self.known, Marks::default());
        let mut names = schema.properties.clone();
        names.sort_unstable_by_key(|(name, _)| *name);
        for (name, id) in names {
            let marks = marks.property(name).unwrap_or(&unmarked);
            if marks.is_read_only() {
                continue;
            }
            path.push(name);
            self.property(known.resolve(id), marks, schema.required.contains(&name), path);
            path.pop();
        }
    }

    fn property(&mut self, schema: &'a Schema, marks: &Marks, required: bool, path: &mut Vec<&'static str>) {
        let mut notes = Vec::new();
        if required {
            notes.push(Note::new("required", true));
        }
        marked(marks, &mut notes);
        gather(self.known, schema, self.registry, &mut notes);
        let again = path.len() >= DEEPEST || self.open.iter().any(|around| ptr::eq(*around, schema));
        if again && !schema.properties.is_empty() {
            notes.push(Note::new("recursive", true));
        }
        self.found.push(Property { path: path.clone(), kind: kind(self.known, schema), notes });
        if again {
            return;
        }
        self.open.push(schema);
        self.inside(schema, marks, path);
        if let Some(item) = item(self.known, schema) {
            path.push("*");
            self.item(item, marks.items(), path);
            path.pop();
        }
        self.open.pop();
    }

    /// What a list or a map holds: a line of its own only where there is something to say.
    fn item(&mut self, schema: &'a Schema, marks: &Marks, path: &mut Vec<&'static str>) {
        let nested = item(self.known, schema).is_some();
        if schema.properties.is_empty() && !nested {
            // The kind has said what it is.
            let mut notes = Vec::new();
            gather(self.known, schema, self.registry, &mut notes);
            if notes.is_empty() {
                return;
            }
        }
        if schema.properties.is_empty() || nested || self.open.iter().any(|around| ptr::eq(*around, schema)) {
            self.property(schema, marks, false, path);
            return;
        }
        self.open.push(schema);
        self.inside(schema, marks, path);
        self.open.pop();
    }
}

/// What a list or a map holds.
fn item<'a>(known: &'a TypeSchema, schema: &'a Schema) -> Option<&'a Schema> {
    schema.keywords.iter().find_map(|keyword| match keyword {
        Keyword::Items(id) | Keyword::Additional(id) => Some(known.resolve(*id)),
        Keyword::PatternProperties(entries) => entries.first().map(|(_, id)| known.resolve(*id)),
        _ => None,
    })
}

/// `string`, `list of object`, `map of string`.
fn kind(known: &TypeSchema, schema: &Schema) -> String {
    match item(known, schema) {
        Some(item) if schema.types.allow(Types::ARRAY) => format!("list of {}", word(item.types)),
        Some(item) if schema.properties.is_empty() => format!("map of {}", word(item.types)),
        _ => word(schema.types),
    }
}

fn word(types: Types) -> String {
    let names: Vec<&str> = types.names().map(|name| if name == "array" { "list" } else { name }).collect();
    if names.is_empty() { "any".to_owned() } else { names.join(" or ") }
}

fn marked(marks: &Marks, notes: &mut Vec<Note>) {
    if marks.is_create_only() {
        notes.push(Note::new("replaces", "always"));
    } else if marks.is_conditional_create_only() {
        notes.push(Note::new("replaces", "sometimes"));
    }
    if marks.is_write_only() {
        notes.push(Note::new("writeOnly", true));
    }
    if marks.is_deprecated() {
        notes.push(Note::new("deprecated", true));
    }
}

/// What a schema says of its value. Conditions, which read worse than they judge, are only mentioned.
fn gather(known: &TypeSchema, schema: &Schema, registry: &Registry, notes: &mut Vec<Note>) {
    let mut conditions = false;
    for keyword in &schema.keywords {
        match keyword {
            Keyword::Ref(id) => gather(known, known.schema(*id), registry, notes),
            Keyword::Items(_) | Keyword::Additional(_) | Keyword::PatternProperties(_) | Keyword::PrefixItems(_) => {}
            Keyword::Pattern(id) => notes.extend(registry.pattern(*id).map(|text| Note::new("pattern", text))),
            other => match note(other) {
                Some(note) => notes.push(note),
                None => conditions = true,
            },
        }
    }
    if conditions && !notes.iter().any(|note| note.name == "conditions") {
        notes.push(Note::new("conditions", true));
    }
}

fn note(keyword: &Keyword) -> Option<Note> {
    let values = |values: &[schema::Value]| values.iter().map(value).collect::<Vec<_>>();
    let pairs = |pairs: &[(&'static str, Vec<&'static str>)]| {
        pairs.iter().map(|(name, others)| ((*name).to_owned(), json!(others))).collect::<Map<_, _>>()
    };
    Some(match keyword {
        Keyword::RequiredXor(names) => Note::new("requiredXor", names.clone()),
        Keyword::RequiredOr(names) => Note::new("requiredOr", names.clone()),
        Keyword::DependentRequired(of) => Note::new("dependentRequired", pairs(of)),
        Keyword::DependentExcluded(of) => Note::new("dependentExcluded", pairs(of)),
        Keyword::Enum(of) | Keyword::EnumCaseInsensitive(of) => Note::new("enum", values(of)),
        Keyword::Const(of) => Note::new("enum", vec![value(of)]),
        Keyword::Default(of) => Note::new("default", value(of)),
        Keyword::Format(of) => Note::new("format", *of),
        Keyword::MinProperties(of) => Note::new("minProperties", *of),
        Keyword::MaxProperties(of) => Note::new("maxProperties", *of),
        Keyword::MinItems(of) => Note::new("minItems", *of),
        Keyword::MaxItems(of) => Note::new("maxItems", *of),
        Keyword::MinLength(of) => Note::new("minLength", *of),
        Keyword::MaxLength(of) => Note::new("maxLength", *of),
        Keyword::Minimum(of) => Note::new("minimum", value(of)),
        Keyword::Maximum(of) => Note::new("maximum", value(of)),
        Keyword::UniqueItems => Note::new("uniqueItems", true),
        Keyword::Unordered => Note::new("insertionOrder", false),
        _ => return None,
    })
}

fn value(of: &schema::Value) -> Value {
    match of {
        schema::Value::Null => Value::Null,
        schema::Value::Bool(of) => Value::from(*of),
        schema::Value::Int(of) => Value::from(*of),
        schema::Value::Num(of) => Value::from(*of),
        schema::Value::Str(of) => Value::from(*of),
        schema::Value::Json(of) => serde_json::from_str(of).unwrap_or_else(|_| Value::from(*of)),
    }
}

impl Facts {
    /// The type as one JSON object.
    pub(super) fn json(&self) -> Value {
        let mut out = Map::new();
        out.insert("type".to_owned(), self.name.into());
        if let Some((status, date)) = &self.lifecycle {
            out.insert("lifecycle".to_owned(), json!({ "status": status, "date": date }));
        }
        out.insert("identifier".to_owned(), self.identifier.clone().into());
        out.insert("attributes".to_owned(), self.attributes.clone().into());
        out.insert("taggable".to_owned(), self.taggable.into());
        insert(&mut out, &self.notes);
        let properties = self.properties.iter().map(|property| {
            let mut out = Map::new();
            out.insert("path".to_owned(), property.path.join(".").into());
            out.insert("kind".to_owned(), property.kind.clone().into());
            insert(&mut out, &property.notes);
            Value::Object(out)
        });
        out.insert("properties".to_owned(), properties.collect());
        Value::Object(out)
    }
}

fn insert(out: &mut Map<String, Value>, notes: &[Note]) {
    for note in notes {
        out.insert(note.name.to_owned(), note.value.clone());
    }
}
