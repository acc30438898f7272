//! What is used, and what nothing uses.

use std::collections::HashSet;

use super::super::read::Member;
use super::index::members;
use super::{Inspector, shown};
use crate::diagnostic::Diagnostic;

/// The names that something refers to.
#[derive(Default)]
pub(super) struct Usage<'d> {
    pub(super) parameters: HashSet<&'d str>,
    pub(super) conditions: HashSet<&'d str>,
    pub(super) mappings: HashSet<&'d str>,
    /// A mapping is chosen by a function: any may be meant.
    pub(super) any_mapping: bool,
    /// What was declared, for the end.
    declared: Vec<(&'static str, &'d [Member])>,
}

impl<'d> Usage<'d> {
    pub(super) fn declare(&mut self, root: &'d super::Value) {
        self.declared =
            ["Parameters", "Conditions", "Mappings"].map(|section| (section, members(root, section))).to_vec();
    }
}

impl Inspector<'_, '_> {
    /// Reports what nothing uses, once everything was looked at.
    pub(super) fn unused(&mut self) {
        // What a macro adds may use anything.
        if self.index.open.anything {
            return;
        }
        for (section, members) in std::mem::take(&mut self.usage.declared) {
            let (used, rule, what) = match section {
                "Parameters" => (&self.usage.parameters, "unused-parameter", "parameter"),
                "Conditions" => (&self.usage.conditions, "unused-condition", "condition"),
                _ if self.usage.any_mapping => continue,
                _ => (&self.usage.mappings, "unused-mapping", "mapping"),
            };
            let left: Vec<&Member> = members
                .iter()
                .filter(|member| !used.contains(member.key.as_str()) && !member.key.starts_with("Fn::"))
                .collect();
            for member in left {
                let message = format!("nothing uses the {what} `{}`", shown(&member.key));
                let problem = Diagnostic::warning(rule, message).help("remove it, or use it");
                self.report(problem, member.at);
            }
        }
    }
}
