//! A template as it was written: every value and every key knows its line and column, numbers keep their text.

use compact_str::CompactString;

use crate::diagnostic::Origin;

/// How deep values may be nested. CloudFormation's documents and the walks over them stay far below.
pub(super) const DEEPEST: usize = 200;

/// A template's text as values.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The outermost value.
    pub root: Value,
}

/// A value and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Where it begins.
    pub at: Position,
    /// What it is.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `null`, `~`, or nothing after a key.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as JSON would write it.
    Number(CompactString),
    /// Text.
    Text(CompactString),
    /// A list.
    List(Vec<Value>),
    /// An object, in the order in which it was written. No key is there twice.
    Object(Vec<Member>),
}

/// A key, and the value it has.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key.
    pub key: CompactString,
    /// Where the key begins.
    pub at: Position,
    /// The value.
    pub value: Value,
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: u32,
    /// From 1.
    pub column: u32,
}

impl Position {
    /// The first character of a file.
    pub(super) const START: Position = Position { line: 1, column: 1 };

    /// The position as the origin of a finding.
    #[must_use]
    pub const fn origin(self) -> Origin {
        Origin::in_template(self.line, self.column)
    }
}

impl Value {
    pub(super) const fn new(at: Position, kind: Kind) -> Self {
        Value { at, kind }
    }

    /// The text, if it is text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What CloudFormation takes for text: text, a number or a truth value.
    #[must_use]
    pub fn as_scalar(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) | Kind::Number(text) => Some(text),
            Kind::Bool(true) => Some("true"),
            Kind::Bool(false) => Some("false"),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Value]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// A member of an object.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.as_object()?.iter().find(|member| member.key == key)
    }

    /// The value of a member of an object.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.member(key).map(|member| &member.value)
    }

    /// The kind in words: `a list`.
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Bool(_) => "a truth value",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "text",
            Kind::List(_) => "a list",
            Kind::Object(_) => "an object",
        }
    }
}
