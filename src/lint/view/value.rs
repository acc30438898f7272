//! One value, and what is known of it.

use std::borrow::Cow;

use super::resource::Resource;
use super::system::System;
use crate::core::{Address, Expr, Node};

/// A value as rules see it: absent, known, or known only when the stack is deployed. Of the last, every question has no
/// answer, so that a rule says nothing about it.
///
/// Choices by a condition are made already: the system has decided its conditions.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    system: System<'a>,
    state: State<'a>,
    source: Option<&'a Node>,
}

#[derive(Clone, Copy)]
enum State<'a> {
    Absent,
    Known(&'a Node),
    Deferred(&'a Expr),
    /// Inside something deferred.
    Unknown,
}

/// What a value stands for, to tell whether two stand for the same.
#[derive(Clone, Copy, PartialEq)]
enum Meaning<'a> {
    /// What identifies a resource.
    Resource(Address),
    Literal(&'a Node),
    Deferred(&'a Expr),
}

/// See [`Value::key`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub(in crate::lint) enum Key<'a> {
    Resource(Address),
    Word(Cow<'a, str>),
    Computed(String),
}

/// An expression as deep as this is somebody's joke.
const DEEPEST: usize = 64;

impl<'a> Value<'a> {
    pub(super) const fn absent(system: System<'a>) -> Self {
        Value { system, state: State::Absent, source: None }
    }

    /// Decides every choice on the way to what the value is.
    pub(super) fn of(system: System<'a>, node: &'a Node) -> Self {
        #[cfg(test)]
        super::steps::count();
        let (mut node, mut source) = (node, node);
        for _ in 0..DEEPEST {
            let state = match node {
                Node::Expr(expr) => match expr.as_ref() {
                    Expr::If(condition, then, otherwise) => {
                        node = if system.holds(condition.stack, condition.index) { then } else { otherwise };
                        source = node;
                        continue;
                    }
                    // A mapping is as constant as what is written in place.
                    Expr::FindInMap(map, row, column) => match system.mapped(*map, row, column) {
                        Some(found) => {
                            node = found;
                            continue;
                        }
                        None => State::Deferred(expr),
                    },
                    Expr::NoValue => State::Absent,
                    other => State::Deferred(other),
                },
                stored if stored.is_stored() => State::Unknown,
                known => State::Known(known),
            };
            return Value { system, state, source: Some(source) };
        }
        Value { system, state: State::Unknown, source: None }
    }

    /// Whether there is surely nothing.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self.state, State::Absent)
    }

    /// Whether it is known only when the stack is deployed.
    #[must_use]
    pub fn is_deferred(&self) -> bool {
        matches!(self.state, State::Deferred(_) | State::Unknown)
    }

    /// The node, where the value is written down; what is inside may still be deferred.
    #[must_use]
    pub fn node(&self) -> Option<&'a Node> {
        match self.state {
            State::Known(node) => Some(node),
            _ => None,
        }
    }

    /// The expression, where the value is known only later.
    #[must_use]
    pub fn expr(&self) -> Option<&'a Expr> {
        match self.state {
            State::Deferred(expr) => Some(expr),
            _ => None,
        }
    }

    /// Where it stands in the model.
    pub(in crate::lint) fn source(&self) -> Option<&'a Node> {
        self.source
    }

    /// The text, where it is written down.
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        self.node()?.as_str()
    }

    /// Text or a number or a truth value as CloudFormation passes it on: as text.
    #[must_use]
    pub fn word(&self) -> Option<Cow<'a, str>> {
        self.node()?.word()
    }

    /// The whole number, also where it is written as text.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "no property is near the limits of 64 bits")]
    pub fn int(&self) -> Option<i64> {
        match self.node()? {
            Node::Int(number) => Some(*number),
            Node::Num(number) if number.fract() == 0.0 => Some(*number as i64),
            Node::Str(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The truth, also where it is written as text.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        match self.node()? {
            Node::Bool(truth) => Some(*truth),
            Node::Str(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Node::Str(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// The items of a list, without those that are left out: none where there is no list, and no answer where the list is
    /// known only later. CloudFormation takes a single value for a list of one.
    #[must_use]
    pub fn items(&self) -> Option<Vec<Value<'a>>> {
        match self.state {
            State::Absent => Some(Vec::new()),
            State::Known(Node::List(items)) => {
                let items = items.iter().map(|item| self.system.value(item));
                Some(items.filter(|item| !item.is_absent()).collect())
            }
            State::Known(_) => Some(vec![*self]),
            State::Deferred(_) | State::Unknown => None,
        }
    }

    /// The members of an object, without those that are left out.
    #[must_use]
    pub fn members(&self) -> Vec<(&'a str, Value<'a>)> {
        let Some(Node::Map(props)) = self.node() else { return Vec::new() };
        let members = props.iter().map(|prop| (prop.name.as_ref(), self.system.value(&prop.node)));
        members.filter(|(_, value)| !value.is_absent()).collect()
    }

    /// What is inside. Steps are separated by `/`, items are counted from 0; nothing stays where it is.
    #[must_use]
    pub fn get(&self, path: &str) -> Value<'a> {
        let (mut value, mut rest) = (*self, path);
        while !rest.is_empty() {
            let end = rest.bytes().position(|byte| byte == b'/');
            let (step, after) = end.map_or((rest, ""), |at| (&rest[..at], &rest[at + 1..]));
            rest = after;
            if step.is_empty() {
                continue;
            }
            let inside = match value.state {
                State::Known(Node::Map(props)) => props.get(step),
                State::Known(Node::List(items)) => step.parse::<usize>().ok().and_then(|at| items.get(at)),
                State::Deferred(_) | State::Unknown => return Value { state: State::Unknown, ..value },
                State::Absent | State::Known(_) => None,
            };
            value = inside.map_or(Value::absent(self.system), |node| self.system.value(node));
        }
        value
    }

    /// The resource it refers to, by what identifies that or by an attribute.
    #[must_use]
    pub fn target(&self) -> Option<Resource<'a>> {
        match self.state {
            State::Deferred(expr) => self.system.resource(expr.target()?),
            _ => None,
        }
    }

    /// The resource and the attribute it refers to.
    #[must_use]
    pub fn attribute(&self) -> Option<(Resource<'a>, &'a str)> {
        match self.state {
            State::Deferred(Expr::Attribute(address, name)) => Some((self.system.resource(*address)?, name.as_ref())),
            _ => None,
        }
    }

    /// Whether both are surely the same, or surely not; no answer where that shows only later.
    #[must_use]
    pub fn same(&self, other: &Value<'a>) -> Option<bool> {
        let (here, there) = (self.meaning(0)?, other.meaning(0)?);
        match (here, there) {
            (Meaning::Literal(one), Meaning::Literal(other)) => one.alike(other),
            (Meaning::Resource(one), Meaning::Resource(other)) => Some(one == other),
            (Meaning::Deferred(one), Meaning::Deferred(other)) if one == other => Some(true),
            _ => None,
        }
    }

    /// What it stands for, to look it up among many: equal keys are values that are surely the same.
    pub(in crate::lint) fn key(&self) -> Option<Key<'a>> {
        match self.meaning(0)? {
            Meaning::Resource(address) => Some(Key::Resource(address)),
            Meaning::Literal(node) => node.word().map(Key::Word),
            Meaning::Deferred(expr) => Some(Key::Computed(format!("{expr:?}"))),
        }
    }

    fn meaning(&self, depth: usize) -> Option<Meaning<'a>> {
        match self.state {
            State::Known(node) => Some(Meaning::Literal(node)),
            State::Deferred(Expr::Reference(address)) => Some(Meaning::Resource(*address)),
            State::Deferred(expr @ Expr::Attribute(address, name)) => {
                // An attribute that the author set is what he set it to: the VPC of a subnet.
                let resource = self.system.resource(*address)?;
                match resource.value(name) {
                    set if set.is_absent() && is_identity(resource.type_name(), name) => {
                        Some(Meaning::Resource(*address))
                    }
                    set if set.is_absent() || depth == DEEPEST => Some(Meaning::Deferred(expr)),
                    set => set.meaning(depth + 1),
                }
            }
            State::Deferred(expr) => Some(Meaning::Deferred(expr)),
            State::Absent | State::Unknown => None,
        }
    }
}

/// Whether an attribute identifies its resource as well as what `Ref` gives: `Arn`, `GroupId`, `VpcId` of a VPC.
fn is_identity(type_name: &str, attribute: &str) -> bool {
    let own = type_name.rsplit("::").next().unwrap_or_default().to_ascii_lowercase();
    let name = attribute.to_ascii_lowercase();
    matches!(name.strip_prefix(&own).unwrap_or(&name), "arn" | "id" | "groupid" | "name")
}
