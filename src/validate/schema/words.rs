//! How values and expectations read in a message.

use std::borrow::Cow;

use crate::core::Node;
use crate::schema::{Types, Value};

use super::place::Place;

/// Longest text that is shown in full, in characters.
const SHOWN: usize = 48;
/// Most values that are listed.
const LISTED: usize = 8;

/// The text that a scalar is for CloudFormation.
pub(super) fn text(node: &Node) -> Cow<'_, str> {
    match node {
        Node::Str(text) => Cow::Borrowed(text),
        Node::Bool(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
        Node::Int(number) => Cow::Owned(number.to_string()),
        Node::Num(number) => Cow::Owned(number.to_string()),
        Node::Null | Node::List(_) | Node::Map(_) | Node::Expr(_) => Cow::Borrowed(""),
    }
}

/// What was found, shortened; masked where it is secret.
pub(super) fn shown(node: &Node, place: &Place<'_>) -> String {
    if place.hidden && !matches!(node, Node::Null | Node::Expr(_)) {
        return "(hidden)".to_owned();
    }
    match node {
        Node::Null => "null".to_owned(),
        Node::Str(text) => format!("{:?}", short(text)),
        Node::Bool(_) | Node::Int(_) | Node::Num(_) => text(node).into_owned(),
        Node::List(items) => format!("a list of {}", items.len()),
        Node::Map(props) => format!("an object of {}", props.len()),
        Node::Expr(_) => "a value known on deployment".to_owned(),
    }
}

/// A value in a sentence: `` is 45`` or `` has a hidden value``.
pub(super) fn is(node: &Node, place: &Place<'_>) -> String {
    if place.hidden { "has a hidden value".to_owned() } else { format!("is {}", shown(node, place)) }
}

pub(super) fn short(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The kind of a value.
pub(super) fn kind(node: &Node) -> &'static str {
    match node {
        Node::Null => "null",
        Node::Bool(_) => "true or false",
        Node::Int(_) | Node::Num(_) => "a number",
        Node::Str(_) => "text",
        Node::List(_) => "a list",
        Node::Map(_) => "an object",
        Node::Expr(_) => "a value known on deployment",
    }
}

/// The kinds that a schema takes.
pub(super) fn kinds(types: Types) -> String {
    const KINDS: [(Types, &str); 6] = [
        (Types::STRING, "text"),
        (Types::INTEGER, "a whole number"),
        (Types::NUMBER, "a number"),
        (Types::BOOLEAN, "true or false"),
        (Types::ARRAY, "a list"),
        (Types::OBJECT, "an object"),
    ];
    let kinds: Vec<String> =
        KINDS.iter().filter(|(bit, _)| types.allow(*bit)).map(|(_, word)| (*word).to_owned()).collect();
    either(&kinds)
}

/// `` a, b or c``.
pub(super) fn either(words: &[String]) -> String {
    joined(words, "or")
}

/// `` a, b and c``.
pub(super) fn both(words: &[String]) -> String {
    joined(words, "and")
}

fn joined(words: &[String], last_word: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {last_word} {last}", first.join(", ")),
    }
}

/// Names in backticks.
pub(super) fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    names.into_iter().map(|name| format!("`{name}`")).collect()
}

/// The allowed values as a constraint: `` [1, 3, 5, …]``.
pub(super) fn listed(values: &[Value]) -> String {
    let shown: Vec<String> = values.iter().take(LISTED).map(Value::to_string).collect();
    let more = if values.len() > LISTED { ", …" } else { "" };
    format!("[{}{more}]", shown.join(", "))
}

/// `` 1 item``, `` 2 items``.
pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
