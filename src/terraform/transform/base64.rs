//! `!unbase64`: where CloudFormation takes Base64 and Terraform the text itself.

use crate::core::{Expr, Node};
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// The text behind the encoding.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let value = match at.node {
        Node::Str(encoded) => match decode(encoded).and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(text) => Value::literal(text),
            None => return lowering.no_counterpart("Base64 that is not of text"),
        },
        Node::Expr(expr) => match expr.as_ref() {
            Expr::Base64(text) => lowering.printer.value(text),
            _ => Value::code(format!("base64decode({})", lowering.printer.expression(at.node))),
        },
        _ => return lowering.needs_literal("text"),
    };
    body.set(path, value);
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Bytes as Base64.
pub(super) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for position in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * position)) as usize & 63];
            out.push(if position <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// The bytes behind Base64; white space in it does not count.
fn decode(text: &str) -> Option<Vec<u8>> {
    let text: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let last = text.len() / 4;
    for (number, chunk) in (1..).zip(text.chunks(4)) {
        let padding = chunk.iter().rev().take_while(|byte| **byte == b'=').count();
        if padding > 2 || padding > 0 && number != last {
            return None;
        }
        let mut group = 0_u32;
        for byte in &chunk[..4 - padding] {
            group = group << 6 | u32::try_from(LETTERS.iter().position(|letter| letter == byte)?).ok()?;
        }
        let bytes = (group << (6 * padding)).to_be_bytes();
        out.extend_from_slice(&bytes[1..4 - padding]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        for (text, encoded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(encode(text.as_bytes()), encoded);
            assert_eq!(decode(encoded).as_deref(), Some(text.as_bytes()));
        }
        for broken in ["Z", "Zg=", "Z===", "Zg==Zg==", "Zm9*"] {
            assert_eq!(decode(broken), None, "{broken}");
        }
    }
}
