//! A lean schema, read: references followed, alternatives merged, pointers walked.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The schema of one resource type.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'a> {
    root: &'a Value,
}

/// A schema inside it, with the name of the definition that it came from, if any.
#[derive(Clone, Copy)]
pub(crate) struct Found<'a> {
    pub(crate) node: &'a Value,
    pub(crate) definition: Option<&'a str>,
}

/// The type keyword, as far as generation tells kinds apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Bool,
    Int,
    Num,
    List,
    Object,
    /// A free JSON document.
    Document,
}

impl<'a> Schema<'a> {
    pub(crate) fn new(root: &'a Value) -> Self {
        Schema { root }
    }

    pub(crate) fn root(&self) -> &'a Value {
        self.root
    }

    /// Follows `$ref`; a chain longer than any real one ends the search.
    pub(crate) fn follow(&self, node: &'a Value) -> Found<'a> {
        let mut found = Found { node, definition: None };
        for _ in 0..16 {
            let Some(pointer) = found.node["$ref"].as_str().and_then(|reference| reference.strip_prefix('#')) else {
                break;
            };
            let Some(target) = self.root.pointer(pointer) else {
                break;
            };
            found = Found { node: target, definition: pointer.rsplit('/').next() };
        }
        found
    }

    /// The pointers of a root list: `/properties/A/B` → `["A", "B"]`.
    pub(crate) fn pointers(&self, list: &str) -> Vec<Vec<&'a str>> {
        strings(&self.root[list])
            .into_iter()
            .filter_map(|pointer| pointer.strip_prefix("/properties/"))
            .map(|path| path.split('/').filter(|part| *part != "properties" && *part != "items").collect())
            .collect()
    }

    /// Whether a property of the resource itself is in a root list.
    pub(crate) fn lists(&self, list: &str, property: &str) -> bool {
        self.pointers(list).iter().any(|path| path[..] == [property])
    }

    /// Whether a root list points at a property of this object, wherever the object stands.
    pub(crate) fn marks(&self, list: &str, owner: &Value, property: &str) -> bool {
        self.pointers(list).iter().any(|path| match path[..] {
            [ref above @ .., last] => {
                last == property && self.object_at(above).is_some_and(|object| std::ptr::eq(object, owner))
            }
            [] => false,
        })
    }

    /// The object at a path, lists entered on the way.
    fn object_at(&self, path: &[&str]) -> Option<&'a Value> {
        let mut node = self.enter(self.root);
        for name in path.iter().filter(|name| **name != "*") {
            let (_, property) = self.properties(node).into_iter().find(|(known, _)| known == name)?;
            node = self.enter(property);
        }
        Some(node)
    }

    fn enter(&self, node: &'a Value) -> &'a Value {
        let mut node = self.follow(node).node;
        while node["items"].is_object() {
            node = self.follow(&node["items"]).node;
        }
        node
    }

    /// How often the schema refers to a definition.
    pub(crate) fn uses(&self, definition: &str) -> usize {
        fn count(node: &Value, reference: &str) -> usize {
            match node {
                Value::Object(map) => {
                    let here = usize::from(map.get("$ref").and_then(Value::as_str) == Some(reference));
                    here + map.values().map(|value| count(value, reference)).sum::<usize>()
                }
                Value::Array(items) => items.iter().map(|item| count(item, reference)).sum(),
                _ => 0,
            }
        }
        count(self.root, &format!("#/definitions/{definition}"))
    }

    /// The alternatives of a node that are schemas of their own, not mere combinations of required properties.
    pub(crate) fn alternatives(&self, node: &'a Value) -> Vec<Found<'a>> {
        ["oneOf", "anyOf"]
            .iter()
            .filter_map(|keyword| node[*keyword].as_array())
            .flatten()
            .map(|branch| self.follow(branch))
            .filter(|branch| ["type", "properties", "items", "enum"].iter().any(|key| !branch.node[*key].is_null()))
            .collect()
    }

    /// The properties of an object, those of its alternatives included.
    pub(crate) fn properties(&self, node: &'a Value) -> Vec<(&'a str, &'a Value)> {
        let mut properties = Vec::<(&str, &Value)>::new();
        let alternatives = self.alternatives(node);
        for node in std::iter::once(node).chain(alternatives.iter().map(|branch| branch.node)) {
            for (name, property) in node["properties"].as_object().into_iter().flat_map(Map::iter) {
                if !properties.iter().any(|(known, _)| known == name) {
                    properties.push((name, property));
                }
            }
        }
        properties.sort_by_key(|(name, _)| *name);
        properties
    }

    /// The properties that must be there whichever alternative is taken.
    pub(crate) fn required(&self, node: &'a Value) -> BTreeSet<&'a str> {
        let mut required: BTreeSet<_> = strings(&node["required"]).into_iter().collect();
        let alternatives = self.alternatives(node);
        if let Some((first, others)) = alternatives.split_first() {
            let shared = strings(&first.node["required"])
                .into_iter()
                .filter(|name| others.iter().all(|other| strings(&other.node["required"]).contains(name)));
            required.extend(shared);
        }
        required
    }

    /// The schema at a path of property names, lists not entered.
    pub(crate) fn at(&self, path: &[&str]) -> Option<Found<'a>> {
        let mut found = Found { node: self.root, definition: None };
        for name in path {
            let (_, property) = self.properties(found.node).into_iter().find(|(known, _)| known == name)?;
            found = self.follow(property);
        }
        Some(found)
    }
}

/// The kind of a schema whose references are followed.
pub(crate) fn kind(schema: Schema<'_>, node: &Value) -> Kind {
    let types: Vec<&str> = match &node["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return untyped(schema, node),
    };
    match types[..] {
        ["string"] => Kind::Text,
        ["boolean"] => Kind::Bool,
        ["integer"] => Kind::Int,
        ["number"] => Kind::Num,
        ["array"] => Kind::List,
        ["object"] => Kind::Object,
        // CloudFormation takes text wherever it takes a scalar; a document given as text is still a document.
        _ if types.iter().all(|name| ["string", "boolean"].contains(name)) => Kind::Bool,
        _ if types.iter().all(|name| ["string", "integer"].contains(name)) => Kind::Int,
        _ if types.iter().all(|name| ["object", "string"].contains(name)) => Kind::Document,
        _ if types.contains(&"string") => Kind::Text,
        _ => Kind::Document,
    }
}

fn untyped(schema: Schema<'_>, node: &Value) -> Kind {
    if node["properties"].is_object() || node["patternProperties"].is_object() {
        return Kind::Object;
    }
    if node["items"].is_object() {
        return Kind::List;
    }
    if node["enum"].as_array().is_some_and(|values| values.iter().all(Value::is_string)) {
        return Kind::Text;
    }
    let kinds: Vec<_> = schema.alternatives(node).iter().map(|branch| kind_of_branch(schema, branch)).collect();
    match kinds[..] {
        [first, ref others @ ..] if others.iter().all(|other| *other == first) => first,
        [_, ..] if kinds.contains(&Kind::Text) && kinds.iter().all(|kind| scalar(*kind)) => Kind::Text,
        // A list that may also be given as a document is a list.
        [Kind::List, Kind::Document] | [Kind::Document, Kind::List] => Kind::List,
        _ => Kind::Document,
    }
}

fn kind_of_branch(schema: Schema<'_>, branch: &Found<'_>) -> Kind {
    kind(schema, branch.node)
}

fn scalar(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::Bool | Kind::Int | Kind::Num)
}

/// The strings of a list.
pub(crate) fn strings(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The identity formats that a text schema names, alternatives and relationships included.
pub(crate) fn formats(node: &Value) -> Vec<String> {
    let mut formats = Vec::new();
    let branches = ["anyOf", "oneOf"].iter().filter_map(|keyword| node[*keyword].as_array()).flatten();
    for node in std::iter::once(node).chain(branches) {
        let own = node["format"].as_str().filter(|format| format.starts_with("AWS::")).map(str::to_owned);
        let related = &node["relationshipRef"];
        let related = related["typeName"].as_str().zip(related["propertyPath"].as_str());
        let related = related.map(|(name, path)| format!("{name}.{}", path.trim_start_matches("/properties/")));
        formats.extend(own.into_iter().chain(related));
    }
    formats
}
