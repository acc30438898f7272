//! What the author expects, as a test that Terraform runs: `tests/unit.tftest.json`, a plan with a mocked provider and
//! one assertion for each expectation.
//!
//! An expectation goes through the same tables as the resource it is about. What the root's own body does not say the
//! same way, and what only a deployment knows, is left to the model, against which it was held before.

mod assert;
mod mocks;
#[cfg(test)]
mod tests;

use crate::core::Expectation;
use crate::json::Writer;

use super::body::{Part, Role};
use super::expression::reads_state;
use super::mapping::Tables;
use super::text::Text;
use super::{Data, Printer, lower};

/// Where the test lies in its root.
pub(super) const FILE: &str = "tests/unit.tftest.json";

/// One expectation that Terraform can check.
struct Assertion<'m> {
    condition: String,
    says: &'m str,
}

/// The test of a root; none where nothing is expected that Terraform can check.
pub(super) fn test(tables: Tables, printer: &mut Printer<'_>, parts: &[Part<'_>]) -> Option<Vec<u8>> {
    if printer.stack.stack.expectations().is_empty() {
        return None;
    }
    // What the root asks for and what is wrong with it is known: an expectation adds to neither.
    let (data, problems, files) = (printer.data.clone(), printer.problems.clone(), printer.files.clone());
    let assertions = assertions(printer, parts);
    (printer.data, printer.problems, printer.files) = (data, problems, files);
    if assertions.is_empty() {
        return None;
    }
    let mut out = Writer::with_capacity(1024);
    out.open_object();
    provider(printer, &mut out);
    states(tables, printer, &mut out);
    variables(tables, printer, &mut out);
    run(&assertions, &mut out);
    out.close_object();
    Some(out.finish())
}

fn assertions<'m>(printer: &mut Printer<'m>, parts: &[Part<'_>]) -> Vec<Assertion<'m>> {
    let stack = printer.stack.stack;
    stack.expectations().iter().filter_map(|expectation| assertion(printer, expectation, parts)).collect()
}

fn assertion<'m>(printer: &mut Printer<'m>, expectation: &'m Expectation, parts: &[Part<'_>]) -> Option<Assertion<'m>> {
    let mut conditions = Vec::new();
    for wanted in lower::expected(printer, expectation) {
        let same = |part: &&Part<'_>| part.role != Role::Ephemeral && part.address() == wanted.address();
        if let Some(part) = parts.iter().find(same) {
            conditions.extend(assert::part(&wanted, part));
        }
    }
    if conditions.is_empty() {
        return None;
    }
    Some(Assertion { condition: conditions.join(" && "), says: &expectation.says })
}

/// The provider that plans without an account, and what it answers where the root needs more than any text.
fn provider(printer: &Printer<'_>, out: &mut Writer) {
    out.key("mock_provider");
    out.open_object();
    out.key("aws");
    out.open_object();
    let facts = mocks::answers(printer);
    if !facts.is_empty() {
        out.key("mock_data");
        out.open_object();
        for (kind, answers) in facts {
            out.key(kind);
            out.open_object();
            out.key("defaults");
            out.open_object();
            for (name, answer) in answers {
                out.key(name);
                answer.write(out);
            }
            out.close_object();
            out.close_object();
        }
        out.close_object();
    }
    out.close_object();
    out.close_object();
}

/// What other roots' states hold.
fn states(tables: Tables, printer: &Printer<'_>, out: &mut Writer) {
    let mut roots: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for import in printer.stack.imports.iter().filter(|import| reads_state(printer.model, import)) {
        let root = super::names::snake(printer.model.stack(import.producer).stack.root());
        let value = (super::output(&import.export.output), mocks::import(tables, printer, import));
        match roots.iter_mut().find(|(known, _)| *known == root) {
            Some((_, values)) if values.contains(&value) => {}
            Some((_, values)) => values.push(value),
            None => roots.push((root, vec![value])),
        }
    }
    if roots.is_empty() {
        return;
    }
    out.key("override_data");
    out.open_list();
    for (root, values) in roots {
        out.item();
        out.open_object();
        out.field("target", &format!("data.terraform_remote_state.{root}"));
        out.key("values");
        out.open_object();
        out.key("outputs");
        out.open_object();
        for (name, value) in values {
            out.field(&name, &value);
        }
        out.close_object();
        out.close_object();
        out.close_object();
    }
    out.close_list();
}

/// What the deployer would give.
fn variables(tables: Tables, printer: &Printer<'_>, out: &mut Writer) {
    let needed = printer.stack.stack.parameters().iter().filter(|facts| facts.default.is_none());
    let mut values: Vec<(String, mocks::Answer)> =
        needed.map(|facts| (super::variable(&facts.name), mocks::parameter(facts))).collect();
    for (name, import) in super::passed(printer.model, printer.stack) {
        values.push((name, mocks::Answer::Text(mocks::import(tables, printer, import))));
    }
    if values.is_empty() {
        return;
    }
    out.key("variables");
    out.open_object();
    for (name, value) in values {
        out.key(&name);
        value.write(out);
    }
    out.close_object();
}

fn run(assertions: &[Assertion<'_>], out: &mut Writer) {
    out.key("run");
    out.open_object();
    out.key("plan");
    out.open_object();
    out.field("command", "plan");
    out.key("assert");
    out.open_list();
    for assertion in assertions {
        out.item();
        out.open_object();
        out.field("condition", &super::text::interpolated(&assertion.condition));
        let message = format!("Expected that {}.", assertion.says);
        out.field("error_message", &Text::literal(message).template());
        out.close_object();
    }
    out.close_list();
    out.close_object();
    out.close_object();
}

/// Whether the root asks the account this.
fn asks(printer: &Printer<'_>, fact: &Data) -> bool {
    printer.data.contains(fact)
}
