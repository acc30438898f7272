//! No rule's work grows faster than the system that it looks at.
//!
//! The templates of all documents are the material: many copies of each are one system. What is counted is what rules look
//! at and compare, so the answer is the same on every machine.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::view::{Index, Memory, System, scenarios, steps};
use super::{Context, Entry, Findings, iam, rules, table};
use crate::cloudformation::read;
use crate::core::Model;
use crate::diagnostic::Diagnostics;
use crate::schema::Registry;

/// How many copies: each time twice as many.
const SIZES: [usize; 3] = [4, 8, 16];

/// The templates that a document shows.
fn templates(document: &str) -> Vec<Value> {
    let blocks = document.split("```yaml\n").skip(1).filter_map(|block| block.split("\n```").next());
    let documents = blocks.filter_map(|text| read::document(text.as_bytes(), None).0);
    documents.map(|document| serde_json::from_slice(&document.to_json()).expect("what is printed is JSON")).collect()
}

/// A template with many copies of its resources.
fn copies(template: &Value, count: usize) -> Value {
    let mut template = template.clone();
    let Some(Value::Object(resources)) = template.get_mut("Resources") else { return template };
    let ids: Vec<String> = resources.keys().cloned().collect();
    let copies = (0..count).flat_map(|copy| {
        let renamed = resources.iter().map(move |(id, body)| (id, copy, body));
        renamed.map(|(id, copy, body)| (format!("{id}{copy}"), renamed_in(body, &ids, copy)))
    });
    let copies: Map<String, Value> = copies.collect();
    *resources = copies;
    template
}

/// A value whose references to these ids lead to the ids of a copy.
fn renamed_in(value: &Value, ids: &[String], copy: usize) -> Value {
    match value {
        Value::String(text) => {
            let mut text = text.clone();
            for id in ids {
                text = text.replace(&format!("${{{id}}}"), &format!("${{{id}{copy}}}"));
                text = text.replace(&format!("${{{id}."), &format!("${{{id}{copy}."));
            }
            Value::String(text)
        }
        Value::Array(items) => items.iter().map(|item| renamed_in(item, ids, copy)).collect(),
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let value = match key.as_str() {
                    "Ref" | "Fn::GetAtt" | "DependsOn" => target(value, ids, copy),
                    _ => renamed_in(value, ids, copy),
                };
                (key.clone(), value)
            };
            Value::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    }
}

/// What a reference leads to: an id, an id and an attribute, or several ids.
fn target(value: &Value, ids: &[String], copy: usize) -> Value {
    match value {
        Value::String(text) => {
            let (id, attribute) = text.split_at(text.find('.').unwrap_or(text.len()));
            let copy = if ids.iter().any(|known| known == id) { copy.to_string() } else { String::new() };
            Value::String(format!("{id}{copy}{attribute}"))
        }
        Value::Array(items) => items.iter().map(|item| target(item, ids, copy)).collect(),
        other => other.clone(),
    }
}

/// The steps that each rule takes.
fn steps_of_rules(template: &Value, registry: &Registry) -> Vec<(&'static str, u64)> {
    let (app, problems) = read::app(template.to_string().as_bytes());
    assert!(problems.is_empty(), "the copies can be read");
    let model = Model::resolve(&app, &mut Diagnostics::new());
    let (index, memory, scenarios) = (Index::of(&model), Memory::default(), scenarios(&model));
    let system = System::new(&model, registry, &index, &scenarios[0], &memory);
    let policies = iam::policies(system);
    let (broken, mut found) = (HashSet::new(), Diagnostics::new());
    let mut all = Vec::new();
    for rule in rules::FAMILIES.iter().flat_map(|family| family.rules) {
        let before = steps::taken();
        let mut findings = Findings::new(rule.name(), rule.severity(), Context::default(), &broken, &mut found);
        rule.check(system, &policies, &mut findings);
        all.push((rule.name(), steps::taken() - before));
    }
    all
}

/// The rules whose steps grow faster than the copies of a template.
fn quadratic(entry: &Entry, registry: &Registry) -> Vec<String> {
    let mut wrong = Vec::new();
    for template in templates(entry.document) {
        let [few, more, most] = SIZES.map(|count| steps_of_rules(&copies(&template, count), registry));
        for (at, (name, most)) in most.into_iter().enumerate() {
            let (few, more) = (few[at].1, more[at].1);
            // Twice the copies are twice the steps, a few of them rounded; all pairs are four times as many.
            if most.saturating_sub(more) > more.saturating_sub(few) * 22 / 10 + 20 {
                wrong.push(format!(
                    "{name}, of the copies of a template of {}: {few}, {more}, {most} steps",
                    entry.name
                ));
            }
        }
    }
    wrong
}

#[test]
fn no_rule_grows_faster_than_the_system() {
    let registry = Registry::new();
    let wrong: Vec<String> = table::rules().iter().flat_map(|entry| quadratic(entry, &registry)).collect();
    assert!(steps::taken() > 100_000, "nothing was counted");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
