//! `!network_interfaces(block)`: an interface that exists is a block; one that is made with the instance is said by the
//! instance's own arguments.

use crate::core::Node;
use crate::terraform::body::{Blocks, Body};
use crate::terraform::lower::{At, Lowering};

/// Existing interfaces become blocks, the first new one arguments of the instance.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let [block] = words else { return };
    let mut own = 0;
    let interfaces = lowering.each_item(at, |lowering, item| {
        let props = lowering.object(item)?;
        let mut inner = lowering.body_of(at.with(item));
        if props.get("NetworkInterfaceId").is_some() {
            return Some((false, inner));
        }
        own += 1;
        let is = |name: &str, literal: &str| props.get(name).and_then(Node::word).is_none_or(|word| word == literal);
        if own > 1
            || !is("DeviceIndex", "0")
            || !is("DeleteOnTermination", "true")
            || is_deferred(props.get("DeviceIndex"))
        {
            lowering.no_counterpart("a further network interface that is made with the instance");
        }
        inner.take("device_index");
        inner.take("delete_on_termination");
        Some((true, inner))
    });
    for (under, (is_own, inner)) in interfaces {
        match under {
            _ if !is_own => body.add(&[block], Blocks::many([(under, inner)])),
            Some(condition) => body.choose(&condition, inner, Body::default()),
            None => body.absorb(inner),
        }
    }
}

fn is_deferred(node: Option<&Node>) -> bool {
    node.is_some_and(|node| node.as_expr().is_some())
}
