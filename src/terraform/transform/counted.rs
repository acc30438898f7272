//! `!counted(items,quantity)`: a list that the provider wants in a block together with its length.

use crate::core::Node;
use crate::terraform::body::{Blocks, Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// The block with the list and how many items it has.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [items, quantity]) = (&at.line.target, words) else { return };
    let list = lowering.printer.value(at.node);
    let count = match at.node {
        Node::List(items) if !list.is_conditional() => Value::literal(items.len().to_string()),
        _ => Value::code(format!("length({})", list.expression())),
    };
    let mut block = Body::default();
    block.set(&[items], list);
    block.set(&[quantity], count);
    body.add(path, Blocks::single(block));
}
