//! The shapes: how a value changes on its way into an argument.

use crate::core::{Expr, Node};

use super::super::body::{Blocks, Body, Value};
use super::super::expression::of_literal;
use super::super::mapping::{Line, Shape, Target};
use super::super::text::{Text, quoted};
use super::absent::is_absent;
use super::{At, Lowering};

impl<'m> Lowering<'_, 'm> {
    /// Puts a value into an argument or block.
    pub(super) fn argument(&mut self, at: At<'_, 'm>, path: &[&'static str], body: &mut Body<'m>) {
        match &at.line.shape {
            Shape::Transform(..) => self.transform(at, body),
            Shape::Block | Shape::Use(_) => self.block(at, path, body),
            Shape::First(None) if !at.line.children.is_empty() => self.block(at, path, body),
            Shape::Blocks | Shape::Uses(_) => {
                let blocks = self.blocks(at);
                body.add(path, Blocks::many(blocks));
            }
            Shape::Entries(argument) => {
                let blocks = self.entries(at, argument);
                body.add(path, Blocks::many(blocks));
            }
            Shape::Table(key, value) => {
                let mut inner = Body::default();
                self.table(at, key, value, &mut inner);
                body.add(path, Blocks::single(inner));
            }
            _ => {
                if let Some(value) = self.leaf(at) {
                    body.set(path, value);
                }
            }
        }
    }

    fn block(&mut self, at: At<'_, 'm>, path: &[&'static str], body: &mut Body<'m>) {
        let block = self.body_of(at);
        body.add(path, Blocks::single(block));
    }

    /// A block's body.
    pub(in crate::terraform) fn body_of(&mut self, at: At<'_, 'm>) -> Body<'m> {
        let mut body = Body::default();
        if !self.children(at.line).is_empty() {
            self.members(at, &mut body);
        }
        body
    }

    /// A value without lines below it; none where it is left out.
    pub(super) fn leaf(&mut self, at: At<'_, 'm>) -> Option<Value<'m>> {
        if !at.line.values.is_empty() && at.node.as_expr().is_some() {
            return self.translated_later(at);
        }
        let node = translated(at.line, at.node)?;
        Some(match &at.line.shape {
            Shape::Json if matches!(node, Node::Map(_) | Node::List(_)) => Value::Text(self.printer.json(node)),
            Shape::Map(key, value) => return self.map(at, key, value),
            Shape::Pluck(field) => return self.pluck(at, field),
            Shape::First(Some(field)) => {
                let field = self.field(node, field)?;
                self.printer.value(field)
            }
            Shape::First(None) => self.first(node),
            Shape::Wrap => Value::List(vec![(None, self.printer.value(node))]),
            Shape::Join(separator) => self.join(node, separator),
            Shape::Text(pattern) => {
                let value = self.printer.text(node);
                Value::Text(self.printer.around(pattern, &value))
            }
            _ => self.printer.value(node),
        })
    }

    /// A value of which only the deployment knows what Terraform calls it. What a resource gives is none of the literals.
    fn translated_later(&mut self, at: At<'_, 'm>) -> Option<Value<'m>> {
        let value = self.printer.expression(at.node);
        let mut text = Text::code(&*value);
        if !matches!(at.node.as_expr(), Some(Expr::Reference(_) | Expr::Attribute(..))) {
            for (from, to) in at.line.values.iter().rev() {
                let to = to.as_ref().map_or_else(|| "null".to_owned(), of_literal);
                text = Text::choice(&format!("{value} == {}", quoted(from)), &to, &text.expression());
            }
        }
        match at.line.shape {
            Shape::Same => Some(Value::Text(text)),
            Shape::Wrap => Some(Value::List(vec![(None, Value::Text(text))])),
            _ => {
                self.needs_literal("a value");
                None
            }
        }
    }

    pub(in crate::terraform) fn join(&mut self, node: &'m Node, separator: &str) -> Value<'m> {
        let value = match node {
            Node::List(_) => self.printer.value(node),
            other => return self.joined(other, separator),
        };
        match value {
            Value::List(items) if items.iter().all(|(under, _)| under.is_none()) => {
                let texts = items.into_iter().map(|(_, item)| text_of(item));
                let joined = texts.reduce(|text, item| text.then(Text::literal(separator)).then(item));
                Value::Text(joined.unwrap_or_default())
            }
            Value::Node(Node::List(items)) => {
                let words: Vec<String> = items.iter().filter_map(|item| item.word().map(Into::into)).collect();
                Value::literal(words.join(separator))
            }
            other => Value::code(format!("join({}, {})", quoted(separator), other.expression())),
        }
    }

    /// One text for a list; a list that only the deployment knows is joined there.
    fn joined(&mut self, node: &'m Node, separator: &str) -> Value<'m> {
        match node.as_expr() {
            Some(_) => Value::code(format!("join({}, {})", quoted(separator), self.printer.expression(node))),
            None => self.printer.value(node),
        }
    }

    /// The only item of a list of scalars. A list that only the deployment knows is looked into there.
    fn first(&mut self, node: &'m Node) -> Value<'m> {
        match node.as_expr() {
            Some(
                Expr::Parameter(_) | Expr::Attribute(..) | Expr::Split(..) | Expr::AvailabilityZones | Expr::Cidr(..),
            ) => Value::code(format!("flatten([{}])[0]", self.printer.expression(node))),
            _ => self.printer.value(node),
        }
    }

    /// An argument that a sibling chooses; `*` is any other literal, none, and any expression.
    pub(super) fn switch(
        &mut self,
        at: At<'_, 'm>,
        sibling: &str,
        cases: &'static [(&'static str, Target)],
        body: &mut Body<'m>,
    ) {
        let choice = at.siblings.get(sibling).and_then(Node::word);
        let exact = cases.iter().find(|(literal, _)| choice.as_deref() == Some(*literal));
        match exact.or_else(|| cases.iter().find(|(literal, _)| *literal == "*")) {
            Some((_, Target::Argument(path))) => {
                let value = self.printer.value(at.node);
                body.set(path, value);
            }
            Some((_, Target::Drop)) => {}
            None if choice.is_none() && !is_absent(at.siblings, sibling) => {
                self.needs_literal(&format!("`{sibling}` beside it"));
            }
            _ => self.no_counterpart(&format!("this with that `{sibling}`")),
        }
    }
}

/// The value as Terraform calls it; none where Terraform says it by leaving the argument out.
fn translated<'m>(line: &'static Line, node: &'m Node) -> Option<&'m Node> {
    let word = node.word();
    let named = line.values.iter().find(|(from, _)| word.as_deref() == Some(*from));
    named.map_or(Some(node), |(_, to)| to.as_ref())
}

fn text_of(value: Value<'_>) -> Text {
    match value {
        Value::Text(text) => text,
        Value::Node(node) => node.word().map_or_else(Text::default, Text::literal),
        other => Text::code(other.expression()),
    }
}
