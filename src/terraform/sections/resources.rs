//! Resources, and what Terraform is told about them besides their arguments.

use std::collections::BTreeMap;

use crate::core::Removal;
use crate::json::Writer;

use super::super::body::{Part, Role, Value};
use super::super::expression::STORED;
use super::super::names::snake;
use super::super::text::interpolated;
use super::super::{Printer, Stored};
use super::value::{members, value};

/// A root's parts, found by the resource they came from.
pub(super) struct Parts<'p, 'm> {
    all: &'p [Part<'m>],
    of: Vec<Vec<usize>>,
}

impl<'p, 'm> Parts<'p, 'm> {
    /// Sorts the parts by their resources, of which there are `count`.
    pub(super) fn new(all: &'p [Part<'m>], count: usize) -> Self {
        let mut of = vec![Vec::new(); count];
        for (position, part) in all.iter().enumerate() {
            if let Some(list) = of.get_mut(part.resource as usize) {
                list.push(position);
            }
        }
        Parts { all, of }
    }

    fn of(&self, resource: u32) -> impl Iterator<Item = &'p Part<'m>> {
        self.of.get(resource as usize).into_iter().flatten().map(|position| &self.all[*position])
    }
}

/// Parts that are ephemeral or not, each type's together.
pub(super) fn blocks(
    printer: &mut Printer<'_>,
    section: &str,
    ephemeral: bool,
    parts: &Parts<'_, '_>,
    out: &mut Writer,
) {
    let mut kinds: BTreeMap<&str, Vec<&Part<'_>>> = BTreeMap::new();
    for part in parts.all.iter().filter(|part| (part.role == Role::Ephemeral) == ephemeral) {
        kinds.entry(part.kind).or_default().push(part);
    }
    let stored = if ephemeral { std::mem::take(&mut printer.stored) } else { BTreeMap::new() };
    if kinds.is_empty() && stored.is_empty() {
        return;
    }
    out.key(section);
    out.open_object();
    for (kind, list) in kinds {
        out.key(kind);
        out.open_object();
        for part in list {
            out.key(&part.name);
            printer.current = Some(part.resource);
            resource(printer, part, parts, out);
        }
        out.close_object();
    }
    printer.current = None;
    if !stored.is_empty() {
        out.key(STORED);
        secrets(&stored, parts, out);
    }
    out.close_object();
}

/// Secrets that are read, each once all of it stands.
pub(super) fn secrets(stored: &BTreeMap<String, Stored>, parts: &Parts<'_, '_>, out: &mut Writer) {
    out.open_object();
    for (label, Stored { id, here }) in stored {
        out.key(label);
        out.open_object();
        out.field("secret_id", id);
        let satellites = here.iter().flat_map(|index| parts.of(*index)).filter(|part| part.role == Role::Satellite);
        list("depends_on", satellites.map(Part::address), out);
        out.close_object();
    }
    out.close_object();
}

/// A list of addresses under a key; nothing where there are none.
fn list(key: &str, addresses: impl IntoIterator<Item = String>, out: &mut Writer) {
    let mut addresses = addresses.into_iter().peekable();
    if addresses.peek().is_none() {
        return;
    }
    out.key(key);
    out.open_list();
    for address in addresses {
        out.item();
        out.string(&address);
    }
    out.close_list();
}

fn resource(printer: &mut Printer<'_>, part: &Part<'_>, parts: &Parts<'_, '_>, out: &mut Writer) {
    out.open_object();
    if let Some(condition) = &part.count {
        out.field("count", &interpolated(&format!("{condition} ? 1 : 0")));
    }
    for (argument, link) in part.links.iter().filter(|(argument, _)| part.body.argument(argument).is_none()) {
        out.key(argument);
        value(&Value::Text(link.clone()), out);
    }
    members(&part.body, out);
    list("depends_on", waits(printer, part, parts), out);
    lifecycle(printer, part, out);
    out.close_object();
}

/// What a part waits for: parts of its own resource, all parts of what its resource comes after, and the satellites of
/// what it refers to. CloudFormation waits for a whole resource where Terraform waits for the part that is named.
fn waits(printer: &Printer<'_>, part: &Part<'_>, parts: &Parts<'_, '_>) -> Vec<String> {
    let mut waits = part.after.clone();
    if part.role != Role::Primary {
        return waits;
    }
    let after: Vec<u32> = printer.stack.after(part.resource).iter().map(|other| printer.carrier(*other)).collect();
    let mut others: Vec<u32> = after.iter().chain(printer.stack.references(part.resource)).copied().collect();
    others.sort_unstable();
    others.dedup();
    for other in others.into_iter().filter(|other| *other != part.resource) {
        let whole = after.contains(&other);
        let waited_for = |role: Role| role == Role::Satellite || (whole && role == Role::Primary);
        waits.extend(parts.of(other).filter(|part| waited_for(part.role)).map(Part::address));
    }
    waits
}

fn lifecycle(printer: &mut Printer<'_>, part: &Part<'_>, out: &mut Writer) {
    let Some(placed) = printer.placed().filter(|_| part.role == Role::Primary) else { return };
    let replaced_first = printer.stack.digest(part.resource).is_some();
    let kept = placed.removal() == Removal::Retain;
    let unchanging = printer.unchanging();
    if !replaced_first && !kept && unchanging.is_empty() {
        return;
    }
    out.key("lifecycle");
    out.open_object();
    for (argument, wanted) in [("create_before_destroy", replaced_first), ("prevent_destroy", kept)] {
        if wanted {
            out.key(argument);
            out.bool(true);
        }
    }
    list("ignore_changes", unchanging, out);
    out.close_object();
}

/// Renames that the author declared, for every part of the resource.
pub(super) fn moved(printer: &Printer<'_>, parts: &Parts<'_, '_>, out: &mut Writer) {
    let mut blocks = Vec::new();
    for part in parts.all {
        let Some(placed) = printer.stack.stack.resources().get(part.resource as usize) else { continue };
        let current = printer.names.get(part.resource as usize).map_or("", String::as_str);
        for (old, _) in placed.moved_from() {
            let old = snake(&old.replace('/', ""));
            let satellite = part.name.strip_prefix(current).unwrap_or_default();
            blocks.push((format!("{}.{old}{satellite}", part.kind), part.address()));
        }
    }
    if blocks.is_empty() {
        return;
    }
    out.key("moved");
    out.open_list();
    for (from, to) in blocks {
        out.item();
        out.open_object();
        out.field("from", &from);
        out.field("to", &to);
        out.close_object();
    }
    out.close_list();
}
