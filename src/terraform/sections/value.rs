//! Values in positions where Terraform reads strings as templates.

use crate::core::Node;
use crate::json::Writer;

use super::super::Printer;
use super::super::body::{Block, Body, Value};
use super::super::text::{Text, interpolated};

/// A body's arguments and blocks.
pub(super) fn members(body: &Body<'_>, out: &mut Writer) {
    for (name, value) in body.arguments() {
        out.key(name);
        self::value(value, out);
    }
    let mut dynamic = Vec::new();
    for (name, blocks) in body.blocks() {
        let list = &blocks.list;
        match list.as_slice() {
            // Where one of the blocks is conditional all are said the same way: their order may count.
            _ if list.iter().any(|block| block.under.is_some()) => {
                dynamic.extend(list.iter().map(|block| (name, block)));
            }
            [single] if !blocks.repeated => {
                out.key(name);
                object(&single.body, out);
            }
            _ => {
                out.key(name);
                out.open_list();
                for block in list {
                    out.item();
                    object(&block.body, out);
                }
                out.close_list();
            }
        }
    }
    self::dynamic(&dynamic, out);
}

fn object(body: &Body<'_>, out: &mut Writer) {
    out.open_object();
    members(body, out);
    out.close_object();
}

/// Blocks that exist where a condition holds.
fn dynamic(blocks: &[(&str, &Block<'_>)], out: &mut Writer) {
    if blocks.is_empty() {
        return;
    }
    out.key("dynamic");
    out.open_list();
    for (name, block) in blocks {
        out.item();
        out.open_object();
        out.key(name);
        out.open_object();
        let condition = block.under.as_deref().unwrap_or("true");
        out.field("for_each", &interpolated(&format!("{condition} ? [1] : []")));
        out.key("content");
        object(&block.body, out);
        out.close_object();
        out.close_object();
    }
    out.close_list();
}

/// A value in a position where Terraform reads strings as templates.
pub(super) fn value(value: &Value<'_>, out: &mut Writer) {
    match value {
        Value::Node(node) => literal(node, out),
        Value::Text(text) => out.string(&text.template()),
        _ if value.is_conditional() => out.string(&interpolated(&value.expression())),
        Value::List(items) => {
            out.open_list();
            for (_, item) in items {
                out.item();
                self::value(item, out);
            }
            out.close_list();
        }
        Value::Map(members) => {
            out.open_object();
            for (_, name, member) in members {
                out.key(&name.template());
                self::value(member, out);
            }
            out.close_object();
        }
    }
}

/// A value of the model.
pub(super) fn node(printer: &mut Printer<'_>, node: &Node, out: &mut Writer) {
    value(&printer.value(node), out);
}

/// A value without any expression in it.
fn literal(node: &Node, out: &mut Writer) {
    match node {
        Node::Null | Node::Expr(_) => out.null(),
        Node::Bool(value) => out.bool(*value),
        Node::Int(value) => out.int(*value),
        Node::Num(value) => out.num(*value),
        Node::Str(text) => out.string(&Text::literal(text.as_str()).template()),
        Node::List(items) => {
            out.open_list();
            for item in items {
                out.item();
                literal(item, out);
            }
            out.close_list();
        }
        Node::Map(props) => {
            out.open_object();
            for prop in props {
                out.key(&Text::literal(&*prop.name).template());
                literal(&prop.node, out);
            }
            out.close_object();
        }
    }
}
