//! `!and_filter(filter)`: Terraform takes one filter criterion directly and several only inside `and`.

use crate::terraform::body::{Blocks, Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::Text;

/// Repeated blocks whose filter lines are written below `filter.and`; a lone criterion moves up.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [filter]) = (&at.line.target, words) else { return };
    let blocks = lowering.each_item(at, |lowering, item| {
        let mut block = lowering.body_of(at.with(item));
        move_single(&mut block, filter);
        Some(block)
    });
    body.add(path, Blocks::many(blocks));
}

fn move_single(block: &mut Body<'_>, filter: &'static str) {
    // The provider wants a filter, if an empty one.
    let mut criteria = block.take_block(filter).unwrap_or_default();
    if let Some(mut all) = criteria.take_block("and") {
        match (all.len(), single_tag(&all)) {
            (1, Some((key, value))) => {
                criteria.set(&["tag", "key"], Value::Text(key));
                criteria.set(&["tag", "value"], value);
            }
            (1, None) if all.argument("tags").is_none() => criteria.absorb(std::mem::take(&mut all)),
            _ => criteria.add(&["and"], Blocks::single(all)),
        }
    }
    block.add(&[filter], Blocks::single(criteria));
}

/// The only tag, where there is one that always counts.
fn single_tag<'m>(all: &Body<'m>) -> Option<(Text, Value<'m>)> {
    match all.argument("tags")? {
        Value::Map(tags) => match tags.as_slice() {
            [(None, key, value)] => Some((key.clone(), value.clone())),
            _ => None,
        },
        _ => None,
    }
}
