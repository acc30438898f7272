//! `!substitutions`: CloudFormation fills `${Key}` in a state machine's definition.

use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::{Text, quoted};

/// The argument's text with every key's value in its place. What is written out is filled in here, what is computed by
/// Terraform.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), Some(props)) = (&at.line.target, lowering.object(at.node)) else { return };
    let [argument] = path.as_slice() else { return };
    let Some(mut text) = body.take(argument).map(into_text) else { return };
    let written_out = text.is_written_out();
    for prop in props {
        lowering.printer.trail.go(prop.name.clone(), prop.origin);
        let placeholder = format!("${{{}}}", prop.name);
        let value = lowering.printer.text(&prop.node);
        text = if written_out {
            text.replace(&placeholder, &value)
        } else {
            Text::code(format!("replace({}, {}, {})", text.expression(), quoted(&placeholder), value.expression()))
        };
        lowering.printer.trail.leave();
    }
    body.set(path, Value::Text(text));
}

fn into_text(value: Value<'_>) -> Text {
    match value {
        Value::Text(text) => text,
        Value::Node(node) => node.as_str().map_or_else(|| Text::code(value.expression()), Text::literal),
        other => Text::code(other.expression()),
    }
}
