//! Rules that come with formwork.

use super::view::System;
use super::{Findings, Rule, table};
use crate::diagnostic::Severity;

/// A rule that comes with formwork: how it looks. Its weight and its document stand in the table, under its name.
#[derive(Clone, Copy)]
pub(super) struct BuiltIn {
    name: &'static str,
    check: fn(System<'_>, &mut Findings<'_>),
}

impl BuiltIn {
    pub(super) const fn new(name: &'static str, check: fn(System<'_>, &mut Findings<'_>)) -> Self {
        BuiltIn { name, check }
    }
}

impl Rule for BuiltIn {
    fn name(&self) -> &'static str {
        self.name
    }

    fn severity(&self) -> Severity {
        // A law sees that every rule is in the table.
        table::find(self.name).map_or(Severity::Error, |entry| entry.severity)
    }

    fn document(&self) -> &'static str {
        table::find(self.name).map_or("", |entry| entry.document)
    }

    fn check(&self, system: System<'_>, findings: &mut Findings<'_>) {
        (self.check)(system, findings);
    }
}
