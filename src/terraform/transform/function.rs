//! `!function_name` and `!function_qualifier`: CloudFormation says a function and its version or alias in one text,
//! Terraform in two arguments.

use crate::core::{Expr, Node};
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::Text;

use super::{referred, type_of};

/// The function.
pub(super) fn name<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    if let Target::Argument(path) = &at.line.target {
        let (name, _) = parts(lowering, at.node);
        body.set(path, Value::Text(name));
    }
}

/// Its version or alias, where there is one.
pub(super) fn qualifier<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    if let (Target::Argument(path), (_, Some(qualifier))) = (&at.line.target, parts(lowering, at.node)) {
        body.set(path, Value::Text(qualifier));
    }
}

fn parts(lowering: &mut Lowering<'_, '_>, node: &Node) -> (Text, Option<Text>) {
    if let Some(text) = node.as_str() {
        let (name, qualifier) = split(text);
        return (Text::literal(name), qualifier.map(Text::literal));
    }
    let printer = &mut *lowering.printer;
    if let Some((index, _)) = referred(printer, node) {
        let qualifier = match type_of(printer, index) {
            "AWS::Lambda::Alias" => printer.attribute(index, "name"),
            "AWS::Lambda::Version" => printer.attribute(index, "version"),
            "AWS::Lambda::Function" => None,
            _ => return (printer.text(node), None),
        };
        if let Some(name) = printer.attribute(index, "function_name") {
            return (Text::code(name), qualifier.map(Text::code));
        }
    }
    // A function's name with a qualifier behind it.
    if let Some(Expr::Text(pieces)) = node.as_expr()
        && let [function, Node::Str(rest)] = pieces.as_slice()
        && let Some(qualifier) = rest.strip_prefix(':').filter(|rest| !rest.contains(':'))
        && referred(printer, function).is_some_and(|(index, _)| type_of(printer, index) == "AWS::Lambda::Function")
    {
        let (name, _) = parts(lowering, function);
        return (name, Some(Text::literal(qualifier)));
    }
    (printer.text(node), None)
}

/// `name:live` and `arn:…:function:name:live` in two.
fn split(text: &str) -> (&str, Option<&str>) {
    let start = text.find("function:").map_or(0, |at| at + "function:".len());
    match text[start..].find(':') {
        Some(at) => (&text[..start + at], Some(&text[start + at + 1..])),
        None => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn qualifiers_stand_behind_the_name() {
        let cases = [
            ("orders", ("orders", None)),
            ("orders:live", ("orders", Some("live"))),
            ("123456789012:function:orders:3", ("123456789012:function:orders", Some("3"))),
            ("arn:aws:lambda:eu-west-1:1:function:orders", ("arn:aws:lambda:eu-west-1:1:function:orders", None)),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), expected);
        }
    }
}
