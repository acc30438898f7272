//! The body of a Terraform block, before it is text.

use std::borrow::Cow;

use crate::core::Node;

use super::expression;
use super::text::Text;

/// The condition under which something exists, as an expression; none where it always does.
pub(super) type Under = Option<String>;

/// A value of an argument.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value<'a> {
    /// A value of the model without any expression in it.
    Node(&'a Node),
    /// Text, or an expression of any type.
    Text(Text),
    /// A list; an item may exist only under a condition.
    List(Vec<(Under, Value<'a>)>),
    /// An object or map; so may a member.
    Map(Vec<(Under, Text, Value<'a>)>),
}

/// Arguments and blocks, each in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Body<'a> {
    arguments: Vec<(Cow<'a, str>, Value<'a>)>,
    blocks: Vec<(Cow<'a, str>, Blocks<'a>)>,
}

/// The blocks of one name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Blocks<'a> {
    /// In order.
    pub(super) list: Vec<Block<'a>>,
    /// Whether there may be several, so that even one is written as a list.
    pub(super) repeated: bool,
}

/// One block.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Block<'a> {
    /// The condition under which it exists.
    pub(super) under: Under,
    /// What it holds.
    pub(super) body: Body<'a>,
    /// Whether lines about single arguments of such a block mean this one.
    shared: bool,
}

impl Value<'_> {
    /// Text without any expression in it.
    pub(super) fn literal(text: impl Into<String>) -> Self {
        Value::Text(Text::literal(text))
    }

    /// The value of an expression.
    pub(super) fn code(expression: impl Into<String>) -> Self {
        Value::Text(Text::code(expression))
    }

    /// The value as an expression.
    pub(super) fn expression(&self) -> String {
        match self {
            Value::Node(node) => expression::of_literal(node),
            Value::Text(text) => text.expression(),
            Value::List(items) => {
                expression::list(items.iter().map(|(under, item)| (under.clone(), item.expression())))
            }
            Value::Map(members) => expression::object(
                members.iter().map(|(under, name, value)| (under.clone(), name.key(), value.expression())),
            ),
        }
    }

    /// The value where a condition holds, and nothing elsewhere.
    pub(super) fn under(self, condition: Option<&str>) -> Self {
        match condition {
            None => self,
            Some(condition) => Value::Text(Text::choice(condition, &self.expression(), "null")),
        }
    }

    /// Whether something in it exists only under a condition, so that it can only be said as an expression.
    pub(super) fn is_conditional(&self) -> bool {
        match self {
            Value::Node(_) | Value::Text(_) => false,
            Value::List(items) => items.iter().any(|(under, _)| under.is_some()),
            Value::Map(members) => members.iter().any(|(under, ..)| under.is_some()),
        }
    }
}

impl<'a> Blocks<'a> {
    /// The only block of its name, which lines about its arguments share.
    pub(super) fn single(body: Body<'a>) -> Self {
        Blocks { list: vec![Block { under: None, body, shared: true }], repeated: false }
    }

    /// Blocks of which there may be any number.
    pub(super) fn many(list: impl IntoIterator<Item = (Under, Body<'a>)>) -> Self {
        let list = list.into_iter().map(|(under, body)| Block { under, body, shared: false });
        Blocks { list: list.collect(), repeated: true }
    }

    /// The one that lines about single arguments share.
    fn shared(&mut self) -> &mut Body<'a> {
        let at = self.list.iter().position(|block| block.shared).unwrap_or_else(|| {
            self.list.push(Block { shared: true, ..Block::default() });
            self.list.len() - 1
        });
        &mut self.list[at].body
    }

    fn join(&mut self, mut other: Self) {
        if self.repeated || other.repeated {
            self.repeated = true;
            self.list.append(&mut other.list);
        } else {
            other.list.into_iter().for_each(|block| self.shared().absorb(block.body));
        }
    }

    /// The blocks where a condition holds besides their own.
    fn under(mut self, condition: &str) -> Self {
        self.repeated = true;
        for block in &mut self.list {
            block.under = both(Some(condition.to_owned()), block.under.take());
            block.shared = false;
        }
        self
    }

    /// The only block's body, where there is one that always exists.
    fn into_single(mut self) -> Option<Body<'a>> {
        self.list.pop().filter(|_| !self.repeated).map(|block| block.body)
    }
}

impl<'a> Body<'a> {
    /// The arguments in order.
    pub(super) fn arguments(&self) -> impl Iterator<Item = (&str, &Value<'a>)> {
        self.arguments.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// The blocks of each name, in order.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (&str, &Blocks<'a>)> {
        self.blocks.iter().map(|(name, blocks)| (name.as_ref(), blocks))
    }

    /// Whether nothing is there.
    pub(super) fn is_empty(&self) -> bool {
        self.arguments.is_empty() && self.blocks.is_empty()
    }

    /// How many arguments and kinds of block there are.
    pub(super) fn len(&self) -> usize {
        self.arguments.len() + self.blocks.len()
    }

    /// The argument of a name.
    pub(super) fn argument(&self, name: &str) -> Option<&Value<'a>> {
        self.arguments.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    fn blocks_of(&self, name: &str) -> Option<&Blocks<'a>> {
        self.blocks.iter().find(|(known, _)| known == name).map(|(_, blocks)| blocks)
    }

    /// Whether something stands at the end of a path of blocks.
    pub(super) fn holds(&self, path: &[&str]) -> bool {
        let Some((first, rest)) = path.split_first() else { return true };
        let blocks = || self.blocks_of(first).filter(|blocks| !blocks.list.is_empty());
        let inside = |blocks: &Blocks<'_>| rest.is_empty() || blocks.list.iter().any(|block| block.body.holds(rest));
        self.argument(first).is_some() || blocks().is_some_and(inside)
    }

    /// Takes an argument out.
    pub(super) fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let at = self.arguments.iter().position(|(known, _)| known == name)?;
        Some(self.arguments.remove(at).1)
    }

    /// Takes the single block of a name out.
    pub(super) fn take_block(&mut self, name: &str) -> Option<Body<'a>> {
        let at = self.blocks.iter().position(|(known, blocks)| known == name && !blocks.repeated)?;
        self.blocks.remove(at).1.into_single()
    }

    /// Sets an argument at the end of a path of blocks.
    pub(super) fn set(&mut self, path: &[&'a str], value: Value<'a>) {
        if let [shared @ .., name] = path {
            self.inner(shared).put(Cow::Borrowed(name), value);
        }
    }

    /// Adds blocks at the end of a path of blocks: a single one joins a single one that is there, any other stands
    /// behind those that are there.
    pub(super) fn add(&mut self, path: &[&'a str], blocks: Blocks<'a>) {
        if let [shared @ .., name] = path {
            self.inner(shared).join(Cow::Borrowed(name), blocks);
        }
    }

    /// The body at the end of a path of shared blocks, which are made where they are not there yet.
    pub(super) fn inner(&mut self, path: &[&'a str]) -> &mut Body<'a> {
        let Some((name, rest)) = path.split_first() else { return self };
        let at = self.blocks.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            self.blocks.push((Cow::Borrowed(name), Blocks::default()));
            self.blocks.len() - 1
        });
        self.blocks[at].1.shared().inner(rest)
    }

    /// Sets an argument. Lists and maps that several lines feed become one.
    pub(super) fn put(&mut self, name: Cow<'a, str>, value: Value<'a>) {
        let Some((_, old)) = self.arguments.iter_mut().find(|(known, _)| *known == name) else {
            self.arguments.push((name, value));
            return;
        };
        match (old, value) {
            (Value::List(old), Value::List(new)) => old.extend(new),
            (Value::Map(old), Value::Map(new)) => old.extend(new),
            (old, new) => *old = new,
        }
    }

    fn join(&mut self, name: Cow<'a, str>, blocks: Blocks<'a>) {
        match self.blocks.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => old.join(blocks),
            None => self.blocks.push((name, blocks)),
        }
    }

    /// Adds everything of another body.
    pub(super) fn absorb(&mut self, other: Body<'a>) {
        for (name, value) in other.arguments {
            self.put(name, value);
        }
        for (name, blocks) in other.blocks {
            self.join(name, blocks);
        }
    }

    /// An argument that has another value in the other body.
    pub(super) fn clashes<'s>(&'s self, other: &Body<'_>) -> Option<&'s str> {
        let clash = |(name, value): &(&str, &Value<'_>)| other.argument(name).is_some_and(|known| known != *value);
        self.arguments().find(clash).map(|(name, _)| name)
    }

    /// Adds one of two bodies, as the deployment decides: arguments become choices, blocks exist under a condition.
    pub(super) fn choose(&mut self, condition: &str, then: Body<'a>, mut otherwise: Body<'a>) {
        let negated = negated(condition);
        for (name, value) in then.arguments {
            let other = otherwise.take(&name).map_or_else(|| "null".to_owned(), |other| other.expression());
            self.put(name, Value::Text(Text::choice(condition, &value.expression(), &other)));
        }
        for (name, value) in otherwise.arguments {
            self.put(name, Value::Text(Text::choice(condition, "null", &value.expression())));
        }
        for (blocks, condition) in [(then.blocks, condition), (otherwise.blocks, &negated)] {
            for (name, blocks) in blocks {
                self.join(name, blocks.under(condition));
            }
        }
    }
}

/// Where both hold.
pub(super) fn both(outer: Under, inner: Under) -> Under {
    match (outer, inner) {
        (Some(outer), Some(inner)) => Some(format!("({outer} && {inner})")),
        (outer, inner) => outer.or(inner),
    }
}

/// Where it does not hold.
pub(super) fn negated(condition: &str) -> String {
    match condition.strip_prefix('!') {
        Some(plain) => plain.to_owned(),
        None => format!("!{condition}"),
    }
}

/// A Terraform resource that a resource of the model became, or became in part.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// The Terraform type.
    pub(super) kind: &'static str,
    /// The local name.
    pub(super) name: String,
    /// The resource of the model.
    pub(super) resource: u32,
    /// The condition under which it exists.
    pub(super) count: Under,
    /// Arguments that tie it to the resource around it, where the body does not set them.
    pub(super) links: Vec<(&'static str, Text)>,
    /// Arguments and blocks.
    pub(super) body: Body<'a>,
    /// Parts of the same resource that must exist first.
    pub(super) after: Vec<String>,
    /// What it is to the resource.
    pub(super) role: Role,
}

/// What a part is to the resource it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The resource itself.
    Primary,
    /// One of the further resources it needs.
    Satellite,
    /// Something that Terraform opens for one run and keeps nothing of.
    Ephemeral,
}

impl Part<'_> {
    /// `type.name`, without an index.
    pub(super) fn address(&self) -> String {
        format!("{}.{}", self.kind, self.name)
    }
}
