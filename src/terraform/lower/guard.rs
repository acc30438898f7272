//! When a line counts.

use super::super::body::{Under, both};
use super::super::mapping::{Guard, Verdict};
use super::super::text::quoted;
use super::Lowering;
use crate::core::{Node, Props};

/// What a guard says, with the condition that decides where only the deployment knows.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Counts {
    Yes,
    No,
    Under(String),
}

impl Counts {
    /// The condition that decides, where there is one.
    pub(super) fn condition(&self) -> Under {
        match self {
            Counts::Under(condition) => Some(condition.clone()),
            Counts::Yes | Counts::No => None,
        }
    }
}

impl Lowering<'_, '_> {
    /// Whether a line with this guard counts.
    pub(super) fn counts(&mut self, guard: Option<&Guard>, siblings: &Props, value: Option<&Node>) -> Counts {
        match guard.map_or(Verdict::Yes, |guard| guard.verdict(siblings, value)) {
            Verdict::Yes => Counts::Yes,
            Verdict::No => Counts::No,
            Verdict::Open { unless, tests } => {
                let mut found = Vec::new();
                for (node, literal) in tests {
                    found.extend(self.is_literal_under(node, literal));
                }
                match (found.iter().any(Option::is_none), found.is_empty(), unless) {
                    (true, _, false) | (_, true, true) => Counts::Yes,
                    (true, _, true) | (_, true, false) => Counts::No,
                    (false, false, unless) => {
                        let tests: Vec<String> = found.into_iter().flatten().collect();
                        let any = if tests.len() == 1 { tests.concat() } else { format!("({})", tests.join(" || ")) };
                        Counts::Under(if unless { format!("!{any}") } else { any })
                    }
                }
            }
        }
    }

    /// The conditions under which a value is a literal, as far as it may be.
    fn is_literal_under(&mut self, node: &Node, literal: &str) -> Vec<Under> {
        let mut found = Vec::new();
        for choice in self.printer.choices(node) {
            if choice.node.as_expr().is_some() {
                let test = format!("(tostring({}) == {})", self.printer.expression(choice.node), quoted(literal));
                found.push(both(choice.under, Some(test)));
            } else if choice.node.word().is_some_and(|word| word == literal) {
                found.push(choice.under);
            }
        }
        found
    }
}
