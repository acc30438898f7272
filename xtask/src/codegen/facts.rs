//! What the schema says of a property or a type, in words of our own.

use anyhow::{Result, bail};
use serde_json::Value;

use super::model::Type;
use super::schema::Schema;
use super::tables::Place;

/// How many values of an enumeration a comment lists.
const VALUES: usize = 8;
/// The longest pattern that a comment shows.
const PATTERN: usize = 60;

/// Write-only text whose name contains one of these is either a secret or a signed exception.
const SOUNDS_SECRET: [&str; 8] =
    ["password", "secret", "token", "privatekey", "apikeyvalue", "presharedkey", "passphrase", "credential"];

/// Lifecycle, tags, identity: the paragraph under a resource type's name.
pub(crate) fn of_resource(schema: Schema<'_>) -> Vec<String> {
    let root = schema.root();
    let mut facts = Vec::new();
    let lifecycle = &root["lifecycle"];
    match (lifecycle["status"].as_str(), lifecycle["date"].as_str()) {
        (Some(status), Some(date)) => facts.push(format!("Lifecycle: {status}, {date}.")),
        (Some(status), None) => facts.push(format!("Lifecycle: {status}.")),
        _ => {}
    }
    let tagging = &root["tagging"];
    match (tagging["taggable"].as_bool(), tagging["tagProperty"].as_str()) {
        (Some(true), Some(pointer)) => {
            facts.push(format!("Tags go into `{}`.", pointer.trim_start_matches("/properties/").replace('/', ".")));
        }
        (Some(false), _) => facts.push("It takes no tags.".to_owned()),
        _ => {}
    }
    let identifier: Vec<_> =
        schema.pointers("primaryIdentifier").iter().map(|path| format!("`{}`", path.join("."))).collect();
    if !identifier.is_empty() {
        facts.push(format!("Identified by {}.", and(&identifier)));
    }
    facts
}

/// The facts of a property of the resource itself.
pub(crate) fn of_property<'a>(schema: Schema<'a>, node: &'a Value, name: &str) -> Vec<String> {
    let listed = |list| schema.lists(list, name);
    let mut facts = Vec::new();
    if listed("createOnlyProperties") {
        facts.push("A change replaces the resource.".to_owned());
    } else if listed("conditionalCreateOnlyProperties") {
        facts.push("A change may replace the resource.".to_owned());
    }
    facts.extend(common(schema, node, listed("writeOnlyProperties"), listed("deprecatedProperties")));
    facts
}

/// The facts of a property of an object inside it.
pub(crate) fn of_nested<'a>(schema: Schema<'a>, owner: &'a Value, name: &str, node: &'a Value) -> Vec<String> {
    let marked = |list| schema.marks(list, owner, name);
    let mut facts = Vec::new();
    // The object may stand in several places, not all of them listed.
    if marked("createOnlyProperties") || marked("conditionalCreateOnlyProperties") {
        facts.push("A change may replace the resource.".to_owned());
    }
    facts.extend(common(schema, node, marked("writeOnlyProperties"), marked("deprecatedProperties")));
    facts
}

fn common<'a>(schema: Schema<'a>, node: &'a Value, write_only: bool, deprecated: bool) -> Vec<String> {
    let mut facts = Vec::new();
    let found = schema.follow(node).node;
    let default = [&node["default"], &found["default"]].into_iter().find(|default| !default.is_null());
    let default = default.map(|default| match default.as_str() {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => default.to_string(),
    });
    if let Some(default) = default.filter(|text| text.len() <= PATTERN && !text.contains(['`', '\n'])) {
        facts.push(format!("Left out: `{default}`."));
    }
    if write_only {
        facts.push("AWS does not give it back.".to_owned());
    }
    if deprecated {
        facts.push("Deprecated.".to_owned());
    }
    facts
}

/// What limits a value, as phrases: of the value itself, then of its items.
pub(crate) fn constraints<'a>(schema: Schema<'a>, node: &'a Value) -> Vec<String> {
    let found = schema.follow(node).node;
    let mut phrases = own_constraints(found);
    if found["items"].is_object() {
        let items = schema.follow(&found["items"]).node;
        phrases.extend(own_constraints(items).into_iter().map(|phrase| format!("each {phrase}")));
    }
    phrases
}

fn own_constraints(node: &Value) -> Vec<String> {
    let mut phrases = Vec::new();
    let format = match node["format"].as_str() {
        Some("date-time" | "timestamp") => Some("a date and time"),
        Some("json") => Some("JSON"),
        Some("ipv4-network") => Some("an IPv4 network"),
        Some("ipv6-network") => Some("an IPv6 network"),
        Some("uri") => Some("a URI"),
        _ => None,
    };
    phrases.extend(format.map(str::to_owned));
    phrases.extend(values(&node["enum"]).or_else(|| values(&node["enumCaseInsensitive"])));
    phrases.extend(range(&node["minimum"], &node["maximum"], ""));
    phrases.extend(range(&node["minLength"], &node["maxLength"], "character"));
    phrases.extend(range(&node["minItems"], &node["maxItems"], "item"));
    phrases.extend(range(&node["minProperties"], &node["maxProperties"], "entry"));
    if node["uniqueItems"] == Value::Bool(true) && node["type"] == "array" {
        phrases.push("no two alike".to_owned());
    }
    if let Some(pattern) = node["pattern"].as_str().filter(|text| text.len() <= PATTERN && !text.contains('`')) {
        phrases.push(format!("matching `{pattern}`"));
    }
    phrases
}

fn values(list: &Value) -> Option<String> {
    let values: Vec<_> = list
        .as_array()?
        .iter()
        .map(|value| format!("`{}`", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    let shown = values[..values.len().min(VALUES)].join(", ");
    Some(match values.len() {
        0 => return None,
        1 => format!("always {shown}"),
        all if all > VALUES => format!("one of {shown} … ({all} in all)"),
        _ => format!("one of {shown}"),
    })
}

fn range(low: &Value, high: &Value, of: &str) -> Option<String> {
    let none = |bound: &Value| bound.is_null() || (!of.is_empty() && bound.as_u64() == Some(0));
    let of = |bound: &Value| match (of, bound.as_u64()) {
        ("", _) => String::new(),
        (one, Some(1)) => format!(" {one}"),
        ("entry", _) => " entries".to_owned(),
        (more, _) => format!(" {more}s"),
    };
    match (none(low), high.is_null()) {
        (true, true) => None,
        (true, false) => Some(format!("at most {high}{}", of(high))),
        (false, true) => Some(format!("at least {low}{}", of(low))),
        (false, false) if low == high => Some(format!("exactly {low}{}", of(low))),
        (false, false) => Some(format!("{low} to {high}{}", of(high))),
    }
}

/// A type in words; `named` says how an object's type is called.
pub(crate) fn noun(of: &Type, named: &dyn Fn(&Type) -> String) -> String {
    match of {
        Type::Int => "a whole number".to_owned(),
        Type::Num => "a number".to_owned(),
        Type::Document => "a JSON document".to_owned(),
        Type::Secret => "a secret".to_owned(),
        Type::List(of) => format!("a list of {}", nouns(of, named)),
        Type::Map(of) => format!("a map of {}", nouns(of, named)),
        Type::Text | Type::Bool | Type::Identity(_) | Type::Object(_) => nouns(of, named),
    }
}

/// Several of them; some words are the same for one.
fn nouns(of: &Type, named: &dyn Fn(&Type) -> String) -> String {
    match of {
        Type::Text => "text".to_owned(),
        Type::Bool => "`true` or `false`".to_owned(),
        Type::Int => "whole numbers".to_owned(),
        Type::Num => "numbers".to_owned(),
        Type::Document => "JSON documents".to_owned(),
        Type::Secret => "secrets".to_owned(),
        Type::Identity(name) => format!("`{name}`"),
        Type::Object(_) => format!("[`{}`]", named(of)),
        Type::List(of) => format!("lists of {}", nouns(of, named)),
        Type::Map(of) => format!("maps of {}", nouns(of, named)),
    }
}

/// New write-only text that sounds like a secret is looked at by a person before it becomes public.
pub(crate) fn refuse_unreviewed_secret(schema: Schema<'_>, place: Place<'_>) -> Result<()> {
    let name = place.property.to_lowercase();
    let written = schema.pointers("writeOnlyProperties").iter().any(|path| path.last() == Some(&place.property));
    if written && SOUNDS_SECRET.iter().any(|word| name.contains(word)) {
        bail!("{place:?} is write-only and sounds secret: say `secret` or `plain` in secrets.txt");
    }
    Ok(())
}

/// `a, b and c`.
pub(crate) fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}
