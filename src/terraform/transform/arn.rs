//! `!arn(text)` and `!kms_arn`: where the provider wants an ARN and CloudFormation takes a name too.

use crate::core::Node;
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::Text;

use super::referred;

const KEY: &str = "arn:{partition}:kms:{region}:{account}:key/{}";
const ALIAS: &str = "arn:{partition}:kms:{region}:{account}:{}";

/// An ARN as it is; a name as the ARN that the argument's text makes of it.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    if let (Target::Argument(path), [pattern]) = (&at.line.target, words)
        && let Some(arn) = of(lowering, at.node, |lowering, name| lowering.printer.around(pattern, name))
    {
        body.set(path, Value::Text(arn));
    }
}

/// The ARN of a key, whose aliases have ARNs of their own.
pub(super) fn of_key<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let key = of(lowering, at.node, |lowering, name| match name.as_literal() {
        Some(literal) => lowering.printer.around(if literal.starts_with("alias/") { ALIAS } else { KEY }, name),
        None => {
            let [alias, key] = [ALIAS, KEY].map(|pattern| lowering.printer.around(pattern, name).expression());
            Text::choice(&format!("startswith({}, \"alias/\")", name.expression()), &alias, &key)
        }
    });
    if let Some(key) = key {
        body.set(path, Value::Text(key));
    }
}

/// The ARN that a value is or stands for; `made` makes one of a name.
fn of(
    lowering: &mut Lowering<'_, '_>,
    node: &Node,
    made: impl Fn(&mut Lowering<'_, '_>, &Text) -> Text,
) -> Option<Text> {
    let text = lowering.printer.text(node);
    if let Some(literal) = node.as_str() {
        return Some(if literal.starts_with("arn:") { text } else { made(lowering, &text) });
    }
    match referred(lowering.printer, node) {
        Some((_, Some(_))) => Some(text),
        Some((index, None)) => {
            let arn = lowering.printer.attribute(index, "arn");
            if arn.is_none() {
                lowering.no_counterpart("the ARN of what this names");
            }
            arn.map(Text::code)
        }
        None => {
            let value = text.expression();
            let made = made(lowering, &Text::code(&*value)).expression();
            Some(Text::choice(&format!("startswith({value}, \"arn:\")"), &value, &made))
        }
    }
}
