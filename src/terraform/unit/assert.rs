//! Conditions: that a planned resource says what was expected.

use crate::core::Node;

use super::super::body::{Block, Body, Part, Value};
use super::super::text::quoted;

/// What must hold of a part, as the wanted one says and the root's own says as well.
pub(super) fn part(wanted: &Part<'_>, own: &Part<'_>) -> Vec<String> {
    if own.count.is_none() {
        return body(&own.address(), &wanted.body, &own.body, 1);
    }
    // A resource that the test's values leave out says nothing wrong.
    let inner = body("it", &wanted.body, &own.body, 1);
    if inner.is_empty() { inner } else { vec![format!("alltrue([for it in {} : {}])", own.address(), all(&inner))] }
}

fn body(place: &str, wanted: &Body<'_>, own: &Body<'_>, depth: usize) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in wanted.arguments() {
        if own.argument(name).is_some_and(|known| known.expression() == value.expression()) {
            found.extend(argument(&format!("{place}.{name}"), value));
        }
    }
    for (name, blocks) in wanted.blocks() {
        let Some((_, known)) = own.blocks().find(|(known, _)| *known == name) else { continue };
        let place = format!("{place}.{name}");
        match (blocks.list.as_slice(), known.list.as_slice()) {
            ([block], [own]) if is_plain(block, own) => {
                found.extend(body(&format!("one({place}[*])"), &block.body, &own.body, depth));
            }
            (list, own) if list.len() == own.len() => {
                let pairs = list.iter().zip(own).filter(|(block, own)| is_plain(block, own));
                found.extend(pairs.filter_map(|(block, own)| any(&place, block, own, depth)));
            }
            _ => {}
        }
    }
    found
}

/// Whether a block always exists.
fn is_plain(wanted: &Block<'_>, own: &Block<'_>) -> bool {
    wanted.under.is_none() && own.under.is_none()
}

/// One of several blocks, of which Terraform may keep no order.
fn any(place: &str, wanted: &Block<'_>, own: &Block<'_>, depth: usize) -> Option<String> {
    let item = format!("it{depth}");
    let inner = body(&item, &wanted.body, &own.body, depth + 1);
    (!inner.is_empty()).then(|| format!("anytrue([for {item} in {place} : {}])", all(&inner)))
}

fn all(conditions: &[String]) -> String {
    conditions.join(" && ")
}

/// That an argument has a value. The provider may keep a number as text, or a list as a set.
fn argument(place: &str, value: &Value<'_>) -> Vec<String> {
    if let Some(text) = scalar(value) {
        return vec![scalar_is(place, &text)];
    }
    match value {
        Value::Node(Node::List(items)) => {
            let words: Option<Vec<String>> = items.iter().map(|item| item.word().map(Into::into)).collect();
            words.map(|words| list_is(place, &words)).into_iter().collect()
        }
        Value::List(items) if items.iter().all(|(under, _)| under.is_none()) => {
            let words: Option<Vec<String>> = items.iter().map(|(_, item)| scalar(item)).collect();
            words.map(|words| list_is(place, &words)).into_iter().collect()
        }
        Value::Node(Node::Map(props)) => {
            let member = |name: &str, text: &str| scalar_is(&format!("{place}[{}]", quoted(name)), text);
            props.iter().filter_map(|prop| Some(member(&prop.name, &prop.node.word()?))).collect()
        }
        Value::Map(members) => {
            let literal = members.iter().filter(|(under, ..)| under.is_none());
            literal
                .filter_map(|(_, name, value)| Some((name.as_literal()?, scalar(value)?)))
                .map(|(name, text)| scalar_is(&format!("{place}[{}]", quoted(name)), &text))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The text of a value that is known now and is neither a list nor an object.
fn scalar(value: &Value<'_>) -> Option<String> {
    match value {
        Value::Node(node) => node.word().map(Into::into),
        Value::Text(text) => text.as_literal().map(str::to_owned),
        Value::List(_) | Value::Map(_) => None,
    }
}

fn scalar_is(place: &str, text: &str) -> String {
    format!("tostring({place}) == {}", quoted(text))
}

fn list_is(place: &str, words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    format!("toset([for item in {place} : tostring(item)]) == toset([{}])", words.join(", "))
}
