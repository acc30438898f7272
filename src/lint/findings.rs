//! Where rules put what they find.

use super::{Context, Rule};
use crate::core::{Placed, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::schema::Registry;

/// A rule's view of the run: what it may ask, and the list it adds to.
///
/// Signed exceptions are applied afterwards to everything at once, so a rule reports what it sees and needs to know
/// nothing of them.
pub struct Findings<'a> {
    rule: &'static str,
    severity: Severity,
    context: Context<'a>,
    registry: &'a Registry,
    found: &'a mut Diagnostics,
}

impl<'a> Findings<'a> {
    pub(super) fn new(
        rule: &dyn Rule,
        context: Context<'a>,
        registry: &'a Registry,
        found: &'a mut Diagnostics,
    ) -> Self {
        Findings { rule: rule.name(), severity: rule.severity(), context, registry, found }
    }

    /// The day for which dated facts are judged, where one was given.
    #[must_use]
    pub fn today(&self) -> Option<&'a str> {
        self.context.today
    }

    /// What is known of resource types.
    #[must_use]
    pub fn registry(&self) -> &'a Registry {
        self.registry
    }

    /// A finding about a stack.
    pub fn in_stack(&self, resolved: &Resolved<'_>, message: impl Into<String>) -> Diagnostic {
        let stack = resolved.stack;
        Diagnostic::new(self.rule, self.severity, message).in_stack(stack.name()).at(stack.origin())
    }

    /// A finding about a resource.
    pub fn at(&self, resolved: &Resolved<'_>, placed: &Placed, message: impl Into<String>) -> Diagnostic {
        self.in_stack(resolved, message).of(&placed.path, &placed.type_name).at(placed.origin)
    }

    /// A finding about a property of a resource, at the line that set it where that line is the author's.
    pub fn at_property(
        &self,
        resolved: &Resolved<'_>,
        placed: &Placed,
        name: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        let finding = self.at(resolved, placed, message).property(format!("/{name}"));
        match placed.props.prop(name) {
            Some(prop) if placed.derived => finding.with(prop.origin, "set here"),
            Some(prop) => finding.at(prop.origin),
            None => finding,
        }
    }

    /// Reports a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }
}
