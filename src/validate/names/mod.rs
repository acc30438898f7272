//! Names, tags and quotas: what both engines demand of them, whatever the types are.

mod parameters;
mod quotas;
mod tags;
mod unique;

use crate::core::{App, Model, Placed, Resolved, Stack};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// The longest name of a stack.
const LONGEST_STACK_NAME: usize = 128;
/// The longest name of anything inside a template.
const LONGEST_NAME: usize = 255;

/// Checks every name of an app.
pub(super) fn check(model: &Model<'_>, problems: &mut Diagnostics) {
    system(model.app(), problems);
    unique::stacks(model, problems);
    unique::exports(model, problems);
    tags::of_app(model.app(), problems);
    for resolved in model.stacks() {
        let stack = resolved.stack;
        stack_name(resolved, problems);
        root(stack, problems);
        plain_names(stack, problems);
        kept_ids(stack, problems);
        unique::inside(resolved, problems);
        parameters::check(stack, problems);
        tags::of_stack(stack, problems);
        quotas::check(resolved, problems);
    }
}

/// Both names become directories.
fn system(app: &App, problems: &mut Diagnostics) {
    let environment = app.target().environment.as_str();
    let names = [("system", app.name()), ("environment", environment)];
    for (what, name) in names {
        // An app without an environment is for any.
        let unsaid = what == "environment" && name.is_empty();
        if !unsaid && !is_directory(name) {
            let problem = Diagnostic::error("invalid-system", format!("`{name}` cannot be the name of a {what}"))
                .help("take letters, digits, `-`, `_` and `.`, and begin with a letter or digit");
            problems.push(problem);
        }
    }
}

fn stack_name(resolved: &Resolved<'_>, problems: &mut Diagnostics) {
    let (stack, deployed) = (resolved.stack, resolved.deployed_name.as_str());
    // In its account the stack's name stands behind the system's and the environment's.
    let Some(name) = [stack.name(), deployed].into_iter().find(|name| !is_stack_name(name)) else { return };
    let problem = Diagnostic::error("invalid-stack-name", format!("`{name}` cannot be the name of a stack"))
        .help("begin with a letter, and take at most 128 letters, digits and hyphens");
    problems.push(problem.in_stack(stack.name()).at(stack.origin()));
}

fn is_stack_name(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    letters && name.starts_with(|first: char| first.is_ascii_alphabetic()) && name.len() <= LONGEST_STACK_NAME
}

fn root(stack: &Stack, problems: &mut Diagnostics) {
    let path = stack.root();
    // A root that is only the stack's name was looked at as that.
    // `_` in front keeps a root that is not like the others apart.
    let named = |part: &str| is_directory(part.strip_prefix('_').unwrap_or(part));
    if path == stack.name() || path.split('/').all(named) {
        return;
    }
    let problem = Diagnostic::error("invalid-root", format!("`{path}` cannot be the path of a Terraform root"))
        .help("take a relative path of letters, digits, `-`, `_` and `.`, such as `eks/prod1/infra`");
    problems.push(problem.in_stack(stack.name()).at(stack.origin()));
}

/// Outputs, conditions and mappings are named alike; parameters have a rule of their own.
fn plain_names(stack: &Stack, problems: &mut Diagnostics) {
    let outputs = stack.outputs().iter().map(|output| ("output", &output.name, output.origin));
    let conditions = stack.conditions().iter().map(|condition| ("condition", &condition.name, condition.origin));
    let mappings = stack.mappings().iter().map(|mapping| ("mapping", &mapping.name, mapping.origin));
    for (what, name, origin) in outputs.chain(conditions).chain(mappings) {
        if !is_plain(name) {
            let problem = Diagnostic::error("invalid-name", format!("`{name}` cannot be the name of a {what}"))
                .help("take 1 to 255 letters and digits");
            problems.push(problem.in_stack(stack.name()).at(origin));
        }
    }
}

fn kept_ids(stack: &Stack, problems: &mut Diagnostics) {
    for placed in stack.resources() {
        let Some(id) = placed.kept_id().filter(|id| !is_plain(id)) else { continue };
        let problem = Diagnostic::error("invalid-id", format!("`{id}` cannot be a logical id"))
            .help("take 1 to 255 letters and digits, as they stand in the deployed template");
        problems.push(at(problem, stack, placed));
    }
}

/// Places a problem at a resource.
fn at(problem: Diagnostic, stack: &Stack, placed: &Placed) -> Diagnostic {
    problem.in_stack(stack.name()).of(&placed.path, &placed.type_name).at(placed.origin)
}

/// Letters and digits, as CloudFormation wants them of what stands in a template.
fn is_plain(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A name that can be a directory everywhere and stand in a command without quotes.
fn is_directory(name: &str) -> bool {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=LONGEST_NAME).contains(&name.len())
        && name.bytes().all(usual)
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !name.ends_with('.')
}

#[cfg(test)]
mod tests;
