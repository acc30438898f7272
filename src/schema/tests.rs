#![allow(clippy::disallowed_methods, reason = "the laws compare the archive with the files it was made from")]

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde_json::{Map, Value as Json};

use super::{Attribute, EMBEDDED, Keyword, Registry, Schema, SchemaId, TagShape, TypeSchema, Value};

/// Keywords that say nothing about which values are right.
const SILENT: [&str; 7] =
    ["description", "title", "examples", "$comment", "relationshipRef", "arrayType", "definitions"];

/// The facts of a type that are not about its properties' values.
const FACTS: [&str; 10] = [
    "additionalIdentifiers",
    "conditionalCreateOnlyProperties",
    "createOnlyProperties",
    "deprecatedProperties",
    "lifecycle",
    "primaryIdentifier",
    "readOnlyProperties",
    "taggable",
    "tagging",
    "writeOnlyProperties",
];

fn vendored() -> BTreeMap<String, Json> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/schema/registry");
    let mut types = BTreeMap::new();
    for entry in std::fs::read_dir(dir).expect("the vendored schemas") {
        let path = entry.expect("a file").path();
        if !path.ends_with("SOURCE.json") {
            let text = std::fs::read_to_string(path).expect("text");
            types.extend(serde_json::from_str::<BTreeMap<String, Json>>(&text).expect("JSON"));
        }
    }
    types
}

#[test]
fn the_archive_says_what_the_vendored_schemas_say() {
    let registry = Registry::new();
    let types = vendored();
    assert_eq!(registry.names().collect::<Vec<_>>(), types.keys().map(String::as_str).collect::<Vec<_>>());
    for (name, json) in &types {
        let schema = registry.get(name).expect(name);
        let mut law = Law { registry: &registry, root: json, schema, seen: HashSet::new(), path: name.clone() };
        let mut rules = json.as_object().expect("an object").clone();
        rules.retain(|key, _| !FACTS.contains(&key.as_str()));
        law.same_object(&rules, schema.root());
        same_facts(json, schema);
    }
}

/// Walks a vendored schema and its decoded twin side by side.
struct Law<'a> {
    registry: &'a Registry,
    root: &'a Json,
    schema: &'a TypeSchema,
    seen: HashSet<(*const Json, SchemaId)>,
    path: String,
}

impl<'a> Law<'a> {
    fn same(&mut self, json: &'a Json, id: SchemaId, step: &str) {
        if !self.seen.insert((json, id)) {
            return;
        }
        let length = self.path.len();
        self.path.extend(["/", step]);
        let object = json.as_object().expect("a schema");
        let pointer = object.get("$ref").and_then(Json::as_str);
        if let Some(pointer) = pointer.filter(|_| said(object).count() == 1) {
            let target = self.root.pointer(pointer.trim_start_matches('#')).expect(pointer);
            self.same(target, id, pointer);
        } else {
            self.same_object(object, self.schema.resolve(id));
        }
        self.path.truncate(length);
    }

    fn same_object(&mut self, json: &Map<String, Json>, schema: &'a Schema) {
        // The borrow of a filtered copy is as good as the original: only addresses of its parts are kept.
        let json: &'a Map<String, Json> = Box::leak(Box::new(json.clone()));
        let mut known = 0;
        for (key, payload) in said(json) {
            let matched = self.same_keyword(key, payload, schema);
            assert!(matched > 0, "{}: `{key}` {payload} is lost", self.path);
            known += matched;
        }
        let decoded = schema.keywords.len()
            + usize::from(!schema.types.is_any())
            + usize::from(schema.closed)
            + usize::from(!schema.properties.is_empty())
            + usize::from(!schema.required.is_empty());
        let silent = said(json).filter(|(key, payload)| is_default(key, payload)).count();
        assert_eq!(known - silent, decoded, "{}: {schema:?}", self.path);
    }

    /// How many decoded keywords a vendored one accounts for.
    fn same_keyword(&mut self, key: &str, payload: &'a Json, schema: &'a Schema) -> usize {
        if is_default(key, payload) {
            return 1;
        }
        match key {
            "type" => usize::from(schema.types.names().collect::<HashSet<_>>() == texts(payload).into_iter().collect()),
            "additionalProperties" if payload == false => usize::from(schema.closed),
            "required" => usize::from(schema.required == texts(payload)),
            "properties" => {
                let json = payload.as_object().expect("properties");
                assert_eq!(json.len(), schema.properties.len(), "{}", self.path);
                for (name, json) in json {
                    self.same(json, schema.property(name).expect(name), name);
                }
                1
            }
            "dependencies" => schema
                .keywords
                .iter()
                .filter(|keyword| matches!(keyword, Keyword::DependentRequired(_) | Keyword::DependentSchemas(_)))
                .map(|keyword| usize::from(self.same_dependencies(payload, keyword)))
                .sum(),
            _ => schema.keywords.iter().filter(|keyword| self.same_other(key, payload, keyword)).count(),
        }
    }

    fn same_dependencies(&mut self, payload: &'a Json, keyword: &Keyword) -> bool {
        match keyword {
            Keyword::DependentRequired(entries) => entries.iter().all(|(name, names)| texts(&payload[*name]) == *names),
            Keyword::DependentSchemas(entries) => {
                entries.iter().for_each(|(name, id)| self.same(&payload[*name], *id, name));
                true
            }
            _ => false,
        }
    }

    fn same_other(&mut self, key: &str, payload: &'a Json, keyword: &Keyword) -> bool {
        match (key, keyword) {
            ("$ref", Keyword::Ref(id)) => {
                let pointer = payload.as_str().expect("a pointer");
                self.same(self.root.pointer(pointer.trim_start_matches('#')).expect(pointer), *id, pointer);
                true
            }
            ("patternProperties", Keyword::PatternProperties(entries)) => {
                for (pattern, id) in entries {
                    let pattern = self.registry.pattern(*pattern).expect("a pattern");
                    self.same(&payload[pattern], *id, pattern);
                }
                entries.len() == payload.as_object().map_or(0, Map::len)
            }
            ("allOf", Keyword::AllOf(ids))
            | ("anyOf", Keyword::AnyOf(ids))
            | ("oneOf", Keyword::OneOf(ids))
            | ("prefixItems", Keyword::PrefixItems(ids)) => {
                let json = payload.as_array().expect("a list");
                json.iter().zip(ids).for_each(|(json, id)| self.same(json, *id, key));
                json.len() == ids.len()
            }
            ("additionalProperties", Keyword::Additional(id))
            | ("items", Keyword::Items(id))
            | ("not", Keyword::Not(id))
            | ("if", Keyword::If(id))
            | ("then", Keyword::Then(id))
            | ("else", Keyword::Else(id)) => {
                self.same(payload, *id, key);
                true
            }
            ("pattern", Keyword::Pattern(pattern)) => self.registry.pattern(*pattern) == payload.as_str(),
            _ => same_plain(key, payload, keyword),
        }
    }
}

/// Keywords that hold no other schema.
fn same_plain(key: &str, payload: &Json, keyword: &Keyword) -> bool {
    let values = |values: &[Value]| {
        payload
            .as_array()
            .is_some_and(|json| json.iter().zip(values).all(|(a, b)| equal(a, b)) && json.len() == values.len())
    };
    let groups = |groups: &[(&str, Vec<&str>)]| {
        groups.iter().all(|(name, names)| texts(&payload[*name]) == *names)
            && Some(groups.len()) == payload.as_object().map(Map::len)
    };
    match (key, keyword) {
        ("requiredXor", Keyword::RequiredXor(names))
        | ("requiredOr", Keyword::RequiredOr(names))
        | ("uniqueKeys", Keyword::UniqueKeys(names)) => texts(payload) == *names,
        ("dependentRequired", Keyword::DependentRequired(entries))
        | ("dependentExcluded", Keyword::DependentExcluded(entries)) => groups(entries),
        ("minProperties", Keyword::MinProperties(count))
        | ("maxProperties", Keyword::MaxProperties(count))
        | ("minItems", Keyword::MinItems(count))
        | ("maxItems", Keyword::MaxItems(count))
        | ("maxUniqueItems", Keyword::MaxUniqueItems(count))
        | ("minLength", Keyword::MinLength(count))
        | ("maxLength", Keyword::MaxLength(count)) => payload.as_u64() == Some(*count),
        ("uniqueItems", Keyword::UniqueItems) | ("insertionOrder", Keyword::Unordered) => true,
        ("enum", Keyword::Enum(all)) | ("enumCaseInsensitive", Keyword::EnumCaseInsensitive(all)) => values(all),
        ("format", Keyword::Format(name)) => payload == name,
        ("const", Keyword::Const(value))
        | ("default", Keyword::Default(value))
        | ("minimum", Keyword::Minimum(value))
        | ("maximum", Keyword::Maximum(value))
        | ("exclusiveMinimum", Keyword::ExclusiveMinimum(value))
        | ("exclusiveMaximum", Keyword::ExclusiveMaximum(value))
        | ("multipleOf", Keyword::MultipleOf(value)) => equal(payload, value),
        _ => false,
    }
}

/// A keyword that says what holds without it.
fn is_default(key: &str, payload: &Json) -> bool {
    match key {
        "uniqueItems" => payload == false,
        "insertionOrder" | "additionalProperties" => payload == true,
        "required" => payload.as_array().is_some_and(Vec::is_empty),
        "properties" => payload.as_object().is_some_and(Map::is_empty),
        _ => false,
    }
}

fn said(json: &Map<String, Json>) -> impl Iterator<Item = (&str, &Json)> {
    json.iter().map(|(key, payload)| (key.as_str(), payload)).filter(|(key, _)| !SILENT.contains(key))
}

fn texts(json: &Json) -> Vec<&str> {
    match json {
        Json::Array(items) => items.iter().filter_map(Json::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

fn equal(json: &Json, value: &Value) -> bool {
    match value {
        Value::Null => json.is_null(),
        Value::Bool(truth) => json == truth,
        Value::Int(number) => json.as_i64() == Some(*number),
        Value::Num(number) => json.as_f64() == Some(*number) && json.as_i64().is_none(),
        Value::Str(text) => json == text,
        Value::Json(text) => serde_json::from_str::<Json>(text).is_ok_and(|decoded| decoded == *json),
    }
}

fn same_facts(json: &Json, schema: &TypeSchema) {
    let name = schema.name();
    let listed = |list: &str| -> HashSet<String> {
        texts(&json[list]).into_iter().map(|pointer| pointer.trim_start_matches("/properties/").to_owned()).collect()
    };
    let mut marked: BTreeMap<&str, HashSet<String>> = BTreeMap::new();
    schema.marks().each(&mut |path, marks| {
        let lists = [
            ("readOnlyProperties", marks.bits & 1 != 0),
            ("writeOnlyProperties", marks.is_write_only()),
            ("createOnlyProperties", marks.is_create_only()),
            ("conditionalCreateOnlyProperties", marks.is_conditional_create_only()),
            ("deprecatedProperties", marks.is_deprecated()),
        ];
        for (list, _) in lists.into_iter().filter(|(_, marked)| *marked) {
            marked.entry(list).or_default().insert(path.join("/"));
        }
    });
    for list in FACTS.iter().filter(|fact| fact.ends_with("Properties")) {
        assert_eq!(marked.get(list).cloned().unwrap_or_default(), listed(list), "{name} {list}");
    }
    let primary: Vec<String> =
        schema.primary_identifier().iter().map(|path| format!("/properties/{}", path.join("/"))).collect();
    assert_eq!(primary, texts(&json["primaryIdentifier"]), "{name}");
    let lifecycle = schema.lifecycle();
    assert_eq!(lifecycle.map(|facts| facts.status), json["lifecycle"]["status"].as_str(), "{name}");
    assert_eq!(
        lifecycle.map(|facts| facts.date).unwrap_or_default(),
        json["lifecycle"]["date"].as_str().unwrap_or_default()
    );
    if let Some(taggable) = json["tagging"]["taggable"].as_bool() {
        assert_eq!(schema.is_taggable(), taggable, "{name}");
    }
    if let Some((pointer, tags)) = json["tagging"]["tagProperty"].as_str().zip(schema.tags()) {
        assert_eq!(pointer, format!("/properties/{}", tags.path.join("/")), "{name}");
    }
}

#[test]
fn tags_attributes_and_lifecycles() {
    let registry = Registry::new();
    let get = |name: &str| registry.get(name).expect("a type");
    let shape = |name: &str| get(name).tags().map(|tags| (tags.path.join("/"), tags.shape));
    let list = TagShape::List { key: "Key", value: "Value" };
    assert_eq!(shape("AWS::EC2::VPC"), Some(("Tags".to_owned(), list)));
    assert_eq!(shape("AWS::SSM::Parameter"), Some(("Tags".to_owned(), TagShape::Map)));
    assert_eq!(shape("AWS::Cognito::UserPool"), Some(("UserPoolTags".to_owned(), TagShape::Map)));
    assert_eq!(shape("AWS::EC2::Route"), None);

    assert!(matches!(get("AWS::RDS::DBInstance").attribute("Endpoint.Address"), Some(Attribute::Known(_))));
    assert!(get("AWS::EC2::VPC").attribute("CidrBlock").is_some(), "EC2 gives what was set");
    assert!(get("AWS::S3::Bucket").attribute("Arn").is_some());
    assert!(get("AWS::S3::Bucket").attribute("BucketEncryption").is_none());
    assert!(matches!(get("Custom::Thing").attribute("Whatever"), Some(Attribute::Any)));
    assert!(matches!(get("AWS::CloudFormation::Stack").attribute("Outputs.Url"), Some(Attribute::Any)));
    assert!(get("AWS::CloudFormation::Stack").attribute("Outputs.").is_none());
    assert!(get("AWS::RDS::DBInstance").attributes().contains(&"Endpoint.Port".to_owned()));

    let mesh = get("AWS::AppMesh::Mesh").lifecycle().expect("an end");
    assert_eq!((mesh.status, mesh.date), ("sunset", "2026-09-30"));
    assert!(registry.get("AWS::EC2::Nothing").is_none());
}

#[test]
fn every_listed_attribute_exists() {
    let registry = Registry::new();
    for (name, properties) in super::attributes::PROPERTIES {
        let schema = registry.get(name).expect(name);
        properties.iter().for_each(|property| assert!(schema.attribute(property).is_some(), "{name} {property}"));
    }
    assert!(super::attributes::PROPERTIES.is_sorted() && super::attributes::ALL_PROPERTIES.is_sorted());
    super::attributes::ALL_PROPERTIES.iter().for_each(|name| assert!(registry.get(name).is_some(), "{name}"));
}

#[test]
fn damage_is_an_error_and_no_panic() {
    let read_all = |bytes: &'static [u8]| {
        if let Ok(registry) = Registry::open(bytes) {
            let names: Vec<&str> = registry.names().collect();
            for name in &names {
                // Any answer is right, as long as there is one.
                let _ = registry.get(name);
            }
        }
    };
    for length in [0, 3, 16, 17, 1_000, EMBEDDED.len() / 2, EMBEDDED.len() - 1] {
        read_all(&EMBEDDED[..length]);
    }
    // A step that visits every section and every kind of byte sooner or later.
    for round in 0..6_usize {
        let mut damaged = EMBEDDED.to_vec();
        for at in (17 + round..damaged.len()).step_by(97 + 10 * round) {
            damaged[at] = damaged[at].wrapping_mul(31).wrapping_add(round as u8 + 1);
        }
        read_all(Box::leak(damaged.into_boxed_slice()));
    }
    assert!(Registry::open(b"FWSC\x01").is_err());
    assert!(Registry::open(EMBEDDED).is_ok());
}
