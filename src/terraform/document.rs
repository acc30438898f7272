//! Literal documents as JSON text.

use crate::core::Node;
use crate::json::{escape, number};

/// JSON on one line, without spaces. The document holds no expression.
pub(super) fn compact(document: &Node) -> String {
    let mut out = Vec::new();
    write(document, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

fn write(node: &Node, out: &mut Vec<u8>) {
    match node {
        Node::Null | Node::Expr(_) => out.extend_from_slice(b"null"),
        Node::Bool(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Node::Int(value) => out.extend_from_slice(value.to_string().as_bytes()),
        Node::Num(value) => out.extend_from_slice(number(*value).as_bytes()),
        Node::Str(text) => quoted(text, out),
        Node::List(items) => {
            out.push(b'[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Node::Map(props) => {
            out.push(b'{');
            for (position, prop) in props.iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                quoted(&prop.name, out);
                out.push(b':');
                write(&prop.node, out);
            }
            out.push(b'}');
        }
    }
}

fn quoted(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    escape(out, text);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_have_no_spaces() {
        let document = crate::doc!({ "a": [1, true, "x\"y"], "b": { "c": 0.5 } });
        assert_eq!(compact(document.node()), r#"{"a":[1,true,"x\"y"],"b":{"c":0.5}}"#);
    }
}
