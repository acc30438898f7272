//! Values against the registry: every constraint that a literal can break, all at once.
//!
//! What CloudFormation converts by itself is right here too: a number or a truth value written as text, and text
//! written as a number or a truth value. `wrong-type` is only what CloudFormation refuses.
//!
//! A value that the engine computes is checked as far as its shape is known: a list where text belongs is wrong
//! whatever is in it. The rest is counted in [`Skipped`].

mod combine;
pub(super) mod expectations;
mod expression;
mod format;
mod kind;
mod list;
mod marks;
mod object;
mod place;
mod rules;
mod scalar;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::core::{ConditionAddress, Placed, Props, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics, Origin, Severity};
use crate::schema::{Registry, TypeSchema, names};

use place::Place;
use walk::Walk;

/// What could not be checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Skipped {
    /// Values that are known only when the stack is deployed.
    pub(super) deferred: usize,
    /// Texts that were not matched against a pattern: too long, or the pattern is not one this program can check.
    pub(super) unmatched: usize,
    /// Resources whose type has no schema because somebody else publishes it.
    pub(super) foreign: usize,
}

impl std::ops::AddAssign for Skipped {
    fn add_assign(&mut self, other: Self) {
        self.deferred += other.deferred;
        self.unmatched += other.unmatched;
        self.foreign += other.foreign;
    }
}

/// What the walk may know besides the properties.
pub(super) struct Scope<'a> {
    pub(super) registry: &'a Registry,
    /// The stack, to see what references and parameters stand for.
    pub(super) resolved: Option<&'a Resolved<'a>>,
    /// The resource exists only where this holds.
    pub(super) condition: Option<ConditionAddress>,
    /// The author's line, where the properties' own lines are a construct's.
    pub(super) origin: Option<Origin>,
}

/// From so many findings on, nothing is suggested.
const ENOUGH: usize = 1000;

/// Checks the properties of every resource of a stack.
pub(super) fn check(resolved: &Resolved<'_>, registry: &Registry, problems: &mut Diagnostics) -> Skipped {
    let mut skipped = Skipped::default();
    // A stack has many resources of few types.
    let mut types: HashMap<&str, Option<&TypeSchema>> = HashMap::new();
    // What a construct reported itself is not said again in other words, as rules do it.
    let told = |problem: &&Diagnostic| problem.severity == Severity::Error && problem.resource_type.is_empty();
    let broken: Vec<&str> = resolved
        .stack
        .problems()
        .iter()
        .filter(told)
        .map(|p| p.path.as_str())
        .filter(|path| !path.is_empty())
        .collect();
    let of = |path: &str, of: &str| path.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    for placed in resolved.stack.resources() {
        if placed.derived && broken.iter().any(|construct| of(&placed.path, construct)) {
            continue;
        }
        let name = placed.type_name.as_ref();
        let schema = *types.entry(name).or_insert_with(|| registry.get(name));
        // Looking for what was meant takes long, and nobody needs it a thousand times.
        let helpful = problems.len() < ENOUGH;
        let (found, missed) = check_placed(placed, schema, resolved, registry, helpful);
        skipped += missed;
        problems.extend(found.into_iter().map(|problem| {
            let problem = problem.in_stack(resolved.stack.name()).of(&placed.path, &placed.type_name);
            if problem.origin.is_none() { problem.at(placed.origin) } else { problem }
        }));
    }
    skipped
}

fn check_placed(
    placed: &Placed,
    schema: Option<&TypeSchema>,
    resolved: &Resolved<'_>,
    registry: &Registry,
    helpful: bool,
) -> (Vec<Diagnostic>, Skipped) {
    let scope = Scope {
        registry,
        resolved: Some(resolved),
        condition: placed.condition,
        origin: placed.derived.then_some(placed.origin),
    };
    match schema {
        Some(schema) => check_props(&placed.props, schema, &scope),
        None if is_foreign(&placed.type_name) => (Vec::new(), Skipped { foreign: 1, ..Skipped::default() }),
        None => (vec![unknown_type(&placed.type_name, registry, helpful)], Skipped::default()),
    }
}

/// Checks properties: the findings know their place in the properties, not in the stack.
pub(super) fn check_props(props: &Props, schema: &TypeSchema, scope: &Scope<'_>) -> (Vec<Diagnostic>, Skipped) {
    let mut walk = Walk::new(scope, schema);
    let place = Place::root(schema, scope.origin);
    walk.marks(props, &place);
    // From here on, marks only say what is hidden.
    let place = if schema.hides_something() { place } else { place.unmarked() };
    walk.object(props, schema.root(), &place);
    walk.combined(walk::Subject::Props(props), schema.root(), &place);
    walk.finish()
}

/// Whether the type is published by somebody else, so that this program cannot know it.
fn is_foreign(type_name: &str) -> bool {
    let third_party = !["AWS::", "Alexa::", "AMZN::"].iter().any(|prefix| type_name.starts_with(prefix));
    third_party && type_name.contains("::") || type_name.ends_with("::MODULE")
}

fn unknown_type(type_name: &str, registry: &Registry, helpful: bool) -> Diagnostic {
    let close = if helpful { names::nearest(type_name, registry.names()) } else { Vec::new() };
    let help = names::did_you_mean(&close).unwrap_or_else(|| {
        "a type has three parts, such as `AWS::EC2::VPC`; it may also be newer than this release".to_owned()
    });
    Diagnostic::error(rules::UNKNOWN_TYPE, format!("`{type_name}` is not a resource type")).help(help)
}
