//! Properties along their lines.

use crate::core::{Expr, Node, Prop, Props};

use super::super::body::{Body, negated};
use super::super::mapping::{ITSELF, Line, Shape, Target};
use super::super::transform;
use super::guard::Counts;
use super::{At, Enclosing, Lowering, problem};

impl<'m> Lowering<'_, 'm> {
    /// All properties of an object, and what the table says of the absent ones.
    pub(in crate::terraform) fn lines(
        &mut self,
        lines: &'static [Line],
        props: &'m Props,
        body: &mut Body<'m>,
        enclosing: &Enclosing,
    ) {
        self.properties(lines, props, |_| true, body, enclosing);
        self.absent(lines, props, body, enclosing);
    }

    /// The properties of an object that count.
    pub(super) fn properties(
        &mut self,
        lines: &'static [Line],
        props: &'m Props,
        counts: impl Fn(&Prop) -> bool,
        body: &mut Body<'m>,
        enclosing: &Enclosing,
    ) {
        // What builds on other lines' work comes last.
        for late in [false, true] {
            if late && !lines.iter().any(is_late) {
                return;
            }
            for prop in props.into_iter().filter(|prop| counts(prop)) {
                self.property(lines, late, prop, props, body, enclosing);
            }
        }
    }

    /// One property along each of its lines that come at this time.
    pub(super) fn property(
        &mut self,
        lines: &'static [Line],
        late: bool,
        prop: &'m Prop,
        siblings: &'m Props,
        body: &mut Body<'m>,
        enclosing: &Enclosing,
    ) {
        if matches!(prop.node.as_expr(), Some(Expr::NoValue)) {
            return;
        }
        self.printer.trail.go(prop.name.clone(), prop.origin);
        let mut known = false;
        for line in lines.iter().filter(|line| line.name == prop.name && !line.is_constant()) {
            known = true;
            if is_late(line) == late {
                self.line(At { line, node: &prop.node, siblings, enclosing }, body);
            }
        }
        if !known && !late {
            self.problem(problem::unmapped_property(&prop.name));
        }
        self.printer.trail.leave();
    }

    /// A value along one line.
    pub(super) fn line(&mut self, at: At<'_, 'm>, body: &mut Body<'m>) {
        let line = at.line;
        if let (Shape::First(_), Node::List(_)) = (&line.shape, at.node) {
            return self.only_item(at, body);
        }
        let looks_below = line.guard.as_ref().is_some_and(|guard| guard.looks_below());
        match at.node.as_expr() {
            Some(Expr::If(..)) if is_late(line) => return self.needs_literal("a value"),
            Some(Expr::If(condition, then, otherwise)) if looks_below || !is_plain(line) => {
                return self.either(at, condition.index, [then, otherwise], body);
            }
            _ => {}
        }
        // A condition on what is below a list is one on each of its items.
        let about_items = looks_below && matches!(at.node, Node::List(_));
        let guard = line.guard.as_ref().filter(|_| !about_items);
        let under = match self.counts(guard, at.siblings, Some(at.node)) {
            Counts::No => return,
            Counts::Yes => None,
            Counts::Under(condition) => Some(condition),
        };
        if let Some(problem) = self.printer.too_new(line.name, line.since) {
            return self.problem(problem);
        }
        match &line.target {
            Target::Satellite { kind, links } => self.within(under, |lowering| lowering.satellite(at, kind, links)),
            _ if under.is_some() => self.problem(problem::undecided()),
            Target::Drop => {}
            Target::None => self.no_counterpart(&format!("`{}`", line.name)),
            Target::Argument(path) => self.argument(at, path, body),
            Target::Here => self.here(at, body),
        }
    }

    /// The only item of a list along its line.
    fn only_item(&mut self, at: At<'_, 'm>, body: &mut Body<'m>) {
        if let Some(item) = self.only(at.node) {
            self.printer.trail.enter(0);
            self.line(at.with(item), body);
            self.printer.trail.leave();
        }
    }

    /// One of two values, as the deployment decides.
    fn either(&mut self, at: At<'_, 'm>, condition: u32, branches: [&'m Node; 2], body: &mut Body<'m>) {
        if matches!(at.line.target, Target::Drop | Target::None) {
            // Whichever it is: one remark is enough.
            return self.line(at.with(branches[0]), body);
        }
        let condition = self.printer.condition(condition);
        let conditions = [condition.clone(), negated(&condition)];
        let mut bodies = [Body::default(), Body::default()];
        for ((branch, condition), inner) in branches.into_iter().zip(conditions).zip(&mut bodies) {
            self.within(Some(condition), |lowering| match branch.as_expr() {
                Some(Expr::NoValue) => lowering.default_of(at.line, at.siblings, inner, at.enclosing),
                _ => lowering.line(at.with(branch), inner),
            });
        }
        let [mut then, mut otherwise] = bodies;
        // Blocks that lines share are there either way; what differs stands inside them.
        let shared = match (&at.line.target, &at.line.shape) {
            (Target::Argument(_), Shape::Transform(..)) => &[],
            (Target::Argument(path), _) => path.split_last().map_or(&[][..], |(_, shared)| shared),
            _ => &[],
        };
        for name in shared {
            then = then.take_block(name).unwrap_or_default();
            otherwise = otherwise.take_block(name).unwrap_or_default();
        }
        if !then.is_empty() || !otherwise.is_empty() {
            body.inner(shared).choose(&condition, then, otherwise);
        }
    }

    /// The children take the place of their parent.
    fn here(&mut self, at: At<'_, 'm>, body: &mut Body<'m>) {
        match &at.line.shape {
            Shape::Transform(..) => self.transform(at, body),
            Shape::Table(key, value) => self.table(at, key, value, body),
            Shape::Switch(sibling, cases) => self.switch(at, sibling, cases, body),
            _ => self.members(at, body),
        }
    }

    /// An object's members along the line's children.
    pub(super) fn members(&mut self, at: At<'_, 'm>, body: &mut Body<'m>) {
        let children = self.children(at.line);
        if self.itself(at, children, body) {
            return;
        }
        if let Some(props) = self.object(at.node) {
            self.lines(children, props, body, at.enclosing);
        }
    }

    /// Children that stand for the value itself; says whether there are any.
    fn itself(&mut self, at: At<'_, 'm>, children: &'static [Line], body: &mut Body<'m>) -> bool {
        let mut found = false;
        for line in children.iter().filter(|line| line.name == ITSELF) {
            found = true;
            self.line(At { line, ..at }, body);
        }
        // Where the value says nothing, constants beside it say nothing either.
        if found && !body.is_empty() {
            self.absent(children, at.siblings, body, at.enclosing);
        }
        found
    }

    /// A line's children: its own, or those of the group it uses.
    pub(in crate::terraform) fn children(&self, line: &'static Line) -> &'static [Line] {
        match line.shape {
            Shape::Use(group) | Shape::Uses(group) => self.mapped.group(group),
            _ => &line.children,
        }
    }

    /// What a named transform makes of a value. A test holds every name in a table against the transforms there are.
    pub(super) fn transform(&mut self, at: At<'_, 'm>, body: &mut Body<'m>) {
        if let Shape::Transform(name, arguments) = &at.line.shape
            && let Some(transform) = transform::named(name)
        {
            (transform.apply)(self, at, arguments, body);
        }
    }
}

/// Whether a line's transform builds on what other lines put into the body.
fn is_late(line: &Line) -> bool {
    match line.shape {
        Shape::Transform(name, _) => transform::named(name).is_some_and(|transform| transform.late),
        _ => false,
    }
}

/// Whether a choice between two values is simply that choice in an argument.
fn is_plain(line: &Line) -> bool {
    let argument = matches!(line.target, Target::Argument(_));
    argument
        && line.shape == Shape::Same
        && line.children.is_empty()
        && line.values.is_empty()
        && line.fallback.is_none()
}
