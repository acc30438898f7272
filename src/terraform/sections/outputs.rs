//! Outputs: the author's, and what other roots read.

use crate::core::{Export, Expr, Node};
use crate::json::Writer;

use super::super::Printer;
use super::super::names::snake;
use super::super::text::interpolated;
use super::value::node;

/// All outputs.
pub(super) fn blocks(printer: &mut Printer<'_>, out: &mut Writer) {
    let (declared, exports) = (printer.stack.stack.outputs(), printer.stack.exports.clone());
    if declared.is_empty() && exports.is_empty() {
        return;
    }
    out.key("output");
    out.open_object();
    for output in declared {
        out.key(&snake(&output.name));
        out.open_object();
        out.key("value");
        printer.trail.go(output.name.clone().into(), output.origin);
        node(printer, &output.value, out);
        printer.trail.leave();
        if let Some(text) = &output.description {
            out.field("description", text);
        }
        out.close_object();
    }
    for export in &exports {
        out.key(&snake(&export.output));
        out.open_object();
        out.field("value", &exported(printer, export));
        out.close_object();
    }
    out.close_object();
}

/// A value that other roots read; `null` where its resource does not exist.
fn exported(printer: &mut Printer<'_>, export: &Export) -> String {
    let expr = match &export.attribute {
        None => Expr::Reference(export.address),
        Some(name) => Expr::Attribute(export.address, name.clone()),
    };
    let value = printer.expression(&Node::from(expr));
    let condition = printer.stack.resource(export.address).and_then(|placed| placed.condition);
    match condition {
        None => interpolated(&value),
        Some(at) => interpolated(&format!("{} ? {value} : null", printer.condition(at.index))),
    }
}
