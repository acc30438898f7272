//! Every mapped type, with every property that its schema knows: it comes out of the table, or the table says why not.

use std::collections::BTreeSet;

use crate::core::{App, ConditionAddress, Dynamic, Expr, Node, Props, Stack};
use crate::schema::{Keyword, Marks, PatternId, Registry, Schema, SchemaId, TypeSchema, Types, Value};
use crate::terraform::mapping::{Entry, Guard, Line, Mapped, Shape, Tables, Target, all};
use crate::terraform::testing::{print, world};

/// Schemas that hold themselves end somewhere.
const DEEPEST: usize = 7;

/// Makes literals that suit a type's schemas.
struct Sampler<'r> {
    registry: &'r Registry,
    kind: &'r TypeSchema,
}

impl<'r> Sampler<'r> {
    /// A literal with everything inside that may be inside.
    fn sample(&self, schema: &Schema, marks: Option<&Marks>, depth: usize) -> Option<Node> {
        for keyword in &schema.keywords {
            match keyword {
                Keyword::Const(value) => return Some(literal(value)),
                Keyword::Enum(values) | Keyword::EnumCaseInsensitive(values) => return values.first().map(literal),
                Keyword::Ref(target) if schema.properties.is_empty() => {
                    return self.sample(self.kind.schema(*target), marks, depth);
                }
                _ => {}
            }
        }
        let members = self.members(schema);
        let types = schema.types;
        if !types.is_any() && types.allow(Types::ARRAY) {
            let items = schema.keywords.iter().find_map(|keyword| match keyword {
                Keyword::Items(items) => Some(*items),
                _ => None,
            });
            let marks = marks.map(Marks::items);
            let item = items
                .map_or(Some(Node::Map(Props::new())), |items| self.sample(self.kind.resolve(items), marks, depth + 1));
            return item.map(|item| Node::List(vec![item]));
        }
        if !members.is_empty() {
            return (depth < DEEPEST).then(|| Node::Map(self.object(&members, marks, depth)));
        }
        if types.allow(Types::OBJECT) {
            return self.entries(schema, depth);
        }
        Some(scalar(types))
    }

    /// The properties of an object, in whichever part of its schema they stand.
    fn members(&self, schema: &Schema) -> Vec<(&'static str, SchemaId)> {
        let mut found = schema.properties.clone();
        for keyword in &schema.keywords {
            if let Keyword::AllOf(parts) | Keyword::AnyOf(parts) | Keyword::OneOf(parts) = keyword {
                let parts = parts.iter().flat_map(|part| self.members(self.kind.resolve(*part)));
                // Elsewhere than in the list of properties, most only say that they are required.
                found.extend(parts.filter(|(_, id)| *self.kind.resolve(*id) != Schema::default()));
            }
        }
        found
    }

    fn object(&self, members: &[(&'static str, SchemaId)], marks: Option<&Marks>, depth: usize) -> Props {
        let mut props = Props::new();
        for (name, id) in members {
            let marks = marks.and_then(|marks| marks.property(name));
            if marks.is_some_and(Marks::is_read_only) || props.get(name).is_some() {
                continue;
            }
            if let Some(node) = self.sample(self.kind.resolve(*id), marks, depth + 1) {
                props.put(*name, node);
            }
        }
        props
    }

    /// A map or a free document.
    fn entries(&self, schema: &Schema, depth: usize) -> Option<Node> {
        let below = schema.keywords.iter().find_map(|keyword| match keyword {
            Keyword::PatternProperties(entries) => entries.first().map(|(pattern, entry)| (self.key(*pattern), *entry)),
            Keyword::Additional(entry) | Keyword::Items(entry) => Some(("key", *entry)),
            _ => None,
        });
        let (key, value) = match below {
            Some((key, id)) => (key, self.sample(self.kind.resolve(id), None, depth + 1)?),
            None => ("info", Node::Map(Props::new())),
        };
        let mut props = Props::new();
        props.put(key, value);
        Some(Node::Map(props))
    }

    /// A key that a pattern lists, or any.
    fn key(&self, pattern: PatternId) -> &'static str {
        let listed = self.registry.pattern(pattern).and_then(|text| text.strip_prefix("^(")?.split(['|', ')']).next());
        let word = |text: &&str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        listed.filter(word).unwrap_or("key")
    }
}

fn scalar(types: Types) -> Node {
    if types.allow(Types::STRING) {
        Node::Str("${text}".into())
    } else if types.allow(Types::BOOLEAN) {
        Node::Bool(true)
    } else {
        Node::Int(1)
    }
}

fn literal(value: &Value) -> Node {
    match value {
        Value::Null => Node::Null,
        Value::Bool(value) => Node::Bool(*value),
        Value::Int(value) => Node::Int(*value),
        Value::Num(value) => Node::Num(*value),
        Value::Str(text) | Value::Json(text) => Node::Str((*text).into()),
    }
}

/// A resource with everything set, so that this variant of its type applies.
fn full(registry: &Registry, type_name: &'static str, entry: &Entry, value: impl Fn(&Node) -> Node) -> Option<Dynamic> {
    let kind = registry.get(type_name)?;
    let chosen = |guard: &Guard, name: &str| -> Option<Option<Node>> {
        guard.tests.iter().find(|test| test.path == [name]).map(|test| test.literal.map(|word| Node::Str(word.into())))
    };
    let sampler = Sampler { registry, kind };
    let mut resource = Dynamic::new(type_name);
    for prop in &sampler.object(&kind.root().properties, Some(kind.marks()), 0) {
        let name = &prop.name;
        let others = all().into_iter().filter(|(name, other)| *name == type_name && !std::ptr::eq(other.entry, entry));
        let elsewhere =
            others.filter_map(|(_, other)| other.entry.when.as_ref()).any(|guard| chosen(guard, name).is_some());
        let here = entry.when.as_ref().and_then(|guard| chosen(guard, name));
        let node = match (here, elsewhere) {
            (Some(Some(literal)), _) => Some(literal),
            (None, true) => None,
            _ => Some(value(&prop.node)),
        };
        if let Some(node) = node {
            resource = resource.set(name.clone(), node);
        }
    }
    Some(resource)
}

/// Names of properties about which the table itself may complain.
#[derive(Default)]
struct Stated {
    none: BTreeSet<&'static str>,
    newer: BTreeSet<&'static str>,
    needed: BTreeSet<&'static str>,
    transformed: BTreeSet<&'static str>,
}

impl Stated {
    fn of(mapped: Mapped) -> Self {
        let mut stated = Stated::default();
        stated.add(mapped, &mapped.entry.lines, &mut BTreeSet::new());
        stated
    }

    fn add(&mut self, mapped: Mapped, lines: &'static [Line], groups: &mut BTreeSet<&'static str>) {
        for line in lines {
            let narrow = matches!(line.shape, Shape::Switch(..) | Shape::Table(..) | Shape::First(_));
            if line.target == Target::None || narrow {
                self.none.insert(line.name);
            }
            if line.since.is_some() {
                self.newer.insert(line.name);
            }
            if line.must {
                self.needed.insert(line.name);
            }
            if let Shape::Transform(..) = line.shape {
                self.transformed.insert(line.name);
            }
            if let Shape::Use(group) | Shape::Uses(group) = line.shape
                && groups.insert(group)
            {
                self.add(mapped, mapped.group(group), groups);
            }
            self.add(mapped, &line.children, groups);
        }
    }

    /// Whether the table says that this may be found wrong.
    fn allows(&self, rule: &str, pointer: &str, message: &str) -> bool {
        let names: Vec<&str> = pointer.split('/').filter(|step| step.parse::<usize>().is_err()).collect();
        let any = |known: &BTreeSet<&str>| names.iter().any(|name| known.contains(name));
        let named = |known: &BTreeSet<&str>| known.iter().any(|name| message.contains(&format!("`{name}`")));
        match rule {
            "no-counterpart" => any(&self.none) || any(&self.transformed),
            "needs-newer-provider" => named(&self.newer),
            "needed-by-terraform" => named(&self.needed) || any(&self.transformed),
            "needs-literal" => any(&self.transformed),
            _ => false,
        }
    }
}

#[test]
fn every_property_of_every_mapped_type_is_led_somewhere() {
    let registry = Registry::new();
    let mut faults = Vec::new();
    for (type_name, mapped) in all() {
        let Some(resource) = full(&registry, type_name, mapped.entry, Node::clone) else {
            faults.push(format!("{type_name}: no schema"));
            continue;
        };
        let mut stack = Stack::new("demo");
        stack.add("Main", resource);
        let printed = print(Tables::Reviewed, App::new("test").stack(stack).aws_provider(6, 99));
        let entry = mapped.entry;
        if entry.kind.is_none() || entry.merge.is_some() {
            assert!(!printed.problems.is_empty(), "{type_name} cannot stand alone");
            continue;
        }
        let stated = Stated::of(mapped);
        for (problem, message) in printed.problems.iter().zip(&printed.messages) {
            let (rule, pointer) = problem.split_once(' ').expect("rule and pointer");
            if !stated.allows(rule, pointer, message) {
                faults.push(format!("{type_name} {problem}: {message}"));
            }
        }
        let text = printed.json.to_string();
        if text.matches("${text}").count() != text.matches("$${text}").count() {
            faults.push(format!("{type_name}: a literal `${{` is not escaped"));
        }
        let kind = entry.loops.first().and_then(|each| each.kind).or(entry.kind).expect("a mapped type");
        if printed.json["resource"][kind]["main"].is_null() {
            faults.push(format!("{type_name}: no {kind}.main"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The value with something else in place of each text.
fn with_texts(node: &Node, text: &Node) -> Node {
    match node {
        Node::Str(_) => text.clone(),
        Node::List(items) => Node::List(items.iter().map(|item| with_texts(item, text)).collect()),
        Node::Map(props) => members(props, |node| with_texts(node, text)),
        other => other.clone(),
    }
}

/// The value where a condition holds, and so with everything inside it.
fn under(condition: ConditionAddress, node: &Node) -> Node {
    let inner = match node {
        Node::List(items) => Node::List(items.iter().map(|item| under(condition, item)).collect()),
        Node::Map(props) => members(props, |node| under(condition, node)),
        other => other.clone(),
    };
    Node::from(Expr::If(condition, inner, Node::from(Expr::NoValue)))
}

fn members(props: &Props, value: impl Fn(&Node) -> Node) -> Node {
    let mut out = Props::new();
    for prop in props {
        out.put(prop.name.clone(), value(&prop.node));
    }
    Node::Map(out)
}

#[test]
fn what_is_known_only_later_is_said_or_refused() {
    let registry = Registry::new();
    let mut faults = Vec::new();
    for (type_name, mapped) in all() {
        for conditional in [false, true] {
            let (mut stack, world) = world();
            let condition = match world.on.then::<String>("").node().as_expr() {
                Some(Expr::If(condition, ..)) => *condition,
                _ => panic!("a choice"),
            };
            let text = world.text.value();
            let value = |node: &Node| if conditional { under(condition, node) } else { with_texts(node, text.node()) };
            stack.add("Main", full(&registry, type_name, mapped.entry, value).expect("a schema"));
            let printed = print(Tables::Reviewed, App::new("test").stack(stack).aws_provider(6, 99));
            let unexpected = printed.problems.iter().filter(|problem| problem.starts_with("unmapped-property"));
            faults.extend(unexpected.map(|problem| format!("{type_name} {problem}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
