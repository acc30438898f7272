//! Signed exceptions, and what remains: applied once to everything that was found, whoever found it.

use std::collections::HashMap;

use super::Context;
use super::table::{self, Engine, Entry};
use crate::core::{Allow, Model};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::schema::names;

const UNUSED: &str = "unused-allow";

/// An exception, the place for which it was signed, and whether it was needed.
struct Signed<'a> {
    allow: &'a Allow,
    stack: Option<&'a str>,
    resource: Option<(&'a str, &'a str)>,
    used: bool,
}

/// Where exceptions stand in a list, by what they cover: a rule, and where only that, a stack and a path in it.
type Covering<'a> = HashMap<(&'a str, Option<&'a str>, Option<&'a str>), Vec<usize>>;

impl Signed<'_> {
    /// A finding about the exception itself.
    fn finding(&self, message: String) -> Diagnostic {
        let mut finding = Diagnostic::warning("unused-allow", message).at(self.allow.origin);
        if let Some(stack) = self.stack {
            finding = finding.in_stack(stack);
        }
        if let Some((path, type_name)) = self.resource {
            finding = finding.of(path, type_name);
        }
        finding
    }
}

/// Drops what is allowed or concerns an engine that nobody asked for, reports exceptions that were not needed, and
/// weighs what remains.
///
/// To be called last, when every check and both backends have spoken: an exception is unused only then.
pub fn settle(model: &Model<'_>, context: &Context<'_>, problems: &mut Diagnostics) {
    problems.retain(|finding| table::find(finding.rule).is_none_or(|entry| took_part(entry, context)));
    let mut signed = collect(model);
    if !signed.is_empty() {
        let covering = covering(&signed);
        apply(&mut signed, &covering, problems);
        problems.extend(signed.iter().filter(|one| one.allow.rule != UNUSED).filter_map(|one| unused(one, context)));
        // An exception to this very rule is looked at once the others are.
        apply(&mut signed, &covering, problems);
        problems.extend(signed.iter().filter(|one| one.allow.rule == UNUSED).filter_map(|one| unused(one, context)));
    }
    for finding in problems.iter_mut() {
        if finding.system.is_empty() {
            model.app().name().clone_into(&mut finding.system);
        }
    }
    if context.strict {
        problems.strictly();
    }
}

fn collect<'a>(model: &Model<'a>) -> Vec<Signed<'a>> {
    let everywhere = |allow| Signed { allow, stack: None, resource: None, used: false };
    let mut signed: Vec<Signed<'a>> = model.app().allows().iter().map(everywhere).collect();
    for resolved in model.stacks() {
        let stack = resolved.stack;
        let name = Some(stack.name());
        signed.extend(stack.allows().iter().map(|allow| Signed { stack: name, ..everywhere(allow) }));
        for placed in stack.resources() {
            let resource = Some((placed.path.as_str(), placed.type_name.as_ref()));
            signed.extend(placed.allows().iter().map(|allow| Signed { stack: name, resource, ..everywhere(allow) }));
        }
    }
    signed
}

fn covering<'a>(signed: &[Signed<'a>]) -> Covering<'a> {
    let mut found = Covering::new();
    for (at, one) in signed.iter().enumerate() {
        let path = one.resource.map(|(path, _)| path);
        found.entry((one.allow.rule.as_str(), one.stack, path)).or_default().push(at);
    }
    found
}

fn apply(signed: &mut [Signed<'_>], covering: &Covering<'_>, problems: &mut Diagnostics) {
    problems.retain(|finding| {
        let (stack, path) = (Some(finding.stack.as_str()), Some(finding.path.as_str()));
        let mut allowed = false;
        if finding.severity != Severity::Error {
            for place in [(finding.rule, None, None), (finding.rule, stack, None), (finding.rule, stack, path)] {
                for at in covering.get(&place).into_iter().flatten() {
                    signed[*at].used = true;
                    allowed = true;
                }
            }
        }
        !allowed
    });
}

/// Why an exception suppresses nothing; no finding where it does, or where its rule had no chance to speak.
fn unused(one: &Signed<'_>, context: &Context<'_>) -> Option<Diagnostic> {
    if one.used {
        return None;
    }
    let name = &one.allow.rule;
    match table::find(name) {
        Some(entry) if !took_part(entry, context) => None,
        Some(entry) if entry.severity == Severity::Error => {
            let finding = one.finding(format!("`{name}` is an error and cannot be allowed"));
            Some(finding.help("remove the `allow`; what the rule finds would fail when it is deployed"))
        }
        None if !context.rules.iter().any(|rule| rule.name() == name) => {
            let finding = one.finding(format!("no rule is called `{name}`"));
            let known = table::rules().iter().map(|entry| entry.name);
            let near = names::nearest(name, known.chain(context.rules.iter().map(|rule| rule.name())));
            let help = names::did_you_mean(&near);
            Some(finding.help(help.unwrap_or_else(|| "`explain` without a name lists all rules".to_owned())))
        }
        _ => {
            let finding = one.finding(format!("this `allow` of `{name}` suppresses nothing"));
            Some(finding.help("remove it: what it was signed for is gone"))
        }
    }
}

fn took_part(entry: &Entry, context: &Context<'_>) -> bool {
    match entry.engine {
        Engine::Both => true,
        Engine::Cloudformation => context.cloudformation,
        Engine::Terraform => context.terraform,
    }
}

#[cfg(test)]
mod tests;
