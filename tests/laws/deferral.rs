//! A value that is known only later makes a rule say less, never more.
//!
//! What is certain of a template without one of its values is certain with it. So each value of each document's templates is
//! hidden in turn, and no rule may say what it did not say before: that would be a guess. What is written down gives way to
//! a parameter; what refers to a resource still does, in a way that no rule follows.

use std::collections::BTreeSet;

use formwork::Model;
use formwork::cloudformation::read;
use formwork::diagnostic::Diagnostics;
use formwork::lint::{self, Context};
use formwork::schema::Registry;
use serde_json::{Value, json};

use super::rules::templates;

/// The parameter that stands for a value.
const LATER: &str = "Later";

/// What is said: a rule, a resource's path, a place in its properties, and the words.
type Said = (&'static str, String, String, String);

/// What the rules say of a template.
fn said(template: &Value) -> BTreeSet<Said> {
    let (app, _) = read::app(template.to_string().as_bytes());
    let mut found = Diagnostics::new();
    let model = Model::resolve(&app, &mut Diagnostics::new());
    lint::check(&model, &Context::default(), &Registry::new(), &mut found);
    let said = found.iter();
    said.map(|it| (it.rule, it.path.clone(), it.property.clone(), it.message.clone())).collect()
}

/// The places of all values in a resource's properties, whole lists and objects among them. A function's arguments are not
/// its own places: it is one value.
fn places(value: &Value, here: &str, found: &mut Vec<String>) {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(members) if is_function(members) => Vec::new(),
        Value::Object(members) => members.iter().map(|(name, value)| (pointed(name), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (step, value) in inside {
        let place = format!("{here}/{step}");
        places(value, &place, found);
        found.push(place);
    }
}

fn is_function(members: &serde_json::Map<String, Value>) -> bool {
    let name = members.keys().next().filter(|_| members.len() == 1);
    name.is_some_and(|name| name == "Ref" || name.starts_with("Fn::"))
}

fn pointed(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// The same value, or one that may be it, of which no rule knows anything.
fn hidden(value: &Value) -> Value {
    let refers = ["Ref", "Fn::GetAtt", "Fn::Sub", "Fn::Join"].iter().any(|name| !value[name].is_null());
    if refers { json!({ "Fn::Select": [0, { "Fn::Split": ["|", value] }] }) } else { json!({ "Ref": LATER }) }
}

/// What rules say of a template with a value hidden, and did not say of the whole.
fn guesses(template: &str) -> Vec<String> {
    let (read, _) = read::document(template.as_bytes(), None);
    let whole: Value = serde_json::from_slice(&read.expect("a template").to_json()).expect("JSON");
    let known = said(&whole);
    let mut wrong = Vec::new();
    for name in whole["Resources"].as_object().expect("resources").keys() {
        let resource = format!("/Resources/{name}/Properties");
        let mut found = Vec::new();
        places(whole.pointer(&resource).unwrap_or(&Value::Null), "", &mut found);
        for place in found {
            let mut less = whole.clone();
            let value = less.pointer_mut(&format!("{resource}{place}")).expect("a place");
            *value = hidden(value);
            less["Parameters"][LATER] = json!({ "Type": "String" });
            for finding in said(&less) {
                let (rule, path, property, _) = &finding;
                let is_new = !known.iter().any(|(known, at, ..)| known == rule && at == path);
                // That something is there at all may be the fault; the words of it are the same then.
                let is_there = path == name && property.starts_with(&place) && !known.contains(&finding);
                if is_new || is_there {
                    wrong.push(format!("{rule} at {path}{property}, without {name}{place} of\n{template}"));
                }
            }
        }
    }
    wrong
}

#[test]
fn a_value_that_is_known_later_is_never_guessed() {
    let judging = lint::families().filter(|(title, _)| *title != "Form").flat_map(|(_, entries)| entries);
    let judging: Vec<&str> = judging.flat_map(|rule| templates(rule.document, "Bad\n")).collect();
    assert!(!judging.is_empty(), "there are no templates");
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let parts = judging.chunks(judging.len().div_ceil(threads));
        let parts: Vec<_> = parts
            .map(|part| scope.spawn(move || part.iter().flat_map(|template| guesses(template)).collect::<Vec<_>>()))
            .collect();
        parts.into_iter().flat_map(|part| part.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{} guesses:\n{}", wrong.len(), wrong.join("\n"));
}
