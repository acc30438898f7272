//! How much a template may hold. Only CloudFormation counts; without templates the findings are dropped later.

use crate::core::{Link, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics};

const RESOURCES: usize = 500;
const PARAMETERS: usize = 200;
const OUTPUTS: usize = 200;

/// Counts what a stack's template holds, what crosses stacks included.
pub(super) fn check(resolved: &Resolved<'_>, problems: &mut Diagnostics) {
    let stack = resolved.stack;
    let passed = resolved.imports.iter().filter(|import| import.link == Link::Parameter).count();
    let mut count = |problem: Option<Diagnostic>| {
        problems.extend(problem.map(|problem| problem.in_stack(stack.name()).at(stack.origin())));
    };
    let resources = stack.resources().len();
    count((resources > RESOURCES).then(|| {
        Diagnostic::error(
            "too-many-resources",
            format!("the stack has {resources} resources; CloudFormation takes {RESOURCES}"),
        )
        .help("split it: handles work across stacks")
    }));
    let parameters = stack.parameters().len() + passed;
    count((parameters > PARAMETERS).then(|| {
        Diagnostic::error(
            "too-many-parameters",
            format!("the stack has {parameters} parameters; CloudFormation takes {PARAMETERS}"),
        )
        .help("put what differs by environment into its settings file")
    }));
    let outputs = stack.outputs().len() + resolved.exports.len();
    count((outputs > OUTPUTS).then(|| {
        Diagnostic::error(
            "too-many-outputs",
            format!("the stack has {outputs} outputs; CloudFormation takes {OUTPUTS}"),
        )
        .help("move what uses them closer, or split the stack")
    }));
}
