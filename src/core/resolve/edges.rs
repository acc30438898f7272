//! Who refers to whom, inside a stack and across stacks.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::address::{Address, StackKey};
use super::super::expr::Expr;
use super::super::node::Node;
use super::super::stack::{Link, Stack};
use super::{Export, Import, Model};
use crate::diagnostic::{Diagnostic, Diagnostics, Origin};

/// A value of another stack, found where it is used.
struct Use {
    address: Address,
    attribute: Option<Cow<'static, str>>,
    origin: Origin,
}

/// Fills in edges, imports and exports.
pub(super) fn connect(model: &mut Model<'_>, problems: &mut Diagnostics) {
    for position in 0..model.stacks.len() {
        let stack = model.stacks[position].stack;
        let mut uses = Vec::new();
        let mut edges = Vec::with_capacity(stack.resources().len());
        for placed in stack.resources() {
            let mut targets = Vec::new();
            for prop in &placed.props {
                let origin = if placed.derived { placed.origin } else { prop.origin };
                collect(&prop.node, stack, origin, &mut targets, &mut uses, problems);
            }
            targets.sort_unstable();
            targets.dedup();
            edges.push(targets);
        }
        let mut outside = Vec::new();
        for output in stack.outputs() {
            collect(&output.value, stack, output.origin, &mut outside, &mut uses, problems);
        }
        for condition in stack.conditions() {
            collect(&condition.test, stack, condition.origin, &mut outside, &mut uses, problems);
        }
        model.stacks[position].edges = edges;
        import(model, position, uses, problems);
    }
}

/// Sorts what a value refers to: resources here, resources elsewhere, and what cannot be.
fn collect(
    node: &Node,
    stack: &Stack,
    origin: Origin,
    here: &mut Vec<u32>,
    elsewhere: &mut Vec<Use>,
    problems: &mut Diagnostics,
) {
    node.walk(&mut |node| {
        let Node::Expr(expr) = node else { return };
        match expr.as_ref() {
            Expr::Reference(address) if address.stack == stack.key() => here.push(address.index),
            Expr::Attribute(address, _) if address.stack == stack.key() => here.push(address.index),
            Expr::Reference(address) => elsewhere.push(Use { address: *address, attribute: None, origin }),
            Expr::Attribute(address, name) => {
                elsewhere.push(Use { address: *address, attribute: Some(name.clone()), origin });
            }
            Expr::Parameter(parameter) => local_only("parameter", parameter.stack, stack, origin, problems),
            Expr::If(condition, ..) | Expr::Condition(condition) => {
                local_only("condition", condition.stack, stack, origin, problems);
            }
            Expr::FindInMap(mapping, ..) => local_only("mapping", mapping.stack, stack, origin, problems),
            _ => {}
        }
    });
}

fn local_only(what: &str, owner: StackKey, stack: &Stack, origin: Origin, problems: &mut Diagnostics) {
    if owner != stack.key() {
        let problem = Diagnostic::error("foreign-handle", format!("a {what} of another stack is used here"))
            .help(format!("declare the {what} in this stack too; only resources are shared between stacks"))
            .in_stack(stack.name())
            .at(origin);
        problems.push(problem);
    }
}

/// Turns uses into this stack's imports and the producers' exports, each once.
fn import(model: &mut Model<'_>, consumer: usize, uses: Vec<Use>, problems: &mut Diagnostics) {
    let mut seen = HashSet::with_capacity(uses.len());
    for used in uses {
        if !seen.insert((used.address, used.attribute.clone())) {
            continue;
        }
        let Some(producer) = model.position(used.address.stack) else {
            problems.push(not_in_app(model, consumer, used.origin));
            continue;
        };
        let export = export(model, producer, used.address, used.attribute);
        let link = link(model, consumer, producer, used.origin, problems);
        if !model.stacks[producer].exports.contains(&export) {
            model.stacks[producer].exports.push(export.clone());
        }
        model.stacks[consumer].imports.push(Import { producer, export, link });
    }
}

fn export(model: &Model<'_>, producer: usize, address: Address, attribute: Option<Cow<'static, str>>) -> Export {
    let resolved = &model.stacks[producer];
    let suffix: String = attribute.as_deref().unwrap_or("Ref").chars().filter(char::is_ascii_alphanumeric).collect();
    let value = format!("{}{suffix}", resolved.id(address.index));
    let name = format!("{}:{value}", resolved.deployed_name);
    Export { address, attribute, output: format!("Export{value}"), name }
}

/// What the author chose, or strong inside an account and region and weak across.
fn link(model: &Model<'_>, consumer: usize, producer: usize, origin: Origin, problems: &mut Diagnostics) -> Link {
    let (user, maker) = (model.stacks[consumer].stack, model.stacks[producer].stack);
    let same_place = user.target().account == maker.target().account && user.target().region == maker.target().region;
    match user.link_to(maker.name()) {
        None if same_place => Link::Strong,
        None => Link::Weak,
        Some(Link::Strong) if !same_place => {
            let message = format!("a strong link to `{}` cannot cross accounts or regions", maker.name());
            let problem = Diagnostic::error("strong-link-across", message)
                .help("say `Link::Weak` or `Link::Parameter`, or nothing")
                .in_stack(user.name())
                .at(origin);
            problems.push(problem);
            Link::Weak
        }
        Some(link) => link,
    }
}

fn not_in_app(model: &Model<'_>, consumer: usize, origin: Origin) -> Diagnostic {
    let name = model.app.name();
    Diagnostic::error("unknown-stack", format!("this refers to a resource whose stack is not in the app `{name}`"))
        .help("add that stack to this app, or take the value as a parameter")
        .in_stack(model.stacks[consumer].stack.name())
        .at(origin)
}
