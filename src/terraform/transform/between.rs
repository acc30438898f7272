//! `!between(after)` and `!between(after,before)`: the part of a text between two separators.

use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::quoted;

/// What follows the first `after`, up to the first `before` behind it.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [after, rest @ ..]) = (&at.line.target, words) else { return };
    let value = if let Some(text) = at.node.as_str() {
        let Some((_, tail)) = text.split_once(after) else {
            return lowering.needs_literal(&format!("text with `{after}` in it"));
        };
        Value::literal(rest.first().and_then(|before| tail.split(before).next()).unwrap_or(tail))
    } else {
        let text = lowering.printer.expression(at.node);
        let tail = format!("split({}, {text})[1]", quoted(after));
        Value::code(match rest.first() {
            Some(before) => format!("split({}, {tail})[0]", quoted(before)),
            None => tail,
        })
    };
    body.set(path, value);
}
