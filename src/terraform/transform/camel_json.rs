//! `!camel_json(Map,…)`: documents that a service wants with the first letter of every key in lower case.

use crate::core::{Expr, Node, Props};
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// The value as JSON text; keys inside the named members are the author's and stay.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    if !matches!(at.node, Node::List(_) | Node::Map(_)) {
        return lowering.needs_literal("a document");
    }
    let text = lowering.printer.json(&camel(at.node, words));
    body.set(path, Value::Text(text));
}

fn camel(node: &Node, kept: &[&str]) -> Node {
    match node {
        Node::List(items) => Node::List(items.iter().map(|item| camel(item, kept)).collect()),
        Node::Map(props) => {
            let mut renamed = Props::new();
            for prop in props {
                let mut name = prop.name.to_string();
                if let Some(first) = name.get_mut(..1) {
                    first.make_ascii_lowercase();
                }
                let free = kept.contains(&prop.name.as_ref());
                let value = if free { prop.node.clone() } else { camel(&prop.node, kept) };
                renamed.put_from(name.into(), value, prop.origin);
            }
            Node::Map(renamed)
        }
        Node::Expr(expr) => match expr.as_ref() {
            Expr::If(condition, then, otherwise) => {
                Node::from(Expr::If(*condition, camel(then, kept), camel(otherwise, kept)))
            }
            _ => node.clone(),
        },
        _ => node.clone(),
    }
}
