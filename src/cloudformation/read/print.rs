//! A document as JSON text: nothing is lost but comments and the way YAML wrote it.

use super::document::{Document, Kind, Value};
use crate::json::Writer;

impl Document {
    /// The document as JSON, two spaces deep, with a line feed at the end.
    ///
    /// Keys stand in the order in which they were written, numbers keep their text, and functions have their long form.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let mut out = Writer::with_capacity(4096);
        write(&self.root, &mut out);
        out.finish()
    }
}

/// As deep as the document, which the readers bound.
fn write(value: &Value, out: &mut Writer) {
    match &value.kind {
        Kind::Null => out.null(),
        Kind::Bool(value) => out.bool(*value),
        Kind::Number(text) => out.raw(text),
        Kind::Text(text) => out.string(text),
        Kind::List(items) => {
            out.open_list();
            for item in items {
                out.item();
                write(item, out);
            }
            out.close_list();
        }
        Kind::Object(members) => {
            out.open_object();
            for member in members {
                out.key(&member.key);
                write(&member.value, out);
            }
            out.close_object();
        }
    }
}
