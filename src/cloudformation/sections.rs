//! The template's sections.

use crate::core::{Export, Expr, Link, Node, Output, ParameterFacts, ParameterKind, Placed, Removal};
use crate::json::Writer;

use super::Printer;
use super::value::call;

/// The whole template; says whether it names a transform.
pub(super) fn template(printer: &Printer<'_>, out: &mut Writer) -> bool {
    let stack = printer.stack.stack;
    out.open_object();
    out.field("AWSTemplateFormatVersion", "2010-09-09");
    let transforms = needs_language_extensions(printer);
    if transforms {
        out.field("Transform", "AWS::LanguageExtensions");
    }
    if let Some(text) = stack.about() {
        out.field("Description", text);
    }
    parameters(printer, out);
    mappings(printer, out);
    conditions(printer, out);
    out.key("Resources");
    out.open_object();
    for (index, placed) in (0_u32..).zip(stack.resources()) {
        out.key(&super::logical_id(printer.stack, index));
        resource(printer, index, placed, out);
    }
    out.close_object();
    outputs(printer, out);
    out.close_object();
    transforms
}

fn parameters(printer: &Printer<'_>, out: &mut Writer) {
    let given: Vec<String> = super::passed(printer.model, printer.stack).map(|(name, _)| name).collect();
    let declared = printer.stack.stack.parameters();
    if declared.is_empty() && given.is_empty() {
        return;
    }
    out.key("Parameters");
    out.open_object();
    for facts in declared {
        out.key(&facts.name);
        parameter(printer, facts, out);
    }
    for name in given {
        out.key(&name);
        out.open_object();
        out.field("Type", "String");
        out.close_object();
    }
    out.close_object();
}

fn parameter(printer: &Printer<'_>, facts: &ParameterFacts, out: &mut Writer) {
    out.open_object();
    let kind = match facts.kind {
        ParameterKind::Text | ParameterKind::Secret => "String",
        ParameterKind::Number => "Number",
        ParameterKind::List => "CommaDelimitedList",
        ParameterKind::StoredValue(kind) => kind,
    };
    out.field("Type", kind);
    if let Some(text) = &facts.description {
        out.field("Description", text);
    }
    match &facts.default {
        Some(Node::List(items)) => {
            let items: Vec<&str> = items.iter().filter_map(Node::as_str).collect();
            out.field("Default", &items.join(","));
        }
        Some(value) => {
            out.key("Default");
            printer.node(value, out);
        }
        None => {}
    }
    if !facts.allowed.is_empty() {
        out.key("AllowedValues");
        out.open_list();
        for value in &facts.allowed {
            out.item();
            printer.node(value, out);
        }
        out.close_list();
    }
    if let Some(pattern) = &facts.pattern {
        out.field("AllowedPattern", pattern);
    }
    let lengths = facts.length.as_ref().map(|length| (i64::from(*length.start()), i64::from(*length.end())));
    let ranges = facts.range.as_ref().map(|range| (*range.start(), *range.end()));
    for (names, bounds) in [(["MinLength", "MaxLength"], lengths), (["MinValue", "MaxValue"], ranges)] {
        if let Some((low, high)) = bounds {
            for (name, bound) in names.into_iter().zip([low, high]) {
                out.key(name);
                out.int(bound);
            }
        }
    }
    if facts.kind == ParameterKind::Secret {
        out.key("NoEcho");
        out.bool(true);
    }
    out.close_object();
}

fn mappings(printer: &Printer<'_>, out: &mut Writer) {
    let mappings = printer.stack.stack.mappings();
    if mappings.is_empty() {
        return;
    }
    out.key("Mappings");
    out.open_object();
    for mapping in mappings {
        out.key(&mapping.name);
        out.open_object();
        for (row, columns) in &mapping.rows {
            out.key(row);
            out.open_object();
            for (column, value) in columns {
                out.key(column);
                printer.node(value, out);
            }
            out.close_object();
        }
        out.close_object();
    }
    out.close_object();
}

fn conditions(printer: &Printer<'_>, out: &mut Writer) {
    let conditions = printer.stack.stack.conditions();
    if conditions.is_empty() {
        return;
    }
    out.key("Conditions");
    out.open_object();
    for condition in conditions {
        out.key(&condition.name);
        printer.node(&condition.test, out);
    }
    out.close_object();
}

fn resource(printer: &Printer<'_>, index: u32, placed: &Placed, out: &mut Writer) {
    out.open_object();
    out.field("Type", &placed.type_name);
    if let Some(at) = placed.condition {
        let name = printer.stack.stack.conditions().get(at.index as usize).map_or("", |facts| &facts.name);
        out.field("Condition", name);
    }
    match printer.stack.after(index) {
        [] => {}
        [one] => out.field("DependsOn", &super::logical_id(printer.stack, *one)),
        several => {
            out.key("DependsOn");
            out.open_list();
            for target in several {
                out.item();
                out.string(&super::logical_id(printer.stack, *target));
            }
            out.close_list();
        }
    }
    if let Some(word) = removal_word(placed.removal()) {
        out.field("DeletionPolicy", word);
        out.field("UpdateReplacePolicy", word);
    }
    if !placed.props.is_empty() {
        out.key("Properties");
        out.open_object();
        for prop in &placed.props {
            out.key(&prop.name);
            printer.node(&prop.node, out);
        }
        out.close_object();
    }
    out.close_object();
}

fn removal_word(removal: Removal) -> Option<&'static str> {
    match removal {
        Removal::Unsaid => None,
        Removal::Delete => Some("Delete"),
        Removal::Retain => Some("Retain"),
        Removal::Snapshot => Some("Snapshot"),
    }
}

fn outputs(printer: &Printer<'_>, out: &mut Writer) {
    let (declared, exports) = (printer.stack.stack.outputs(), &printer.stack.exports);
    if declared.is_empty() && exports.is_empty() {
        return;
    }
    out.key("Outputs");
    out.open_object();
    for output in declared {
        out.key(&output.name);
        declared_output(printer, output, out);
    }
    for export in exports {
        out.key(&export.output);
        exported(printer, export, out);
    }
    out.close_object();
}

fn declared_output(printer: &Printer<'_>, output: &Output, out: &mut Writer) {
    out.open_object();
    if let Some(text) = &output.description {
        out.field("Description", text);
    }
    out.key("Value");
    printer.node(&output.value, out);
    if let Some(name) = &output.export {
        out.key("Export");
        call(out, "Name", |out| out.string(name));
    }
    out.close_object();
}

/// A value that other stacks take; it has an export's name only where one of them holds it strongly.
fn exported(printer: &Printer<'_>, export: &Export, out: &mut Writer) {
    let value = match &export.attribute {
        None => Expr::Reference(export.address),
        Some(name) => Expr::Attribute(export.address, name.clone()),
    };
    let held = printer
        .model
        .stacks()
        .flat_map(|stack| &stack.imports)
        .any(|import| import.link == Link::Strong && import.export == *export);
    out.open_object();
    if let Some(at) = printer.stack.resource(export.address).and_then(|placed| placed.condition) {
        let name = printer.stack.stack.conditions().get(at.index as usize).map_or("", |facts| &facts.name);
        out.field("Condition", name);
    }
    out.key("Value");
    printer.node(&Node::from(value), out);
    if held {
        out.key("Export");
        call(out, "Name", |out| out.string(&export.name));
    }
    out.close_object();
}

/// Two functions exist only with this transform.
fn needs_language_extensions(printer: &Printer<'_>) -> bool {
    let mut found = false;
    let mut look = |node: &Node| {
        node.walk(&mut |node| {
            if let Node::Expr(expr) = node {
                found |= matches!(expr.as_ref(), Expr::Length(_) | Expr::ToJson(_));
            }
        });
    };
    let stack = printer.stack.stack;
    stack.resources().iter().flat_map(|placed| &placed.props).for_each(|prop| look(&prop.node));
    stack.outputs().iter().for_each(|output| look(&output.value));
    found
}
