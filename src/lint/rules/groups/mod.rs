//! Security groups: what they let in, and whether what must pass can.

mod closed_path;
mod duplicate_permission;
mod impossible_ports;
mod open_database;
mod open_everything;
mod open_remote_access;
mod too_many_groups;
mod too_many_permissions;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;
use crate::diagnostic::Diagnostic;
use crate::lint::reach::{GROUP, GroupRule, Ports, Reach};
use crate::lint::{Findings, System};

pub(super) const FAMILY: Family = Family {
    title: "Security groups",
    rules: &[
        closed_path::RULE,
        duplicate_permission::RULE,
        impossible_ports::RULE,
        open_database::RULE,
        open_everything::RULE,
        open_remote_access::RULE,
        too_many_groups::RULE,
        too_many_permissions::RULE,
    ],
};

/// Every rule that lets in or out, in whatever stack: those inside groups, and those beside them.
fn all_rules(system: System<'_>) -> Vec<GroupRule<'_>> {
    let reach = Reach::of(system);
    let mut rules: Vec<GroupRule<'_>> = Vec::new();
    for group in system.all(GROUP) {
        rules.extend(reach.inside(group));
    }
    rules.extend(reach.beside());
    rules
}

/// A finding at a rule, inside its group or beside it.
fn at(findings: &Findings<'_>, rule: &GroupRule<'_>, message: String) -> Diagnostic {
    match rule.inside() {
        Some(inside) => findings.on(rule.resource, &inside, message),
        None => findings.of(rule.resource, message),
    }
}

/// Reports each rule that lets the whole internet in to something that a function names.
fn report_open(
    system: System<'_>,
    findings: &mut Findings<'_>,
    what: fn(Ports) -> Option<&'static str>,
    help: &'static str,
) {
    for rule in all_rules(system) {
        if !rule.is_inbound() || !rule.is_for_everybody() {
            continue;
        }
        if let Some(what) = rule.ports().and_then(what) {
            let from = rule.cidr().text().unwrap_or_default();
            let message = format!("`{}` lets everybody (`{from}`) in to {what}", rule.resource.path());
            findings.push(at(findings, &rule, message).help(help));
        }
    }
}
