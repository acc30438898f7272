//! See `docs/malformed-lifecycle-policy.md`.

use super::lifecycle::{Rule, policies, rules};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("malformed-lifecycle-policy", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for (owner, value, text) in policies(system) {
        let faults = match rules(text) {
            Ok(rules) => faults(&rules),
            Err(fault) => vec![fault],
        };
        for fault in faults {
            let finding = findings.on(owner, &value, fault);
            findings.push(finding.help("see \"Lifecycle policy properties\" in the ECR user guide"));
        }
    }
}

fn faults(rules: &[Rule]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        found.extend(of_rule(rule).into_iter().map(|fault| format!("rule {}: {fault}", at + 1)));
        let Some(priority) = rule.priority else { continue };
        if rules[..at].iter().any(|earlier| earlier.priority == Some(priority)) {
            found.push(format!("two rules have the priority {priority}"));
        }
        let is_later = |other: &Rule| other.priority.is_some_and(|other| other > priority);
        // Rules about kinds of storage are each for themselves.
        let is_any = rule.status.as_deref() == Some("any") && rules.iter().all(|rule| !rule.has_storage);
        if is_any && rules.iter().any(is_later) {
            found.push(format!("the rule for `any` has the priority {priority}, and has to be the last"));
        }
    }
    found
}

/// (ECR user guide, "Lifecycle policy properties in Amazon ECR", read 2026-11-20.)
fn of_rule(rule: &Rule) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut fault = |is: bool, message| {
        if is {
            found.push(message);
        }
    };
    let status = rule.status.as_deref();
    let count_type = rule.count_type.as_deref();
    fault(rule.priority.is_none_or(|priority| priority < 1), "`rulePriority` has to be a number from 1");
    fault(!rule.has_action, "there is no `action` with a `type`");
    fault(
        !matches!(status, Some("any" | "tagged" | "untagged")),
        "`tagStatus` has to be `tagged`, `untagged` or `any`",
    );
    fault(status == Some("tagged") && !rule.names_tags, "`tagged` needs a `tagPatternList` or a `tagPrefixList`");
    fault(matches!(status, Some("any" | "untagged")) && rule.names_tags, "only `tagged` takes a list of tags");
    fault(count_type.is_none(), "there is no `countType`");
    fault(rule.count.is_none_or(|count| count < 1), "`countNumber` has to be a number from 1");
    fault(count_type == Some("sinceImagePushed") && !rule.has_unit, "`sinceImagePushed` needs `countUnit: days`");
    fault(count_type == Some("imageCountMoreThan") && rule.has_unit, "`imageCountMoreThan` takes no `countUnit`");
    found
}
