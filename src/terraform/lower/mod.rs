//! Leads a resource's properties along its table into Terraform's resources.

mod absent;
mod guard;
mod line;
mod list;
mod merge;
mod problem;
mod satellite;
mod shape;
#[cfg(test)]
mod tests;

use crate::core::{Expectation, Node, Placed, Prop, Props, Removal};

use super::Printer;
use super::body::{Body, Part, Role, Under, Value, both};
use super::mapping::{Entry, Line, Loop, Mapped, Verdict};

pub(super) use problem::{no_counterpart, unmapped_property};

/// Everything that the stack's resources become, in the model's order.
pub(super) fn resources<'m>(printer: &mut Printer<'m>) -> Vec<Part<'m>> {
    let mut parts = Vec::with_capacity(printer.names.len() * 2);
    let mut additions = Vec::new();
    for (index, placed) in (0_u32..).zip(printer.stack.stack.resources()) {
        printer.current = Some(index);
        let Some(mapped) = known(printer, index, placed) else { continue };
        let mut lowering = Lowering::new(printer, index, placed, mapped);
        lowering.run();
        let made = lowering.finish();
        match printer.merged(index) {
            Some(other) => additions.push((other, made)),
            None => parts.extend(made),
        }
    }
    for (other, made) in additions {
        merge::add(printer, &mut parts, other, made);
    }
    printer.current = None;
    parts
}

/// What the properties that are expected of a resource would become, and nothing besides: what is stated for absent
/// properties is nobody's expectation. A resource that becomes one for each item of a list is left out.
pub(super) fn expected<'m>(printer: &mut Printer<'m>, expectation: &'m Expectation) -> Vec<Part<'m>> {
    let index = expectation.index;
    let placed = printer.stack.stack.resources().get(index as usize);
    let (Some(placed), Some(mapped)) = (placed, printer.mapped(index)) else { return Vec::new() };
    let Some(kind) = mapped.entry.kind.filter(|_| mapped.entry.loops.is_empty()) else { return Vec::new() };
    printer.current = Some(index);
    let mut lowering = Lowering::new(printer, index, placed, mapped);
    lowering.expect(kind, &expectation.props);
    let parts = lowering.parts;
    printer.current = None;
    parts
}

/// How a resource is said in Terraform; what keeps it from being said is reported.
fn known(printer: &mut Printer<'_>, index: u32, placed: &Placed) -> Option<Mapped> {
    let mapped = printer.mapped(index);
    let found = match mapped {
        None => Some(problem::unmapped_type(&placed.type_name)),
        Some(Mapped { entry: Entry { kind: None, .. }, .. }) => Some(problem::no_counterpart_type(&placed.type_name)),
        Some(Mapped { entry, .. }) => printer.too_new(&placed.type_name, entry.since).or_else(|| {
            let verdict = entry.when.as_ref().map(|guard| guard.verdict(&placed.props, None));
            let open = matches!(verdict, Some(Verdict::Open { .. }));
            open.then(|| problem::needs_literal("the property that chooses the kind of resource"))
        }),
    };
    match found.or_else(|| merge::obstacle(printer, index)) {
        Some(problem) => {
            printer.problem(problem);
            None
        }
        None => mapped,
    }
}

/// One resource on its way.
pub(in crate::terraform) struct Lowering<'p, 'm> {
    pub(in crate::terraform) printer: &'p mut Printer<'m>,
    pub(in crate::terraform) index: u32,
    pub(in crate::terraform) placed: &'m Placed,
    mapped: Mapped,
    parts: Vec<Part<'m>>,
    /// Conditions under which what we are about exists, outermost first.
    under: Vec<String>,
    /// Addresses of satellites that further lines may fill.
    singles: Vec<String>,
    /// Satellites by the property that made them.
    made: Vec<(&'static str, String)>,
    /// Satellites by the properties whose satellites they wait for.
    waits: Vec<(String, &'static [&'static str])>,
}

/// The Terraform resource in whose body we are.
#[derive(Clone, Debug)]
pub(in crate::terraform) struct Enclosing {
    pub(in crate::terraform) kind: &'static str,
    /// Its local name.
    pub(in crate::terraform) name: String,
    /// What the names of its satellites begin with.
    pub(in crate::terraform) stem: String,
    /// The condition under which it exists.
    pub(in crate::terraform) count: Under,
}

impl Enclosing {
    /// An attribute of the resource, as an expression.
    pub(in crate::terraform) fn attribute(&self, name: &str) -> String {
        format!("{}.{}{}.{name}", self.kind, self.name, if self.count.is_some() { "[0]" } else { "" })
    }
}

/// A property at one of its lines.
#[derive(Clone, Copy)]
pub(in crate::terraform) struct At<'a, 'm> {
    pub(in crate::terraform) line: &'static Line,
    pub(in crate::terraform) node: &'m Node,
    /// The properties beside it.
    pub(in crate::terraform) siblings: &'m Props,
    pub(in crate::terraform) enclosing: &'a Enclosing,
}

impl<'m> At<'_, 'm> {
    /// The same line with another value.
    pub(in crate::terraform) fn with(self, node: &'m Node) -> Self {
        At { node, ..self }
    }
}

impl<'p, 'm> Lowering<'p, 'm> {
    fn new(printer: &'p mut Printer<'m>, index: u32, placed: &'m Placed, mapped: Mapped) -> Self {
        let under = placed.condition.map(|at| printer.condition(at.index)).into_iter().collect();
        let (parts, singles, made, waits) = Default::default();
        Lowering { printer, index, placed, mapped, parts, under, singles, made, waits }
    }

    /// The condition under which what we are about exists.
    pub(in crate::terraform) fn count(&self) -> Under {
        self.under.iter().fold(None, |outer, inner| both(outer, Some(inner.clone())))
    }

    /// Does something about what exists only under a condition.
    pub(super) fn within<T>(&mut self, under: Under, act: impl FnOnce(&mut Self) -> T) -> T {
        let depth = self.under.len();
        self.under.extend(under);
        let done = act(self);
        self.under.truncate(depth);
        done
    }

    fn run(&mut self) {
        let entry = self.mapped.entry;
        let Some(kind) = entry.kind else { return };
        let stem = self.printer.name(self.index).to_owned();
        if entry.loops.is_empty() {
            let owner = self.printer.merged(self.index).unwrap_or(self.index);
            let name = self.printer.name(owner).to_owned();
            return self.primary(kind, name, stem, None);
        }
        for each in &entry.loops {
            self.instances(each, each.kind.unwrap_or(kind), &stem);
        }
        let empty = |each: &Loop| self.placed.props.get(each.property).is_none_or(|list| list.as_list() == Some(&[]));
        if entry.loops.iter().all(empty) {
            let lists: Vec<String> = entry.loops.iter().map(|each| format!("`{}`", each.property)).collect();
            self.needed(&format!("an item in {}", lists.join(" or ")));
        }
    }

    /// The resource with what is expected of it alone. What its table asks of other properties, its own answer.
    fn expect(&mut self, kind: &'static str, wanted: &'m Props) {
        let entry = self.mapped.entry;
        let stem = self.printer.name(self.index).to_owned();
        let owner = self.printer.merged(self.index).unwrap_or(self.index);
        let enclosing = Enclosing { kind, name: self.printer.name(owner).to_owned(), stem, count: self.count() };
        let mut body = Body::default();
        for late in [false, true] {
            for prop in wanted.iter().filter(|prop| entry.merge.is_none_or(|merged| merged != prop.name)) {
                self.property(&entry.lines, late, prop, &self.placed.props, &mut body, &enclosing);
            }
        }
        let Enclosing { kind, name, count, .. } = enclosing;
        let (links, after, role) = (Vec::new(), Vec::new(), Role::Primary);
        self.parts.push(Part { kind, name, resource: self.index, count, links, body, after, role });
    }

    /// One resource per item of a list.
    fn instances(&mut self, each: &'static Loop, kind: &'static str, stem: &str) {
        let Some(prop) = self.placed.props.prop(each.property) else { return };
        self.printer.trail.go(prop.name.clone(), prop.origin);
        for list in self.printer.choices(&prop.node) {
            self.within(list.under, |lowering| {
                for (position, item) in lowering.items(list.node).unwrap_or_default().iter().enumerate() {
                    lowering.printer.trail.enter(position);
                    for choice in lowering.printer.choices(item) {
                        lowering.within(choice.under, |lowering| lowering.instance(each, kind, stem, choice.node));
                    }
                    lowering.printer.trail.leave();
                }
            });
        }
        self.printer.trail.leave();
    }

    fn instance(&mut self, each: &'static Loop, kind: &'static str, stem: &str, item: &'m Node) {
        let taken = self.parts.iter().filter(|part| part.kind == kind && part.role == Role::Primary).count();
        let name = if taken == 0 { stem.to_owned() } else { format!("{stem}__{taken}") };
        self.primary(kind, name.clone(), name, Some((each, item)));
    }

    /// The resource itself, or the one that an item of a looped list makes.
    fn primary(&mut self, kind: &'static str, name: String, stem: String, item: Option<(&'static Loop, &'m Node)>) {
        let entry = self.mapped.entry;
        let count = self.count();
        let enclosing = Enclosing { kind, name, stem, count };
        let at = self.parts.len();
        let mut body = Body::default();
        if let Some((each, node)) = item {
            self.looped(entry, each, node, &mut body, &enclosing);
        }
        let props = &self.placed.props;
        let looped = |name: &str| entry.loops.iter().any(|each| each.property == name);
        let counts = |prop: &Prop| !looped(&prop.name) && entry.merge.is_none_or(|merged| merged != prop.name);
        self.properties(&entry.lines, props, counts, &mut body, &enclosing);
        self.absent(&entry.lines, props, &mut body, &enclosing);
        let policy = removal_word(self.placed.removal());
        for deletion in entry.deletions.iter().filter(|deletion| Some(deletion.policy) == policy) {
            body.set(&[deletion.argument], Value::Node(&deletion.value));
        }
        if let (Some(argument), Some(digest)) = (entry.digest, self.printer.stack.digest(self.index)) {
            let content = (None, super::text::Text::literal("content"), Value::literal(format!("{digest:016x}")));
            body.set(&[argument], Value::Map(vec![content]));
        }
        let Enclosing { kind, name, count, .. } = enclosing;
        let links = Vec::new();
        let part =
            Part { kind, name, resource: self.index, count, links, body, after: Vec::new(), role: Role::Primary };
        self.parts.insert(at, part);
    }

    /// What the item of a looped list says: one argument, or an object whose members go where its line's children say.
    fn looped(
        &mut self,
        entry: &'static Entry,
        each: &Loop,
        item: &'m Node,
        body: &mut Body<'m>,
        enclosing: &Enclosing,
    ) {
        let Some(argument) = each.argument else {
            let Some(line) = entry.lines.iter().find(|line| line.name == each.property) else { return };
            if let Some(props) = self.object(item) {
                self.lines(self.children(line), props, body, enclosing);
            }
            return;
        };
        let Some(field) = each.field else {
            let value = self.printer.value(item);
            return body.set(&[argument], value);
        };
        let Some(props) = self.object(item) else { return };
        if props.get(field).is_none() {
            self.needed(&format!("`{field}`"));
        }
        for prop in props {
            self.printer.trail.go(prop.name.clone(), prop.origin);
            if prop.name == field {
                let value = self.printer.value(&prop.node);
                body.set(&[argument], value);
            } else {
                self.problem(problem::unmapped_property(&prop.name));
            }
            self.printer.trail.leave();
        }
    }

    fn finish(mut self) -> Vec<Part<'m>> {
        if self.printer.carried.contains_key(&self.index) {
            return Vec::new();
        }
        for (waiting, properties) in &self.waits {
            let first =
                self.made.iter().filter(|(made, _)| properties.contains(made)).map(|(_, address)| address.clone());
            if let Some(part) = self.parts.iter_mut().find(|part| part.address() == *waiting) {
                part.after.extend(first);
            }
        }
        self.parts
    }

    /// Says that another resource of the model carries what this one states: it has no Terraform resources itself.
    pub(in crate::terraform) fn leave_to(&mut self, other: u32) {
        self.printer.carried.insert(self.index, other);
    }

    /// Adds a part that a transform made.
    pub(in crate::terraform) fn push(&mut self, part: Part<'m>) {
        self.parts.push(part);
    }
}

fn removal_word(removal: Removal) -> Option<&'static str> {
    match removal {
        Removal::Unsaid => None,
        Removal::Delete => Some("Delete"),
        Removal::Retain => Some("Retain"),
        Removal::Snapshot => Some("Snapshot"),
    }
}
