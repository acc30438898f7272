//! One type: facts about the whole type, then its nodes.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use serde_json::{Map, Value};

use super::format::{mark, tagging};
use super::node::Nodes;
use super::token::{Interner, Token};

/// Lists of pointers that mark properties.
const MARKS: [(&str, u8); 5] = [
    ("readOnlyProperties", mark::READ_ONLY),
    ("writeOnlyProperties", mark::WRITE_ONLY),
    ("createOnlyProperties", mark::CREATE_ONLY),
    ("conditionalCreateOnlyProperties", mark::CONDITIONAL_CREATE_ONLY),
    ("deprecatedProperties", mark::DEPRECATED),
];

const TAGGING: [(&str, u8); 4] = [
    ("taggable", tagging::TAGGABLE),
    ("tagOnCreate", tagging::ON_CREATE),
    ("tagUpdatable", tagging::UPDATABLE),
    ("cloudFormationSystemTags", tagging::SYSTEM_TAGS),
];

/// Facts for the generator, or about how CloudFormation calls the service.
const IGNORED: [&str; 13] = [
    "$schema",
    "additionalIdentifiers",
    "definitions",
    "documentationUrl",
    "handlers",
    "nonPublicDefinitions",
    "nonPublicProperties",
    "propertyTransform",
    "replacementStrategy",
    "resourceLink",
    "sourceUrl",
    "typeConfiguration",
    "typeName",
];

pub(super) fn encode(schema: &Value, interner: &mut Interner) -> anyhow::Result<Vec<Token>> {
    let fields = schema.as_object().context("a type's schema must be an object")?;
    let mut out = Vec::new();
    marks(fields)?.write(interner, &mut out);
    let primary = pointers(fields, "primaryIdentifier")?;
    out.push(Token::Number(primary.len() as u64));
    for path in primary {
        write_path(&path, interner, &mut out);
    }
    write_tagging(fields, interner, &mut out)?;
    write_lifecycle(fields, interner, &mut out)?;
    let rules = rules(fields);
    out.extend(Nodes::new(schema, interner).encode(&rules)?);
    Ok(out)
}

/// What is left of a type when the facts about it are taken away: the schema of its properties.
fn rules(fields: &Map<String, Value>) -> Map<String, Value> {
    let fact = |key: &str| {
        MARKS.iter().any(|(name, _)| *name == key)
            || matches!(key, "primaryIdentifier" | "tagging" | "taggable" | "lifecycle")
            || IGNORED.contains(&key)
    };
    fields.iter().filter(|(key, _)| !fact(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
}

/// Marked properties as a tree of names; `*` stands for any item.
#[derive(Default)]
struct Marks<'a> {
    bits: u8,
    /// By length, then text: the order in which the decoder searches them.
    below: BTreeMap<(usize, &'a str), Marks<'a>>,
}

impl Marks<'_> {
    fn write(&self, interner: &mut Interner, out: &mut Vec<Token>) {
        out.extend([Token::Byte(self.bits), Token::Number(self.below.len() as u64)]);
        for ((_, name), marks) in &self.below {
            out.push(interner.text(name));
            marks.write(interner, out);
        }
    }
}

fn marks<'a>(fields: &'a Map<String, Value>) -> anyhow::Result<Marks<'a>> {
    let mut root = Marks::default();
    for (list, bit) in MARKS {
        for path in pointers(fields, list)? {
            let mut marks = &mut root;
            for name in path {
                marks = marks.below.entry((name.len(), name)).or_default();
            }
            marks.bits |= bit;
        }
    }
    Ok(root)
}

/// The paths of a list such as `["/properties/Endpoint/Address"]`.
fn pointers<'a>(fields: &'a Map<String, Value>, list: &str) -> anyhow::Result<Vec<Vec<&'a str>>> {
    let Some(pointers) = fields.get(list) else { return Ok(Vec::new()) };
    let pointers = pointers.as_array().with_context(|| format!("`{list}` is not a list"))?;
    pointers.iter().map(|pointer| path(pointer).with_context(|| list.to_owned())).collect()
}

fn path(pointer: &Value) -> anyhow::Result<Vec<&str>> {
    let pointer = pointer.as_str().context("not a string")?;
    let path =
        pointer.strip_prefix("/properties/").with_context(|| format!("{pointer} leads outside the properties"))?;
    if path.contains('~') {
        bail!("{pointer} holds an escape");
    }
    Ok(path.split('/').collect())
}

fn write_path(path: &[&str], interner: &mut Interner, out: &mut Vec<Token>) {
    out.push(Token::Number(path.len() as u64));
    out.extend(path.iter().map(|name| interner.text(name)));
}

fn write_tagging(fields: &Map<String, Value>, interner: &mut Interner, out: &mut Vec<Token>) -> anyhow::Result<()> {
    let mut bits = 0;
    let mut property = None;
    if let Some(facts) = fields.get("tagging") {
        let facts = facts.as_object().context("`tagging` is not an object")?;
        bits |= tagging::STATED;
        for (name, bit) in TAGGING {
            // The registry's own schema says that each holds if nothing is said.
            let fact =
                facts.get(name).map(|fact| fact.as_bool().with_context(|| format!("`{name}` is not true or false")));
            bits |= if fact.transpose()?.unwrap_or(true) { bit } else { 0 };
        }
        property = facts.get("tagProperty").map(path).transpose()?;
        let known =
            |key: &str| key == "tagProperty" || key == "permissions" || TAGGING.iter().any(|(name, _)| *name == key);
        if let Some(key) = facts.keys().find(|key| !known(key)) {
            bail!("unknown fact `{key}` in `tagging`");
        }
    } else if let Some(taggable) = fields.get("taggable") {
        let taggable = taggable.as_bool().context("`taggable` is not true or false")?;
        bits |= tagging::STATED | if taggable { TAGGING.iter().fold(0, |bits, (_, bit)| bits | bit) } else { 0 };
    }
    if property.is_some() {
        bits |= tagging::PROPERTY;
    }
    out.push(Token::Byte(bits));
    if let Some(path) = property {
        write_path(&path, interner, out);
    }
    Ok(())
}

/// Empty status: the service says nothing. Empty date: none is announced.
fn write_lifecycle(fields: &Map<String, Value>, interner: &mut Interner, out: &mut Vec<Token>) -> anyhow::Result<()> {
    let facts =
        fields.get("lifecycle").map(|facts| facts.as_object().context("`lifecycle` is not an object")).transpose()?;
    if let Some(key) = facts.and_then(|facts| facts.keys().find(|key| !matches!(key.as_str(), "status" | "date"))) {
        bail!("unknown fact `{key}` in `lifecycle`");
    }
    let fact = |key| facts.and_then(|facts| facts.get(key)).and_then(Value::as_str).unwrap_or_default();
    out.extend([interner.text(fact("status")), interner.text(fact("date"))]);
    Ok(())
}
