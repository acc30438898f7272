//! Satellites: further Terraform resources that one property becomes.

use crate::core::Node;

use super::super::body::{Body, Part, Role};
use super::super::mapping::{ITSELF, Shape};
use super::super::names::snake;
use super::super::text::Text;
use super::super::transform;
use super::list::{Item, NOTHING};
use super::{At, Enclosing, Lowering};

/// The arguments that tie a satellite to the resource around it, and the attributes they take.
type Links = [(&'static str, &'static str)];

impl<'m> Lowering<'_, 'm> {
    /// One satellite, or one per item.
    pub(super) fn satellite(&mut self, at: At<'_, 'm>, kind: &'static str, links: &'static Links) {
        match &at.line.shape {
            Shape::Each(fields) => self.satellites(at, kind, links, fields),
            Shape::Transform(name, _) if is_each(name) => self.satellites(at, kind, links, &[]),
            _ => self.single(at, kind, links),
        }
    }

    /// One satellite per item, named by fields of the item where they are literals, by its position otherwise.
    pub(in crate::terraform) fn satellites(
        &mut self,
        at: At<'_, 'm>,
        kind: &'static str,
        links: &'static Links,
        fields: &[&'static str],
    ) {
        for Item { position, under, node } in self.chosen_items(at) {
            self.printer.trail.enter(position);
            self.within(under, |lowering| {
                let named = key(node, fields).map(|key| format!("{}__{key}", at.enclosing.stem));
                let named = named.filter(|name| !lowering.is_taken(kind, name));
                let name = named.unwrap_or_else(|| format!("{}__{position}", at.enclosing.stem));
                let name = lowering.free_name(kind, name, at.line.name);
                let inner = lowering.inside(kind, name);
                lowering.fill(at.with(node), links, inner);
            });
            self.printer.trail.leave();
        }
    }

    /// One satellite. Several lines about one with the same links fill the same.
    fn single(&mut self, at: At<'_, 'm>, kind: &'static str, links: &'static Links) {
        let ties = tied(at, links);
        let own = self.count();
        let outer = &at.enclosing.count;
        let known = self.parts.iter().position(|part| {
            let same = part.kind == kind && part.links == ties && self.singles.contains(&part.address());
            same && (part.count == own || part.count == *outer || own == *outer)
        });
        let Some(known) = known else {
            let name = self.free_name(kind, at.enclosing.stem.clone(), at.line.name);
            let inner = self.inside(kind, name);
            self.singles.push(format!("{kind}.{}", inner.name));
            return self.fill(at, links, inner);
        };
        let inner = self.inside(kind, self.parts[known].name.clone());
        let mut body = std::mem::take(&mut self.parts[known].body);
        let theirs = self.parts[known].count.clone();
        match own.clone() {
            Some(condition) if own != theirs && theirs == *outer => {
                let mut added = Body::default();
                self.content(at, &mut added, &inner);
                body.choose(&condition, added, Body::default());
            }
            _ => {
                if let Some(condition) = theirs.filter(|theirs| Some(theirs) != own.as_ref()) {
                    let before = std::mem::take(&mut body);
                    body.choose(&condition, before, Body::default());
                    self.parts[known].count = own;
                }
                self.content(at, &mut body, &inner);
            }
        }
        self.parts[known].body = body;
        self.remember(at, self.parts[known].address());
    }

    /// A satellite of this kind and name, as what encloses what is inside.
    fn inside(&self, kind: &'static str, name: String) -> Enclosing {
        Enclosing { kind, stem: name.clone(), name, count: self.count() }
    }

    /// Adds a satellite, if anything is said of it but where it belongs.
    fn fill(&mut self, at: At<'_, 'm>, links: &'static Links, inner: Enclosing) {
        let mut body = Body::default();
        let before = self.parts.len();
        self.content(at, &mut body, &inner);
        // Where a condition of the line holds, or nothing more could be said, that alone asks for it.
        let asked = at.line.guard.is_some() || self.children(at.line).is_empty();
        if body.is_empty() && self.parts.len() == before && !asked {
            return;
        }
        let Enclosing { kind, name, count, .. } = inner;
        let links = tied(at, links);
        let (after, role) = (Vec::new(), Role::Satellite);
        let part = Part { kind, name, resource: self.index, count, links, body, after, role };
        self.remember(at, part.address());
        self.parts.push(part);
    }

    fn remember(&mut self, at: At<'_, 'm>, address: String) {
        self.made.push((at.line.name, address.clone()));
        if !at.line.after.is_empty() {
            self.waits.push((address, &at.line.after));
        }
    }

    /// What a satellite holds: an object's members, or the value itself.
    fn content(&mut self, at: At<'_, 'm>, body: &mut Body<'m>, inner: &Enclosing) {
        let within = At { enclosing: inner, ..at };
        match &at.line.shape {
            Shape::Transform(name, _) if !is_each(name) => self.transform(within, body),
            Shape::Table(key, value) => self.table(within, key, value, body),
            _ if self.children(at.line).is_empty() => {}
            _ => {
                let about_itself = at.line.children.iter().any(|child| child.name == ITSELF);
                let siblings = if about_itself { at.siblings } else { &NOTHING };
                self.members(At { siblings, ..within }, body);
            }
        }
    }

    /// A name that no other part of this kind has: with the property's, or a number, where it is taken.
    fn free_name(&self, kind: &str, wanted: String, property: &str) -> String {
        let mut name = wanted;
        if self.is_taken(kind, &name) {
            name = format!("{name}__{}", snake(property));
        }
        let plain = name.clone();
        let mut number = 2;
        while self.is_taken(kind, &name) {
            name = format!("{plain}__{number}");
            number += 1;
        }
        name
    }

    fn is_taken(&self, kind: &str, name: &str) -> bool {
        self.parts.iter().any(|part| part.kind == kind && part.name == name)
    }
}

/// Whether a transform makes one satellite per item.
fn is_each(name: &str) -> bool {
    transform::named(name).is_some_and(|transform| transform.each)
}

fn tied(at: At<'_, '_>, links: &'static Links) -> Vec<(&'static str, Text)> {
    let tie = |(argument, attribute): &(&'static str, &'static str)| {
        let single = attribute.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let reference = at.enclosing.attribute(single.unwrap_or(attribute));
        (*argument, Text::code(if single.is_some() { format!("[{reference}]") } else { reference }))
    };
    links.iter().map(tie).collect()
}

/// Fields of an item as a name.
fn key(item: &Node, fields: &[&'static str]) -> Option<String> {
    let props = item.as_map()?;
    let words: Option<Vec<String>> = fields.iter().map(|field| props.get(field)?.as_str().map(snake)).collect();
    let words: Vec<String> = words?.into_iter().filter(|word| !word.is_empty()).collect();
    if words.is_empty() { None } else { Some(words.join("_")) }
}
