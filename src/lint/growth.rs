//! No rule's work grows faster than the system that it looks at.
//!
//! The templates of all documents are the material: many copies of each are one system. What is counted is what rules look
//! at and compare, so the answer is the same on every machine.

use serde_json::{Map, Value};

use super::testing::{look, shown};
use super::view::{System, steps};
use super::{Context, Entry, Findings, iam, rules, table};
use crate::diagnostic::Diagnostics;

/// How many copies: each time twice as many.
const SIZES: [usize; 3] = [4, 8, 16];

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
fn steps_of_rules(system: System<'_>) -> Vec<(&'static str, u64)> {
    let policies = iam::policies(system);
    let mut found = Diagnostics::new();
    let mut all = Vec::new();
    for rule in rules::FAMILIES.iter().flat_map(|family| family.rules) {
        let before = steps::taken();
        let mut findings = Findings::new(rule.name(), rule.severity(), Context::default(), &mut found);
        rule.check(system, &policies, &mut findings);
        all.push((rule.name(), steps::taken() - before));
    }
    all
}

/// The rules whose steps grow faster than the copies of a template.
fn quadratic(entry: &Entry) -> Vec<String> {
    let mut wrong = Vec::new();
    for template in shown(entry.document) {
        let [few, more, most] = SIZES.map(|count| look(&copies(&template, count).to_string(), steps_of_rules));
        for (at, (name, most)) in most.into_iter().enumerate() {
            let (few, more) = (few[at].1, more[at].1);
            // Twice the copies are twice the steps, and a few that are taken once; all pairs are four times as many.
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
    let wrong: Vec<String> = table::rules().iter().flat_map(quadratic).collect();
    assert!(steps::taken() > 100_000, "nothing was counted");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
