//! Lists and maps of the model, item by item.

use crate::core::{Node, Props};

use super::super::body::{Body, Under, Value, both};
use super::guard::Counts;
use super::{At, Lowering};

/// What stands beside a value that has no siblings.
pub(super) static NOTHING: Props = Props::new();

/// An item of a list, and the condition under which it is there.
pub(super) struct Item<'m> {
    pub(super) position: usize,
    pub(super) under: Under,
    pub(super) node: &'m Node,
}

impl<'m> Lowering<'_, 'm> {
    /// A list's items; an expression in its place is reported.
    pub(in crate::terraform) fn items(&mut self, node: &'m Node) -> Option<&'m [Node]> {
        match node {
            Node::List(items) => Some(items),
            // CloudFormation takes one item for a list of one.
            Node::Map(_) | Node::Str(_) => Some(std::slice::from_ref(node)),
            _ => {
                self.needs_literal("a list");
                None
            }
        }
    }

    /// The items that the line's guard lets through, each as often as there are choices for it.
    pub(super) fn chosen_items(&mut self, at: At<'_, 'm>) -> Vec<Item<'m>> {
        let guard = at.line.guard.as_ref().filter(|guard| guard.looks_below());
        let mut found = Vec::new();
        for (position, item) in self.items(at.node).unwrap_or_default().iter().enumerate() {
            for choice in self.printer.choices(item) {
                let under = match self.counts(guard, at.siblings, Some(choice.node)) {
                    Counts::No => continue,
                    Counts::Yes => choice.under,
                    Counts::Under(condition) => both(choice.under, Some(condition)),
                };
                found.push(Item { position, under, node: choice.node });
            }
        }
        found
    }

    /// Does something with each item, where it stands and under its condition.
    pub(in crate::terraform) fn each_item<T>(
        &mut self,
        at: At<'_, 'm>,
        mut act: impl FnMut(&mut Self, &'m Node) -> Option<T>,
    ) -> Vec<(Under, T)> {
        let mut done = Vec::new();
        for Item { position, under, node } in self.chosen_items(at) {
            self.printer.trail.enter(position);
            let made = self.within(under.clone(), |lowering| act(lowering, node));
            self.printer.trail.leave();
            done.extend(made.map(|made| (under, made)));
        }
        done
    }

    /// Repeated blocks.
    pub(super) fn blocks(&mut self, at: At<'_, 'm>) -> Vec<(Under, Body<'m>)> {
        self.each_item(at, |lowering, item| Some(lowering.body_of(at.with(item))))
    }

    /// An object of objects as repeated blocks, each with its key as an argument.
    pub(super) fn entries(&mut self, at: At<'_, 'm>, argument: &'static str) -> Vec<(Under, Body<'m>)> {
        let mut blocks = Vec::new();
        for prop in self.object(at.node).unwrap_or(&NOTHING) {
            self.printer.trail.go(prop.name.clone(), prop.origin);
            for choice in self.printer.choices(&prop.node) {
                let mut block = Body::default();
                block.set(&[argument], Value::literal(&*prop.name));
                self.within(choice.under.clone(), |lowering| lowering.members(at.with(choice.node), &mut block));
                blocks.push((choice.under, block));
            }
            self.printer.trail.leave();
        }
        blocks
    }

    /// One field of each object.
    pub(super) fn pluck(&mut self, at: At<'_, 'm>, field: &str) -> Option<Value<'m>> {
        let list = matches!(at.node, Node::List(_));
        let fields = self.each_item(at, |lowering, item| {
            let node = lowering.field(item, field)?;
            Some(lowering.printer.value(node))
        });
        (list || !fields.is_empty()).then_some(Value::List(fields))
    }

    /// A list of pairs as a map.
    pub(super) fn map(&mut self, at: At<'_, 'm>, key: &str, value: &str) -> Option<Value<'m>> {
        if let Node::Map(props) = at.node
            && props.get(key).is_none()
        {
            return Some(self.printer.value(at.node));
        }
        let pairs = self.each_item(at, |lowering, item| {
            let (name, value) = (lowering.field(item, key)?, lowering.field(item, value)?);
            Some((lowering.printer.text(name), lowering.printer.value(value)))
        });
        Some(Value::Map(pairs.into_iter().map(|(under, (name, value))| (under, name, value)).collect()))
    }

    /// A list of pairs as one argument per known key.
    pub(super) fn table(&mut self, at: At<'_, 'm>, key: &str, value: &str, body: &mut Body<'m>) {
        let mut seen = Vec::new();
        let pairs = self.each_item(at, |lowering, item| {
            let (name, value) = (lowering.field(item, key)?, lowering.field(item, value)?);
            let Some(name) = name.as_str() else {
                lowering.needs_literal("a key");
                return None;
            };
            let mut inner = Body::default();
            let mut lines = at.line.children.iter().filter(|child| child.name == name).peekable();
            if lines.peek().is_none() {
                lowering.no_counterpart(&format!("`{name}`"));
            }
            for line in lines {
                lowering.line(At { line, node: value, siblings: &NOTHING, ..at }, &mut inner);
            }
            seen.push(name);
            Some(inner)
        });
        for (under, inner) in pairs {
            match under {
                Some(condition) => body.choose(&condition, inner, Body::default()),
                None => body.absorb(inner),
            }
        }
        for line in at.line.children.iter().filter(|line| !seen.contains(&line.name)) {
            self.absent(std::slice::from_ref(line), &NOTHING, body, at.enclosing);
        }
    }

    /// An object's properties; an expression in its place is reported.
    pub(in crate::terraform) fn object(&mut self, node: &'m Node) -> Option<&'m Props> {
        let props = node.as_map();
        if props.is_none() {
            self.needs_literal("an object");
        }
        props
    }

    /// The only item of a list; more than one has no counterpart.
    pub(in crate::terraform) fn only(&mut self, node: &'m Node) -> Option<&'m Node> {
        let items = self.items(node)?;
        if items.len() > 1 {
            self.no_counterpart(&format!("{} items here: it takes one", items.len()));
        }
        items.first()
    }

    /// A field of an object.
    pub(in crate::terraform) fn field(&mut self, item: &'m Node, name: &str) -> Option<&'m Node> {
        self.object(item)?.get(name)
    }
}
