//! Conditions on what is set.

use crate::core::{Node, Props};

/// A condition on what is set: any of its tests, or none of them.
#[derive(Debug, PartialEq)]
pub(in crate::terraform) struct Guard {
    /// Whether none of the tests may hold.
    pub(in crate::terraform) unless: bool,
    /// What is tested.
    pub(in crate::terraform) tests: Vec<Probe>,
}

/// One test of a guard: something is present, or is a literal.
#[derive(Debug, PartialEq)]
pub(in crate::terraform) struct Probe {
    /// Whether the path begins at the line's own value and not among its siblings.
    pub(in crate::terraform) below: bool,
    /// The names on the way; none for the value itself.
    pub(in crate::terraform) path: Vec<&'static str>,
    /// The literal, if one is asked for.
    pub(in crate::terraform) literal: Option<&'static str>,
}

/// What a guard says.
#[derive(Debug, PartialEq)]
pub(in crate::terraform) enum Verdict<'n> {
    /// The line counts.
    Yes,
    /// It does not.
    No,
    /// Only the deployment knows: the line counts where any of the values is its literal, or where none is.
    Open { unless: bool, tests: Vec<(&'n Node, &'static str)> },
}

impl Guard {
    /// Whether the guard lets its line count.
    pub(in crate::terraform) fn verdict<'n>(&self, siblings: &'n Props, value: Option<&'n Node>) -> Verdict<'n> {
        let mut open = Vec::new();
        for test in &self.tests {
            match (test.found(siblings, value), test.literal) {
                (None, _) => {}
                (Some(found), None) if counts_as_absent(found) => {}
                (Some(found), Some(literal)) if found.word().as_deref() != Some(literal) => {
                    if found.as_expr().is_some() {
                        open.push((found, literal));
                    }
                }
                (Some(_), _) => return if self.unless { Verdict::No } else { Verdict::Yes },
            }
        }
        match (open.is_empty(), self.unless) {
            (false, unless) => Verdict::Open { unless, tests: open },
            (true, true) => Verdict::Yes,
            (true, false) => Verdict::No,
        }
    }

    /// Whether any test looks below the line's own value.
    pub(in crate::terraform) fn looks_below(&self) -> bool {
        self.tests.iter().any(|test| test.below)
    }
}

impl Probe {
    /// What stands at the path; an expression on the way stands for what would be below it.
    fn found<'n>(&self, siblings: &'n Props, value: Option<&'n Node>) -> Option<&'n Node> {
        let mut path = self.path.iter();
        let mut node = if self.below { value? } else { siblings.get(path.next()?)? };
        for name in path {
            if node.as_expr().is_some() {
                break;
            }
            node = node.as_map()?.get(name)?;
        }
        Some(node)
    }
}

/// What is written and yet says nothing.
fn counts_as_absent(node: &Node) -> bool {
    match node {
        Node::Null | Node::Bool(false) => true,
        Node::Str(text) => text.is_empty(),
        Node::Expr(expr) => matches!(**expr, crate::core::Expr::NoValue),
        _ => false,
    }
}
