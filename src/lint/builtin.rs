//! Rules that come with formwork.

use super::iam::Policy;
use super::view::System;
use super::{Findings, table};
use crate::diagnostic::Severity;

/// A rule that comes with formwork: how it looks. Its weight and its document stand in the table, under its name.
#[derive(Clone, Copy)]
pub(super) struct BuiltIn {
    name: &'static str,
    of_system: Option<fn(System<'_>, &mut Findings<'_>)>,
    of_policy: Option<fn(&Policy<'_>, &mut Findings<'_>)>,
}

impl BuiltIn {
    pub(super) const fn new(name: &'static str, check: fn(System<'_>, &mut Findings<'_>)) -> Self {
        BuiltIn { name, of_system: Some(check), of_policy: None }
    }

    /// A rule that looks at each policy by itself. All such rules are shown the same ones, which are looked for once.
    pub(super) const fn of_policies(name: &'static str, check: fn(&Policy<'_>, &mut Findings<'_>)) -> Self {
        BuiltIn { name, of_system: None, of_policy: Some(check) }
    }

    /// The same rule looks at the system too.
    pub(super) const fn and_of_system(self, check: fn(System<'_>, &mut Findings<'_>)) -> Self {
        BuiltIn { of_system: Some(check), ..self }
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) fn severity(&self) -> Severity {
        // A law sees that every rule is in the table.
        table::find(self.name).map_or(Severity::Error, |entry| entry.severity)
    }

    pub(super) fn check(&self, system: System<'_>, policies: &[Policy<'_>], findings: &mut Findings<'_>) {
        if let Some(check) = self.of_policy {
            for policy in policies {
                check(policy, findings);
            }
        }
        if let Some(check) = self.of_system {
            check(system, findings);
        }
    }
}
