//! What values refer to: every attribute must be one that its resource has.

use crate::core::{Address, Expr, Model, Node, Placed, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics, Origin};
use crate::schema::{Registry, names};

/// Checks every reference of a stack.
pub(super) fn check(model: &Model<'_>, resolved: &Resolved<'_>, registry: &Registry, problems: &mut Diagnostics) {
    let stack = resolved.stack;
    for placed in stack.resources() {
        for prop in &placed.props {
            let origin = if placed.derived { placed.origin } else { prop.origin };
            each_attribute(&prop.node, &mut |address, name| {
                if let Some(problem) = unknown(model, address, name, registry) {
                    let pointer = format!("/{}", prop.name);
                    problems.push(
                        problem.property(pointer).in_stack(stack.name()).of(&placed.path, &placed.type_name).at(origin),
                    );
                }
            });
        }
    }
    let outside = stack.outputs().iter().map(|output| (&output.value, output.origin));
    let tests = stack.conditions().iter().map(|condition| (&condition.test, condition.origin));
    for (node, origin) in outside.chain(tests) {
        check_outside(model, stack.name(), node, origin, registry, problems);
    }
}

fn check_outside(
    model: &Model<'_>,
    stack: &str,
    node: &Node,
    origin: Origin,
    registry: &Registry,
    problems: &mut Diagnostics,
) {
    each_attribute(node, &mut |address, name| {
        if let Some(problem) = unknown(model, address, name, registry) {
            problems.push(problem.in_stack(stack).at(origin));
        }
    });
}

fn each_attribute(node: &Node, visit: &mut impl FnMut(Address, &str)) {
    node.walk(&mut |node| {
        if let Some(Expr::Attribute(address, name)) = node.as_expr() {
            visit(*address, name);
        }
    });
}

/// What is wrong with an attribute, if anything is.
fn unknown(model: &Model<'_>, address: Address, name: &str, registry: &Registry) -> Option<Diagnostic> {
    let target: &Placed = model.resource(address)?;
    let schema = registry.get(&target.type_name)?;
    if schema.attribute(name).is_some() {
        return None;
    }
    let known = schema.attributes();
    let close = names::nearest(name, known.iter().map(String::as_str));
    let help = names::did_you_mean(&close).unwrap_or_else(|| match known.as_slice() {
        [] => "it has none; take what identifies it".to_owned(),
        all => format!("it has {}", all.join(", ")),
    });
    let message = format!("{} has no attribute `{name}`", target.type_name);
    Some(
        Diagnostic::error("unknown-attribute", message)
            .help(help)
            .with(target.origin, format!("`{}` was added here", target.path)),
    )
}
