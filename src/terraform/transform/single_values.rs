//! `!single_values`: a map of lists where the provider takes one value per key.

use crate::core::Node;
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::Text;

/// Each list's only item.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), Some(props)) = (&at.line.target, lowering.object(at.node)) else { return };
    let mut members = Vec::with_capacity(props.len());
    for prop in props {
        lowering.printer.trail.go(prop.name.clone(), prop.origin);
        for choice in lowering.printer.choices(&prop.node) {
            let single = match choice.node {
                Node::List(_) => lowering.only(choice.node),
                other => Some(other),
            };
            if let Some(single) = single {
                members.push((choice.under, Text::literal(&*prop.name), lowering.printer.value(single)));
            }
        }
        lowering.printer.trail.leave();
    }
    body.set(path, Value::Map(members));
}
