//! `!own_replica`, `!other_replicas` and `!same_tags`: CloudFormation lists every replica of a global table; in Terraform
//! the one in the stack's region is the table itself.

use crate::core::{Expr, Node, Props, Pseudo};
use crate::terraform::body::{Blocks, Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// The stack's own replica states arguments of the table.
pub(super) fn own<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let mut own = 0;
    for (position, item) in lowering.items(at.node).unwrap_or_default().iter().enumerate() {
        if let Some(props) = lowering.object(item).filter(|_| is_own(lowering, at.node, item)) {
            own += 1;
            lowering.printer.trail.enter(position);
            lowering.lines(lowering.children(at.line), props, body, at.enclosing);
            lowering.printer.trail.leave();
        }
    }
    if own != 1 {
        lowering.needs_literal("exactly one replica in the stack's region");
    }
}

/// The others become blocks.
pub(super) fn others<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let blocks = lowering
        .each_item(at, |lowering, item| (!is_own(lowering, at.node, item)).then(|| lowering.body_of(at.with(item))));
    body.add(path, Blocks::many(blocks));
}

/// Terraform copies the table's tags to a replica, or none.
pub(super) fn same_tags<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let replicas = lowering.placed.props.get("Replicas");
    let items = replicas.and_then(Node::as_list).unwrap_or_default();
    let own = items.iter().find(|item| replicas.is_some_and(|all| is_own(lowering, all, item)));
    if own.and_then(Node::as_map).and_then(|own| own.get("Tags")) == Some(at.node) {
        body.set(path, Value::Node(&Node::Bool(true)));
    } else {
        lowering.no_counterpart("tags of a replica that are not the table's");
    }
}

/// Whether a replica is in the stack's region. Where that is open, a lone replica can only be there.
fn is_own(lowering: &Lowering<'_, '_>, all: &Node, item: &Node) -> bool {
    let printer = &lowering.printer;
    let target = printer.stack.stack.target().region.as_ref().or(printer.model.app().target().region.as_ref());
    match (item.as_map().and_then(|props: &Props| props.get("Region")), target) {
        (Some(Node::Str(region)), Some(target)) => region.as_str() == target.as_str(),
        (Some(Node::Str(_)), None) => all.as_list().is_none_or(|items| items.len() == 1),
        (Some(Node::Expr(expr)), _) => **expr == Expr::Pseudo(Pseudo::Region),
        _ => false,
    }
}
