//! Variables and local values: what comes from outside, and what is computed from it.

use crate::core::{Node, ParameterFacts, ParameterKind};
use crate::json::Writer;

use super::super::Printer;
use super::super::names::snake;
use super::super::text::{Text, interpolated, quoted};
use super::value::node;

/// One variable per parameter, and one per value that the deployer passes on.
pub(super) fn variables(printer: &mut Printer<'_>, out: &mut Writer) {
    let given: Vec<String> = super::super::passed(printer.model, printer.stack).map(|(name, _)| name).collect();
    let declared = printer.stack.stack.parameters();
    if declared.is_empty() && given.is_empty() {
        return;
    }
    out.key("variable");
    out.open_object();
    for facts in declared {
        out.key(&snake(&facts.name));
        variable(printer, facts, out);
    }
    for parameter in printer.versioned.clone() {
        let Some(facts) = declared.get(parameter as usize) else { continue };
        out.key(&printer.version_variable(facts));
        out.open_object();
        out.field("type", "number");
        out.field("description", &format!("To be raised when {} is given a new value.", facts.name));
        out.key("default");
        out.int(1);
        out.close_object();
    }
    for name in given {
        out.key(&name);
        out.open_object();
        out.field("type", "string");
        out.close_object();
    }
    out.close_object();
}

fn variable(printer: &mut Printer<'_>, facts: &ParameterFacts, out: &mut Writer) {
    out.open_object();
    let kind = match facts.kind {
        ParameterKind::Text | ParameterKind::Secret | ParameterKind::StoredValue(_) => "string",
        ParameterKind::Number => "number",
        ParameterKind::List => "list(string)",
    };
    out.field("type", kind);
    if let Some(text) = &facts.description {
        out.field("description", text);
    }
    if let Some(value) = &facts.default {
        out.key("default");
        plain(value, out);
    }
    if facts.kind == ParameterKind::Secret {
        out.key("sensitive");
        out.bool(true);
    }
    let rules = validations(printer, facts);
    if !rules.is_empty() {
        out.key("validation");
        out.open_list();
        for (condition, message) in rules {
            out.item();
            out.open_object();
            out.field("condition", &interpolated(&condition));
            out.field("error_message", &Text::literal(message).template());
            out.close_object();
        }
        out.close_list();
    }
    out.close_object();
}

/// A default is no template: it is written as it is.
fn plain(node: &Node, out: &mut Writer) {
    match node {
        Node::Bool(value) => out.bool(*value),
        Node::Int(value) => out.int(*value),
        Node::Num(value) => out.num(*value),
        Node::Str(text) => out.string(text),
        Node::List(items) => {
            out.open_list();
            for item in items {
                out.item();
                plain(item, out);
            }
            out.close_list();
        }
        Node::Null | Node::Map(_) | Node::Expr(_) => out.null(),
    }
}

/// A parameter's constraints as conditions, each with what to say when it does not hold.
fn validations(printer: &mut Printer<'_>, facts: &ParameterFacts) -> Vec<(String, String)> {
    let variable = format!("var.{}", snake(&facts.name));
    let mut rules = Vec::new();
    if !facts.allowed.is_empty() {
        let values: Vec<String> = facts.allowed.iter().map(|value| printer.expression(value)).collect();
        let list = values.join(", ");
        rules.push((
            format!("contains([{list}], {variable})"),
            format!("{} must be one of {}.", facts.name, list.replace('"', "")),
        ));
    }
    if let Some(pattern) = &facts.pattern {
        let anchored = quoted(&format!("^(?:{pattern})$"));
        rules.push((format!("can(regex({anchored}, {variable}))"), format!("{} must match {pattern}.", facts.name)));
    }
    let between = |what: &str, low: i64, high: i64| format!("{what} >= {low} && {what} <= {high}");
    if let Some(length) = &facts.length {
        let (low, high) = (i64::from(*length.start()), i64::from(*length.end()));
        let message = format!("{} must have {low} to {high} characters.", facts.name);
        rules.push((between(&format!("length({variable})"), low, high), message));
    }
    if let Some(range) = &facts.range {
        let message = format!("{} must be from {} to {}.", facts.name, range.start(), range.end());
        rules.push((between(&variable, *range.start(), *range.end()), message));
    }
    rules
}

/// Mappings and conditions.
pub(super) fn locals(printer: &mut Printer<'_>, out: &mut Writer) {
    let stack = printer.stack.stack;
    if stack.conditions().is_empty() && stack.mappings().is_empty() {
        return;
    }
    out.key("locals");
    out.open_object();
    for mapping in stack.mappings() {
        out.key(&snake(&mapping.name));
        out.open_object();
        for (row, columns) in &mapping.rows {
            out.key(&Text::literal(row).template());
            out.open_object();
            for (column, value) in columns {
                out.key(&Text::literal(column).template());
                node(printer, value, out);
            }
            out.close_object();
        }
        out.close_object();
    }
    for condition in stack.conditions() {
        let test = printer.text(&condition.test);
        out.field(&snake(&condition.name), &test.template());
    }
    out.close_object();
}
