//! Parameters: their names, and whether a default obeys the rules beside it.

use std::ops::RangeInclusive;

use crate::core::{Node, ParameterFacts, Stack};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema::Pattern;

/// A longer default is not matched against its pattern: only the registry's patterns are known to be quick.
const LONGEST_MATCHED: usize = 32;

/// Checks the parameters of a stack.
pub(super) fn check(stack: &Stack, problems: &mut Diagnostics) {
    for facts in stack.parameters() {
        for (message, help) in wrong(facts) {
            let problem = Diagnostic::error("invalid-parameter", message).help(help);
            problems.push(problem.in_stack(stack.name()).at(facts.origin));
        }
    }
}

fn wrong(facts: &ParameterFacts) -> Vec<(String, String)> {
    let name = &facts.name;
    let mut found = Vec::new();
    if !super::is_plain(name) {
        found.push((
            format!("`{name}` cannot be the name of a parameter"),
            "take 1 to 255 letters and digits".to_owned(),
        ));
    }
    let empty = facts.length.as_ref().is_some_and(RangeInclusive::is_empty)
        || facts.range.as_ref().is_some_and(RangeInclusive::is_empty);
    if empty {
        found.push((format!("the bounds of `{name}` leave no value"), "put the smaller bound first".to_owned()));
    }
    if !facts.allowed.iter().chain(&facts.default).all(is_literal) {
        let help = "a default and the allowed values are known before anything is deployed; write them out";
        found.push((format!("`{name}` has a default or allowed value that is not a literal"), help.to_owned()));
    } else if let Some(help) = facts.default.as_ref().and_then(|default| broken(facts, default)) {
        found.push((format!("the default of `{name}` breaks the parameter's own rules"), help));
    }
    found
}

fn is_literal(node: &Node) -> bool {
    match node {
        Node::List(items) => items.iter().all(is_literal),
        other => other.as_expr().is_none(),
    }
}

/// The rule that a default breaks.
fn broken(facts: &ParameterFacts, default: &Node) -> Option<String> {
    if !facts.allowed.is_empty() && !facts.allowed.contains(default) {
        let allowed: Vec<String> = facts.allowed.iter().map(shown).collect();
        return Some(format!("{} is not one of {}", shown(default), allowed.join(", ")));
    }
    match default {
        Node::Str(text) => {
            let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
            if let Some(bounds) = facts.length.as_ref().filter(|bounds| !bounds.is_empty() && !bounds.contains(&length))
            {
                return Some(format!("it has {length} characters, not {} to {}", bounds.start(), bounds.end()));
            }
            let pattern = facts.pattern.as_deref()?;
            (!matches(pattern, text)).then(|| format!("`{text}` does not match `{pattern}`"))
        }
        Node::Int(number) => {
            let bounds = facts.range.as_ref().filter(|bounds| !bounds.is_empty() && !bounds.contains(number))?;
            Some(format!("{number} is not between {} and {}", bounds.start(), bounds.end()))
        }
        _ => None,
    }
}

/// Whether the whole text matches. What cannot be read or takes too long here is not judged.
fn matches(pattern: &str, text: &str) -> bool {
    if text.len() > LONGEST_MATCHED {
        return true;
    }
    Pattern::new(&format!("^(?:{pattern})$")).ok().and_then(|pattern| pattern.is_match(text)).unwrap_or(true)
}

fn shown(node: &Node) -> String {
    match node {
        Node::Str(text) => format!("`{text}`"),
        Node::Int(number) => number.to_string(),
        Node::Num(number) => crate::json::number(*number),
        Node::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        other => format!("{other:?}"),
    }
}
