//! Where rules put what they find.

use super::Context;
use super::view::{Resource, Value};
use crate::core::{Expr, Node, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics, Origin, Severity};

/// A rule's view of the run: what it may ask, and the list it adds to.
///
/// Signed exceptions are applied afterwards to everything at once, so a rule reports what it sees and needs to know
/// nothing of them.
pub struct Findings<'a> {
    rule: &'static str,
    severity: Severity,
    context: Context<'a>,
    found: &'a mut Diagnostics,
}

impl<'a> Findings<'a> {
    pub(super) fn new(
        rule: &'static str,
        severity: Severity,
        context: Context<'a>,
        found: &'a mut Diagnostics,
    ) -> Self {
        Findings { rule, severity, context, found }
    }

    /// The day for which dated facts are judged, where one was given.
    #[must_use]
    pub fn today(&self) -> Option<&'a str> {
        self.context.today
    }

    /// Whether the Terraform backend takes part.
    pub(super) fn concerns_terraform(&self) -> bool {
        self.context.terraform
    }

    /// A finding about a stack.
    #[must_use]
    pub fn in_stack(&self, resolved: &Resolved<'_>, message: impl Into<String>) -> Diagnostic {
        let stack = resolved.stack;
        Diagnostic::new(self.rule, self.severity, message).in_stack(stack.name()).at(stack.origin())
    }

    /// A finding about a resource.
    #[must_use]
    pub fn of(&self, resource: Resource<'_>, message: impl Into<String>) -> Diagnostic {
        self.in_stack(resource.stack(), message).of(resource.path(), resource.type_name()).at(resource.origin())
    }

    /// A finding about a property of a resource, or what is inside one, at the line that set it where that line is the
    /// author's. Steps of the path are separated by `/`.
    #[must_use]
    pub fn at(&self, resource: Resource<'_>, path: &str, message: impl Into<String>) -> Diagnostic {
        let finding = self.of(resource, message).property(format!("/{path}"));
        finding.set_at(resource.placed().derived, set_at(resource, path))
    }

    /// A finding about a value that was taken from a property of a resource.
    #[must_use]
    pub fn on(&self, resource: Resource<'_>, value: &Value<'_>, message: impl Into<String>) -> Diagnostic {
        match value.source().and_then(|node| path_of(resource, node)) {
            Some(path) => self.at(resource, &path, message),
            None => self.of(resource, message),
        }
    }

    /// Reports a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }
}

/// The line that set the innermost property on a path.
fn set_at(resource: Resource<'_>, path: &str) -> Option<Origin> {
    let mut steps = path.split('/');
    let prop = resource.placed().props.prop(steps.next()?)?;
    let (mut origin, mut node) = (prop.origin, &prop.node);
    for step in steps {
        node = match node {
            Node::Map(props) => match props.prop(step) {
                Some(prop) => {
                    origin = prop.origin;
                    &prop.node
                }
                None => break,
            },
            Node::List(items) => match step.parse::<usize>().ok().and_then(|at| items.get(at)) {
                Some(item) => item,
                None => break,
            },
            _ => break,
        };
    }
    Some(origin)
}

/// Where a node stands in a resource. A value is a part of the tree, so its place is found by looking for itself.
fn path_of(resource: Resource<'_>, wanted: &Node) -> Option<String> {
    resource.placed().props.iter().find_map(|prop| {
        let mut path = prop.name.to_string();
        find(&prop.node, wanted, &mut path).then_some(path)
    })
}

fn find(node: &Node, wanted: &Node, path: &mut String) -> bool {
    if std::ptr::eq(node, wanted) {
        return true;
    }
    let step = |path: &mut String, name: &str, node: &Node| {
        let length = path.len();
        path.push('/');
        path.push_str(name);
        let found = find(node, wanted, path);
        if !found {
            path.truncate(length);
        }
        found
    };
    match node {
        Node::Map(props) => props.iter().any(|prop| step(path, &prop.name, &prop.node)),
        Node::List(items) => items.iter().enumerate().any(|(at, item)| step(path, &at.to_string(), item)),
        // A choice is no step: what is chosen stands in its place.
        Node::Expr(expr) => match expr.as_ref() {
            Expr::If(_, then, otherwise) => find(then, wanted, path) || find(otherwise, wanted, path),
            _ => false,
        },
        _ => false,
    }
}
