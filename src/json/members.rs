//! Objects of formwork's own formats (manifest, reports, dated tables), written and read member by member.
//!
//! serde's derives would do the same; their macros, and above all the code that they make, are what every user would
//! compile and link.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::Writer;

/// What can be written as JSON.
pub(crate) trait Write {
    fn write(&self, out: &mut Writer);

    /// Whether a member that may be left out is.
    fn is_absent(&self) -> bool {
        false
    }
}

/// What can be read from JSON.
pub(crate) trait Read: Sized {
    /// Says what is wrong when the value is of another kind.
    fn read(value: Value) -> Result<Self, String>;

    /// What stands for a member that was left out.
    fn absent() -> Option<Self> {
        None
    }
}

/// Says how a struct is written (`write`), read (`read`) or both: its members in order, `must` or `may` be there.
macro_rules! members {
    (write read $type:ident $members:tt) => {
        $crate::json::members!(write $type $members);
        $crate::json::members!(read $type $members);
    };
    (write $type:ident { $($how:ident $key:literal => $field:ident),* $(,)? }) => {
        impl $crate::json::Write for $type {
            fn write(&self, out: &mut $crate::json::Writer) {
                out.open_object();
                $($crate::json::write::$how(out, $key, &self.$field);)*
                out.close_object();
            }
        }
    };
    (read $type:ident { $($how:ident $key:literal => $field:ident),* $(,)? }) => {
        impl $crate::json::Read for $type {
            fn read(value: serde_json::Value) -> Result<Self, String> {
                let mut object = $crate::json::read::object(value)?;
                Ok($type { $($field: $crate::json::read::$how(&mut object, $key)?),* })
            }
        }
    };
}

pub(crate) use members;

/// How members are written.
pub(crate) mod write {
    use super::{Write, Writer};

    pub(crate) fn must(out: &mut Writer, key: &str, value: &dyn Write) {
        out.key(key);
        value.write(out);
    }

    pub(crate) fn may(out: &mut Writer, key: &str, value: &dyn Write) {
        if !value.is_absent() {
            must(out, key, value);
        }
    }
}

/// How members are read.
pub(crate) mod read {
    use super::{Map, Read, Value};

    pub(crate) fn object(value: Value) -> Result<Map<String, Value>, String> {
        match value {
            Value::Object(object) => Ok(object),
            other => Err(super::unlike("an object", &other)),
        }
    }

    pub(crate) fn must<T: Read>(object: &mut Map<String, Value>, key: &str) -> Result<T, String> {
        match object.get_mut(key) {
            Some(value) => T::read(value.take()).map_err(|error| format!("`{key}`: {error}")),
            None => Err(format!("`{key}` is missing")),
        }
    }

    pub(crate) fn may<T: Read>(object: &mut Map<String, Value>, key: &str) -> Result<T, String> {
        match T::absent() {
            Some(absent) if !object.contains_key(key) => Ok(absent),
            _ => must(object, key),
        }
    }
}

/// Reads a document.
pub(crate) fn parse<T: Read>(text: &[u8]) -> Result<T, String> {
    T::read(serde_json::from_slice(text).map_err(|error| error.to_string())?)
}

/// A document's text, with a line feed at the end.
pub(crate) fn print(document: &dyn Write) -> String {
    let mut out = Writer::default();
    document.write(&mut out);
    // The writer writes nothing but text.
    String::from_utf8(out.finish()).unwrap_or_default()
}

/// Reads one of some words.
pub(crate) fn word<T: Copy>(known: &[T], word: fn(T) -> &'static str, value: &Value) -> Result<T, String> {
    for one in known {
        if value.as_str() == Some(word(*one)) {
            return Ok(*one);
        }
    }
    let words: Vec<&str> = known.iter().map(|one| word(*one)).collect();
    Err(unlike(&format!("one of `{}`", words.join("`, `")), value))
}

fn unlike(expected: &str, found: &Value) -> String {
    format!("expected {expected}, found `{found}`")
}

impl Write for String {
    fn write(&self, out: &mut Writer) {
        out.string(self);
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Read for String {
    fn read(value: Value) -> Result<Self, String> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(unlike("text", &other)),
        }
    }

    fn absent() -> Option<Self> {
        Some(String::new())
    }
}

impl Write for &'static str {
    fn write(&self, out: &mut Writer) {
        out.string(self);
    }
}

impl Write for bool {
    fn write(&self, out: &mut Writer) {
        out.bool(*self);
    }
}

impl Read for bool {
    fn read(value: Value) -> Result<Self, String> {
        value.as_bool().ok_or_else(|| unlike("`true` or `false`", &value))
    }

    fn absent() -> Option<Self> {
        Some(false)
    }
}

impl Write for u32 {
    fn write(&self, out: &mut Writer) {
        out.int(i64::from(*self));
    }
}

impl Read for u32 {
    fn read(value: Value) -> Result<Self, String> {
        let number = value.as_u64().and_then(|number| number.try_into().ok());
        number.ok_or_else(|| unlike("a whole number", &value))
    }
}

impl Write for usize {
    fn write(&self, out: &mut Writer) {
        out.int(i64::try_from(*self).unwrap_or(i64::MAX));
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut Writer) {
        match self {
            Some(value) => value.write(out),
            None => out.null(),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: Value) -> Result<Self, String> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut Writer) {
        self.as_slice().write(out);
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Write> Write for [T] {
    fn write(&self, out: &mut Writer) {
        out.open_list();
        for item in self {
            out.item();
            item.write(out);
        }
        out.close_list();
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value) -> Result<Self, String> {
        let Value::Array(items) = value else { return Err(unlike("a list", &value)) };
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            read.push(T::read(item).map_err(|error| format!("{index}: {error}"))?);
        }
        Ok(read)
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

impl<T: Read> Read for IndexMap<String, T> {
    fn read(value: Value) -> Result<Self, String> {
        let mut read = IndexMap::new();
        for (key, value) in read::object(value)? {
            let value = T::read(value).map_err(|error| format!("`{key}`: {error}"))?;
            read.insert(key, value);
        }
        Ok(read)
    }
}

impl Write for Value {
    fn write(&self, out: &mut Writer) {
        match self {
            Value::Null => out.null(),
            Value::Bool(value) => out.bool(*value),
            Value::Number(number) => out.number(number),
            Value::String(text) => out.string(text),
            Value::Array(items) => items.write(out),
            Value::Object(members) => {
                out.open_object();
                for (key, value) in members {
                    write::must(out, key, value);
                }
                out.close_object();
            }
        }
    }
}

impl Read for Value {
    fn read(value: Value) -> Result<Self, String> {
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Stack {
        name: String,
        about: Option<String>,
        after: Vec<String>,
        beside: Vec<u32>,
    }

    members!(write read Stack {
        must "stack" => name, may "about" => about, must "after" => after, may "beside" => beside,
    });

    fn check(text: &str, expected: &str) {
        assert_eq!(parse::<Stack>(text.as_bytes()).expect_err("the text is wrong"), expected);
    }

    #[test]
    fn what_is_written_reads_back_as_serde_json_writes_it() {
        let stack = Stack { name: "a\"b".to_owned(), about: None, after: Vec::new(), beside: vec![1, 2] };
        let text = print(&stack);
        let value: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(text, serde_json::to_string_pretty(&value).expect("JSON") + "\n");
        assert_eq!(text, print(&value));
        assert_eq!(parse::<Stack>(text.as_bytes()), Ok(stack));
    }

    #[test]
    fn what_is_wrong_has_a_place() {
        check("[]", "expected an object, found `[]`");
        check("{}", "`stack` is missing");
        check(r#"{ "stack": "a" }"#, "`after` is missing");
        check(r#"{ "stack": "a", "after": ["b", 1] }"#, "`after`: 1: expected text, found `1`");
        check(r#"{ "stack": "a", "after": null }"#, "`after`: expected a list, found `null`");
        check(r#"{ "stack": "a", "after": [], "beside": [-1] }"#, "`beside`: 0: expected a whole number, found `-1`");
        check("{", "EOF while parsing an object at line 1 column 1");
    }
}
