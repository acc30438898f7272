//! Schemas as nodes. Equal nodes of a type are written once, and a bare `$ref` is replaced by what it points to.

use std::collections::HashMap;

use anyhow::{Context, anyhow, bail};
use serde_json::{Map, Value};

use super::format::{TYPE_NAMES, tag, value};
use super::token::{Interner, Token, zigzag};

/// Keywords that say nothing about which values are right.
const IGNORED: [&str; 8] =
    ["description", "title", "examples", "$comment", "relationshipRef", "arrayType", "definitions", "$id"];

/// Payload of a keyword, by its shape in the archive.
#[derive(Clone, Copy)]
enum Shape {
    Count,
    Number,
    Names,
    NamesByName,
    Values,
    Value,
    Node,
    Nodes,
    Name,
}

const KEYWORDS: [(&str, u8, Shape); 32] = [
    ("required", tag::REQUIRED, Shape::Names),
    ("requiredXor", tag::REQUIRED_XOR, Shape::Names),
    ("requiredOr", tag::REQUIRED_OR, Shape::Names),
    ("dependentRequired", tag::DEPENDENT_REQUIRED, Shape::NamesByName),
    ("dependentExcluded", tag::DEPENDENT_EXCLUDED, Shape::NamesByName),
    ("minProperties", tag::MIN_PROPERTIES, Shape::Count),
    ("maxProperties", tag::MAX_PROPERTIES, Shape::Count),
    ("items", tag::ITEMS, Shape::Node),
    ("prefixItems", tag::PREFIX_ITEMS, Shape::Nodes),
    ("minItems", tag::MIN_ITEMS, Shape::Count),
    ("maxItems", tag::MAX_ITEMS, Shape::Count),
    ("maxUniqueItems", tag::MAX_UNIQUE_ITEMS, Shape::Count),
    ("uniqueKeys", tag::UNIQUE_KEYS, Shape::Names),
    ("enum", tag::ENUM, Shape::Values),
    ("enumCaseInsensitive", tag::ENUM_CASE_INSENSITIVE, Shape::Values),
    ("const", tag::CONST, Shape::Value),
    ("default", tag::DEFAULT, Shape::Value),
    ("format", tag::FORMAT, Shape::Name),
    ("minLength", tag::MIN_LENGTH, Shape::Count),
    ("maxLength", tag::MAX_LENGTH, Shape::Count),
    ("minimum", tag::MINIMUM, Shape::Number),
    ("maximum", tag::MAXIMUM, Shape::Number),
    ("exclusiveMinimum", tag::EXCLUSIVE_MINIMUM, Shape::Number),
    ("exclusiveMaximum", tag::EXCLUSIVE_MAXIMUM, Shape::Number),
    ("multipleOf", tag::MULTIPLE_OF, Shape::Number),
    ("allOf", tag::ALL_OF, Shape::Nodes),
    ("anyOf", tag::ANY_OF, Shape::Nodes),
    ("oneOf", tag::ONE_OF, Shape::Nodes),
    ("not", tag::NOT, Shape::Node),
    ("if", tag::IF, Shape::Node),
    ("then", tag::THEN, Shape::Node),
    ("else", tag::ELSE, Shape::Node),
];

/// The nodes of one type.
pub(super) struct Nodes<'a> {
    root: &'a Value,
    interner: &'a mut Interner,
    bodies: Vec<Option<Vec<Token>>>,
    known: HashMap<Vec<Token>, usize>,
    targets: HashMap<&'a str, Target>,
}

/// How far a `$ref`'s target is.
#[derive(Clone, Copy)]
enum Target {
    Open,
    /// Open, and used from within itself: its place is already fixed.
    Promised(usize),
    Done(usize),
}

impl<'a> Nodes<'a> {
    pub(super) fn new(root: &'a Value, interner: &'a mut Interner) -> Self {
        Nodes { root, interner, bodies: Vec::new(), known: HashMap::new(), targets: HashMap::new() }
    }

    /// Count of nodes, the root's number, the nodes.
    pub(super) fn encode(mut self, root: &'a Map<String, Value>) -> anyhow::Result<Vec<Token>> {
        let root = self.object(root)?;
        let mut out = vec![Token::Number(self.bodies.len() as u64), Token::Number(root as u64)];
        for body in self.bodies {
            out.extend(body.context("a `$ref` was promised and never kept")?);
        }
        Ok(out)
    }

    fn node(&mut self, schema: &'a Value) -> anyhow::Result<usize> {
        let schema = schema.as_object().ok_or_else(|| anyhow!("a schema must be an object, not {schema}"))?;
        match schema.get("$ref").and_then(Value::as_str) {
            Some(pointer) if schema.keys().all(|key| key == "$ref" || IGNORED.contains(&key.as_str())) => {
                self.target(pointer)
            }
            _ => self.object(schema),
        }
    }

    fn object(&mut self, schema: &'a Map<String, Value>) -> anyhow::Result<usize> {
        let body = self.body(schema)?;
        Ok(self.place(body))
    }

    fn place(&mut self, body: Vec<Token>) -> usize {
        if let Some(&number) = self.known.get(&body) {
            return number;
        }
        let number = self.bodies.len();
        self.known.insert(body.clone(), number);
        self.bodies.push(Some(body));
        number
    }

    /// The node that a local pointer such as `#/definitions/Tag` names.
    fn target(&mut self, pointer: &'a str) -> anyhow::Result<usize> {
        match self.targets.get(pointer) {
            Some(Target::Done(number) | Target::Promised(number)) => return Ok(*number),
            Some(Target::Open) => {
                let number = self.bodies.len();
                self.bodies.push(None);
                self.targets.insert(pointer, Target::Promised(number));
                return Ok(number);
            }
            None => {}
        }
        let local = pointer.strip_prefix('#').with_context(|| format!("`$ref` to another document: {pointer}"))?;
        let schema = self.root.pointer(local).with_context(|| format!("`$ref` to nothing: {pointer}"))?;
        self.targets.insert(pointer, Target::Open);
        let number = self.node(schema).with_context(|| pointer.to_owned())?;
        let number = match self.targets.get(pointer) {
            Some(&Target::Promised(promised)) if promised == number => bail!("`$ref` to itself: {pointer}"),
            Some(&Target::Promised(promised)) => {
                let body = vec![Token::Byte(tag::REF), Token::Number(number as u64), Token::Byte(tag::END)];
                self.bodies[promised] = Some(body);
                promised
            }
            _ => number,
        };
        self.targets.insert(pointer, Target::Done(number));
        Ok(number)
    }

    fn body(&mut self, schema: &'a Map<String, Value>) -> anyhow::Result<Vec<Token>> {
        let mut out = Vec::new();
        let mut keys: Vec<&String> = schema.keys().collect();
        keys.sort();
        for key in keys {
            self.keyword(key, &schema[key], &mut out).with_context(|| format!("`{key}`"))?;
        }
        out.push(Token::Byte(tag::END));
        Ok(out)
    }

    fn keyword(&mut self, key: &str, payload: &'a Value, out: &mut Vec<Token>) -> anyhow::Result<()> {
        match key {
            _ if IGNORED.contains(&key) => {}
            "type" => out.extend([Token::Byte(tag::TYPE), Token::Byte(types(payload)?)]),
            "$ref" => {
                let pointer = payload.as_str().context("not a string")?;
                let target = self.target(pointer)?;
                out.extend([Token::Byte(tag::REF), Token::Number(target as u64)]);
            }
            "properties" => self.named_nodes(tag::PROPERTIES, payload, Interner::text, out)?,
            "patternProperties" => self.named_nodes(tag::PATTERN_PROPERTIES, payload, Interner::pattern, out)?,
            "dependentSchemas" => self.named_nodes(tag::DEPENDENT_SCHEMAS, payload, Interner::text, out)?,
            "dependencies" => self.dependencies(payload, out)?,
            "additionalProperties" => match payload {
                Value::Bool(true) => {}
                Value::Bool(false) => out.push(Token::Byte(tag::CLOSED)),
                schema => out.extend([Token::Byte(tag::ADDITIONAL), Token::Number(self.node(schema)? as u64)]),
            },
            "uniqueItems" => out.extend(flag(payload, true)?.then_some(Token::Byte(tag::UNIQUE_ITEMS))),
            "insertionOrder" => out.extend(flag(payload, false)?.then_some(Token::Byte(tag::UNORDERED))),
            "pattern" => {
                let pattern = self.interner.pattern(payload.as_str().context("not a string")?);
                out.extend([Token::Byte(tag::PATTERN), pattern]);
            }
            _ => {
                let known = KEYWORDS.iter().find(|(name, ..)| *name == key);
                let &(_, tag, shape) = known.context("unknown keyword: carry it or list it as ignored")?;
                out.push(Token::Byte(tag));
                self.payload(shape, payload, out)?;
            }
        }
        Ok(())
    }

    fn payload(&mut self, shape: Shape, payload: &'a Value, out: &mut Vec<Token>) -> anyhow::Result<()> {
        match shape {
            Shape::Count => out.push(Token::Number(payload.as_u64().context("not a count")?)),
            Shape::Number if !payload.is_number() => bail!("not a number"),
            Shape::Number | Shape::Value => self.value(payload, out)?,
            Shape::Values => {
                let values = list(payload)?;
                out.push(Token::Number(values.len() as u64));
                values.iter().try_for_each(|value| self.value(value, out))?;
            }
            Shape::Name => out.push(self.interner.text(payload.as_str().context("not a string")?)),
            Shape::Names => self.names(payload, out)?,
            Shape::NamesByName => {
                let entries = sorted(payload)?;
                out.push(Token::Number(entries.len() as u64));
                for (name, names) in entries {
                    out.push(self.interner.text(name));
                    self.names(names, out)?;
                }
            }
            Shape::Node => out.push(Token::Number(self.node(payload)? as u64)),
            Shape::Nodes => {
                let schemas = list(payload)?;
                out.push(Token::Number(schemas.len() as u64));
                for schema in schemas {
                    out.push(Token::Number(self.node(schema)? as u64));
                }
            }
        }
        Ok(())
    }

    fn named_nodes(
        &mut self,
        tag: u8,
        payload: &'a Value,
        intern: fn(&mut Interner, &str) -> Token,
        out: &mut Vec<Token>,
    ) -> anyhow::Result<()> {
        let entries = sorted(payload)?;
        out.extend([Token::Byte(tag), Token::Number(entries.len() as u64)]);
        for (name, schema) in entries {
            let number = self.node(schema).with_context(|| name.to_owned())?;
            out.extend([intern(self.interner, name), Token::Number(number as u64)]);
        }
        Ok(())
    }

    /// The older keyword that means two newer ones, by the kind of each value.
    fn dependencies(&mut self, payload: &'a Value, out: &mut Vec<Token>) -> anyhow::Result<()> {
        let (names, schemas): (Vec<_>, Vec<_>) = sorted(payload)?.into_iter().partition(|(_, value)| value.is_array());
        if !names.is_empty() {
            out.extend([Token::Byte(tag::DEPENDENT_REQUIRED), Token::Number(names.len() as u64)]);
            for (name, names) in names {
                out.push(self.interner.text(name));
                self.names(names, out)?;
            }
        }
        if !schemas.is_empty() {
            out.extend([Token::Byte(tag::DEPENDENT_SCHEMAS), Token::Number(schemas.len() as u64)]);
            for (name, schema) in schemas {
                let number = self.node(schema).with_context(|| name.to_owned())?;
                out.extend([self.interner.text(name), Token::Number(number as u64)]);
            }
        }
        Ok(())
    }

    fn names(&mut self, payload: &Value, out: &mut Vec<Token>) -> anyhow::Result<()> {
        let names = list(payload)?;
        out.push(Token::Number(names.len() as u64));
        for name in names {
            out.push(self.interner.text(name.as_str().context("not a list of names")?));
        }
        Ok(())
    }

    fn value(&mut self, literal: &Value, out: &mut Vec<Token>) -> anyhow::Result<()> {
        match literal {
            Value::Null => out.push(Token::Byte(value::NULL)),
            Value::Bool(false) => out.push(Token::Byte(value::FALSE)),
            Value::Bool(true) => out.push(Token::Byte(value::TRUE)),
            Value::String(text) => out.extend([Token::Byte(value::STRING), self.interner.text(text)]),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(integer), _) => out.extend([Token::Byte(value::INTEGER), Token::Number(zigzag(integer))]),
                (None, Some(float)) => out.extend([Token::Byte(value::FLOAT), Token::Bytes(float.to_le_bytes())]),
                (None, None) => bail!("{number} is too large"),
            },
            Value::Array(_) | Value::Object(_) => {
                out.extend([Token::Byte(value::JSON), self.interner.text(&literal.to_string())]);
            }
        }
        Ok(())
    }
}

fn types(payload: &Value) -> anyhow::Result<u8> {
    let names = match payload {
        Value::Array(names) => names.as_slice(),
        name => std::slice::from_ref(name),
    };
    names.iter().try_fold(0, |bits, name| {
        let known = TYPE_NAMES.iter().find(|(known, _)| name == known);
        Ok(bits | known.with_context(|| format!("unknown type {name}"))?.1)
    })
}

fn flag(payload: &Value, meaning: bool) -> anyhow::Result<bool> {
    Ok(payload.as_bool().context("not true or false")? == meaning)
}

fn list(payload: &Value) -> anyhow::Result<&[Value]> {
    payload.as_array().map(Vec::as_slice).context("not a list")
}

/// Entries by length, then text: the order in which the decoder searches them.
fn sorted(payload: &Value) -> anyhow::Result<Vec<(&str, &Value)>> {
    let entries = payload.as_object().context("not an object")?;
    let mut entries: Vec<_> = entries.iter().map(|(name, value)| (name.as_str(), value)).collect();
    entries.sort_by_key(|(name, _)| (name.len(), *name));
    Ok(entries)
}
