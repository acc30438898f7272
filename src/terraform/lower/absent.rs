//! Constants, what stands for absent properties, and what Terraform misses.

use crate::core::{Expr, Node, Props};

use super::super::body::{Body, Value, both};
use super::super::mapping::{Given, Line, Shape, Target};
use super::super::{names, transform};
use super::guard::Counts;
use super::{At, Enclosing, Lowering, problem};

impl<'m> Lowering<'_, 'm> {
    /// Everything that a body gets without a property that says so.
    pub(super) fn absent(
        &mut self,
        lines: &'static [Line],
        props: &'m Props,
        body: &mut Body<'m>,
        enclosing: &Enclosing,
    ) {
        let absent = |line: &&Line| line.is_constant() || is_absent(props, line.name);
        // What only fills a block comes last: until then it is open whether the block exists.
        for fills in [false, true] {
            let now = |line: &&Line| line.fallback.as_ref().is_some_and(|fallback| fallback.fills) == fills;
            for line in lines.iter().filter(absent).filter(now) {
                self.default_of(line, props, body, enclosing);
            }
        }
        self.missing(lines, props, body);
    }

    /// What Terraform requires and nothing gave.
    fn missing(&mut self, lines: &'static [Line], props: &'m Props, body: &Body<'m>) {
        for line in lines.iter().filter(|line| line.must) {
            let missing = match &line.target {
                Target::Argument(path) => {
                    // Inside a block the argument is asked for only where the block is.
                    let asked = path.split_last().is_some_and(|(_, block)| body.holds(block));
                    asked && !body.holds(path)
                }
                _ => is_absent(props, line.name),
            };
            if missing && self.counts(line.guard.as_ref(), props, None) != Counts::No {
                self.problem(problem::needed(&format!("`{}`", line.name)));
            }
        }
    }

    /// What a line says where its property is absent.
    pub(super) fn default_of(
        &mut self,
        line: &'static Line,
        props: &'m Props,
        body: &mut Body<'m>,
        enclosing: &Enclosing,
    ) {
        if let Shape::Transform(name, _) = &line.shape
            && let Some(instead) = transform::named(name).and_then(|transform| transform.absent)
        {
            instead(self, line, props, enclosing);
        }
        let Some(fallback) = &line.fallback else { return };
        if self.printer.too_new(line.name, line.since).is_some() {
            return;
        }
        let counts = [line.guard.as_ref(), fallback.guard.as_ref()].map(|guard| self.counts(guard, props, None));
        let under = both(counts[0].condition(), counts[1].condition());
        if counts.contains(&Counts::No) {
            return;
        }
        if under.is_some() && line.is_constant() {
            // Another constant may stand for the same argument under another condition.
            return self.problem(problem::undecided());
        }
        let node = match &fallback.value {
            Given::Id | Given::Word => None,
            Given::Value(node) => Some(node),
            Given::Switch(sibling, cases) => match chosen(props, sibling, cases) {
                Some(node) => Some(node),
                None => return,
            },
        };
        match (&line.target, node) {
            (Target::Argument(path), node) if line.children.is_empty() && is_terraforms(&line.shape) => {
                let block = path.split_last().map_or(&[][..], |(_, block)| block);
                // A default overrides nothing that the author said another way, and fills only a block that is there.
                if body.holds(path) || fallback.fills && !body.holds(block) {
                    return;
                }
                let value = node.map_or_else(|| Value::literal(self.made_up(&fallback.value)), Value::Node);
                body.set(path, value.under(under.as_deref()));
            }
            // Elsewhere the table speaks CloudFormation's terms: as if the author had set it, under the line's condition.
            _ if matches!(counts, [_, Counts::Under(_)]) => self.problem(problem::undecided()),
            (_, Some(node)) => self.line(At { line, node, siblings: props, enclosing }, body),
            (_, None) => {}
        }
    }

    /// A name made from stack and logical id, and from the positions of the list items we are in.
    fn made_up(&self, given: &Given) -> String {
        let positions: Vec<String> =
            self.printer.trail.positions().map(|position| (position + 1).to_string()).collect();
        let mut words = vec![self.printer.stack.deployed_name.as_str(), self.printer.name(self.index)];
        words.extend(positions.iter().map(String::as_str));
        let name = names::generated(&words);
        if *given == Given::Word { name.replace('-', "") } else { name }
    }
}

/// Whether a default of a line with this shape is Terraform's own value.
fn is_terraforms(shape: &Shape) -> bool {
    !matches!(shape, Shape::Use(_) | Shape::Uses(_))
}

pub(super) fn is_absent(props: &Props, name: &str) -> bool {
    props.get(name).is_none_or(|node| matches!(node.as_expr(), Some(Expr::NoValue)))
}

/// The case that a sibling's literal chooses; `*` stands for any other, for none, and for an expression.
fn chosen<'c>(props: &Props, sibling: &str, cases: &'c [(&'static str, Node)]) -> Option<&'c Node> {
    let value = props.get(sibling).and_then(Node::word);
    let exact = cases.iter().find(|(literal, _)| value.as_deref() == Some(*literal));
    let (_, node) = exact.or_else(|| cases.iter().find(|(literal, _)| *literal == "*"))?;
    Some(node).filter(|node| **node != Node::Null)
}
