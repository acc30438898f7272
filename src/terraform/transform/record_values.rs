//! `!record_values(Type)`: the provider puts the quotes of a text record itself.

use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// The values, without their quotes where the record's type has them.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [kind]) = (&at.line.target, words) else { return };
    let kind = at.siblings.get(kind);
    if kind.is_some_and(|kind| kind.as_str().is_none()) {
        return lowering.needs_literal("the record's type");
    }
    let quoted = kind.and_then(|kind| kind.as_str()).is_some_and(|kind| matches!(kind, "TXT" | "SPF"));
    if !quoted {
        let value = lowering.printer.value(at.node);
        return body.set(path, value);
    }
    let values = lowering.each_item(at, |lowering, item| {
        Some(match item.as_str() {
            Some(text) => {
                Value::literal(text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text))
            }
            None => {
                let text = lowering.printer.expression(item);
                Value::code(format!("trimsuffix(trimprefix({text}, \"\\\"\"), \"\\\"\")"))
            }
        })
    });
    body.set(path, Value::List(values));
}
