//! `!write_only(version)`: an argument that Terraform hands over and never keeps, with a number that says when to hand
//! it over again.

use sha2::{Digest, Sha256};

use crate::core::{Expr, Node, ParameterKind};
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// Sets the argument, and the version to a number that changes when the value may have changed.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [argument]) = (&at.line.target, words) else { return };
    lowering.printer.write_only = true;
    let value = lowering.printer.value(at.node);
    let version = version(lowering, at.node);
    lowering.printer.write_only = false;
    body.set(path, value);
    body.set(&[argument], version);
}

/// A number that changes when a value may have changed: from what is literal in it, and from everything it refers to
/// that is no secret. Of a secret parameter the deployer says when it is a new one.
pub(super) fn version<'m>(lowering: &mut Lowering<'_, '_>, node: &Node) -> Value<'m> {
    let mut found = Vec::new();
    node.walk(&mut |node| found.extend(node.as_expr().filter(|expr| decides(expr))));
    let mut parts: Vec<String> = Vec::with_capacity(found.len());
    for expr in found {
        let part = match expr {
            Expr::If(condition, ..) => lowering.printer.condition(condition.index),
            Expr::Parameter(at) => match lowering.printer.secret_version(at.index) {
                Some(version) => version,
                None => lowering.printer.expression(&Node::from(expr.clone())),
            },
            _ => lowering.printer.expression(&Node::from(expr.clone())),
        };
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    if let (Some(Expr::Parameter(_)), [version]) = (node.as_expr(), parts.as_slice())
        && is_secret(lowering, node)
    {
        return Value::code(version.as_str());
    }
    let literal = {
        let text = lowering.printer.text(node);
        number(&text.as_literal().map_or_else(|| text.template(), str::to_owned))
    };
    if parts.is_empty() {
        return Value::literal(literal.to_string());
    }
    Value::code(format!("parseint(substr(sha256(jsonencode([{literal}, {}])), 0, 7), 16)", parts.join(", ")))
}

/// Whether the value of an expression is not settled by its operands.
fn decides(expr: &Expr) -> bool {
    matches!(expr, Expr::Reference(_) | Expr::Attribute(..) | Expr::Parameter(_) | Expr::If(..))
}

fn is_secret(lowering: &Lowering<'_, '_>, node: &Node) -> bool {
    let Some(Expr::Parameter(at)) = node.as_expr() else { return false };
    let parameters = lowering.printer.stack.stack.parameters();
    parameters.get(at.index as usize).is_some_and(|facts| facts.kind == ParameterKind::Secret)
}

/// The first seven hexadecimal digits of a text's digest, as a number.
fn number(text: &str) -> u32 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(4).fold(0_u32, |number, byte| number << 8 | u32::from(*byte)) >> 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_seven_digits_of_the_digest() {
        assert_eq!(number("abc"), 0x0ba7_816b);
    }
}
