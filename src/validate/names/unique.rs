//! Names that must differ, and from what.

use std::collections::{HashMap, HashSet};

use super::LONGEST_NAME;
use crate::core::{Link, Model, Placed, Resolved, Stack};
use crate::diagnostic::{Diagnostic, Diagnostics, Origin};

/// Stacks and roots are files: names that differ only in capitals are one file on some machines.
pub(super) fn stacks(model: &Model<'_>, problems: &mut Diagnostics) {
    let mut names: HashMap<String, &Stack> = HashMap::new();
    let mut roots: HashMap<String, &Stack> = HashMap::new();
    for stack in model.app().stacks() {
        if let Some(first) = names.insert(stack.name().to_lowercase(), stack) {
            // Equal names are reported as what they are.
            if first.name() != stack.name() {
                let message = format!("`{}` and `{}` differ only in capitals", first.name(), stack.name());
                let problem = Diagnostic::error("invalid-stack-name", message).help("rename one of them");
                problems.push(problem.with(first.origin(), "the first one").in_stack(stack.name()).at(stack.origin()));
            }
            continue;
        }
        if let Some(first) = roots.insert(stack.root().to_lowercase(), stack) {
            let message = format!("two stacks have the Terraform root `{}`", stack.root());
            let problem = Diagnostic::error("invalid-root", message).help("give each stack a root of its own");
            problems.push(problem.with(first.origin(), "the first one").in_stack(stack.name()).at(stack.origin()));
        }
    }
}

/// Exports are unique in an account and region.
pub(super) fn exports(model: &Model<'_>, problems: &mut Diagnostics) {
    // A value that other stacks take has an export's name only where one of them holds it.
    let imports = model.stacks().flat_map(|stack| &stack.imports);
    let held: HashSet<&str> =
        imports.filter(|import| import.link == Link::Strong).map(|import| import.export.name.as_str()).collect();
    let mut seen: HashMap<(Option<&str>, Option<&str>, &str), Origin> = HashMap::new();
    for resolved in model.stacks() {
        let stack = resolved.stack;
        let (account, region) = (stack.target().account.as_deref(), stack.target().region.as_deref());
        let authored = stack.outputs().iter().filter_map(|output| Some((output.export.as_deref()?, output.origin)));
        let generated = resolved.exports.iter().map(|export| (export.name.as_str(), stack.origin()));
        let generated = generated.filter(|(name, _)| held.contains(name));
        for (name, origin) in authored.chain(generated) {
            if let Some(message) = wrong_export(name) {
                let problem =
                    Diagnostic::error("invalid-export", message).help("take 1 to 255 letters, digits, `:` and `-`");
                problems.push(problem.in_stack(stack.name()).at(origin));
            }
            if let Some(first) = seen.insert((account, region, name), origin) {
                let problem = Diagnostic::error("invalid-export", format!("two outputs are exported as `{name}`"))
                    .help("rename one of them: an export's name is unique in its account and region");
                problems.push(problem.with(first, "the first one").in_stack(stack.name()).at(origin));
            }
        }
    }
}

fn wrong_export(name: &str) -> Option<String> {
    let usual = |byte: u8| byte.is_ascii_alphanumeric() || byte == b':' || byte == b'-';
    let fits = (1..=LONGEST_NAME).contains(&name.len());
    (!fits || !name.bytes().all(usual)).then(|| format!("`{name}` cannot be the name of an export"))
}

/// The names inside one template.
pub(super) fn inside(resolved: &Resolved<'_>, problems: &mut Diagnostics) {
    let stack = resolved.stack;
    let outputs = stack.outputs().iter().map(|output| (output.name.as_str(), output.origin));
    let exported = resolved.exports.iter().map(|export| (export.output.as_str(), stack.origin()));
    let parameters = stack.parameters().iter().map(|facts| (facts.name.as_str(), facts.origin));
    let conditions = stack.conditions().iter().map(|facts| (facts.name.as_str(), facts.origin));
    let mappings = stack.mappings().iter().map(|facts| (facts.name.as_str(), facts.origin));
    distinct("outputs", outputs.chain(exported), stack, problems);
    distinct("parameters", parameters, stack, problems);
    distinct("conditions", conditions, stack, problems);
    distinct("mappings", mappings, stack, problems);
    logical_ids(resolved, problems);
}

fn distinct<'a>(what: &str, names: impl Iterator<Item = (&'a str, Origin)>, stack: &Stack, problems: &mut Diagnostics) {
    let mut seen: HashMap<&str, Origin> = HashMap::new();
    for (name, origin) in names {
        if let Some(first) = seen.insert(name, origin) {
            let problem = Diagnostic::error("duplicate-name", format!("two {what} are called `{name}`"))
                .help("rename one of them");
            problems.push(problem.with(first, "the first one").in_stack(stack.name()).at(origin));
        }
    }
}

/// Logical ids are made so that they differ; only one that is kept can clash, with any other or with a parameter.
fn logical_ids(resolved: &Resolved<'_>, problems: &mut Diagnostics) {
    let stack = resolved.stack;
    let kept: HashSet<&str> = stack.resources().iter().filter_map(Placed::kept_id).collect();
    if kept.is_empty() {
        return;
    }
    let parameters = stack.parameters().iter().map(|facts| (facts.name.as_str(), facts.origin));
    let mut seen: HashMap<&str, Origin> = parameters.collect();
    for (index, placed) in (0_u32..).zip(stack.resources()) {
        let id = resolved.id(index);
        if !kept.contains(id) {
            continue;
        }
        if let Some(first) = seen.insert(id, placed.origin) {
            let problem = Diagnostic::error("duplicate-name", format!("the kept logical id `{id}` is taken"))
                .help("keep another one, or rename what has it");
            problems.push(super::at(problem.with(first, "taken here"), stack, placed));
        }
    }
}
