//! A pretty JSON writer that appends to one buffer: two spaces, LF, keys in the order given.

mod members;

pub(crate) use members::{Read, Write, members, parse, print, read, word, write};

/// Writes JSON text; the caller keeps objects and lists balanced.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    out: Vec<u8>,
    depth: usize,
    /// Whether the innermost object or list has no item yet.
    fresh: bool,
}

const INDENT: &[u8] = b"                                                                ";

impl Writer {
    /// A writer with room for `capacity` bytes.
    #[must_use]
    pub(crate) fn with_capacity(capacity: usize) -> Self {
        Writer { out: Vec::with_capacity(capacity), depth: 0, fresh: true }
    }

    /// A writer for members that go into another writer's outermost object.
    #[must_use]
    pub(crate) fn nested() -> Self {
        Writer { out: Vec::new(), depth: 1, fresh: false }
    }

    /// Adds the members that a nested writer holds; this writer's outermost object has members already.
    pub(crate) fn append(&mut self, nested: Writer) {
        self.out.extend_from_slice(&nested.out);
    }

    /// The text, with a line feed at the end.
    #[must_use]
    pub(crate) fn finish(mut self) -> Vec<u8> {
        self.out.push(b'\n');
        self.out
    }

    /// Begins an object.
    pub(crate) fn open_object(&mut self) {
        self.open(b'{');
    }

    /// Ends an object.
    pub(crate) fn close_object(&mut self) {
        self.close(b'}');
    }

    /// Begins a list.
    pub(crate) fn open_list(&mut self) {
        self.open(b'[');
    }

    /// Ends a list.
    pub(crate) fn close_list(&mut self) {
        self.close(b']');
    }

    /// Begins a member of the object: its name.
    pub(crate) fn key(&mut self, name: &str) {
        self.item();
        self.string(name);
        self.out.extend_from_slice(b": ");
    }

    /// Begins an item of the list.
    pub(crate) fn item(&mut self) {
        if !self.fresh {
            self.out.push(b',');
        }
        self.fresh = false;
        self.line();
    }

    /// Text as a JSON string.
    pub(crate) fn string(&mut self, text: &str) {
        self.out.push(b'"');
        escape(&mut self.out, text);
        self.out.push(b'"');
    }

    /// `true` or `false`.
    pub(crate) fn bool(&mut self, value: bool) {
        self.out.extend_from_slice(if value { b"true" } else { b"false" });
    }

    /// A whole number.
    pub(crate) fn int(&mut self, value: i64) {
        use std::io::Write;
        // Writing to a vector cannot fail.
        let _ = write!(self.out, "{value}");
    }

    /// A number as it was read.
    pub(crate) fn number(&mut self, number: &serde_json::Number) {
        self.out.extend_from_slice(number.to_string().as_bytes());
    }

    /// Any number; what JSON cannot say becomes `null`.
    pub(crate) fn num(&mut self, value: f64) {
        self.out.extend_from_slice(number(value).as_bytes());
    }

    /// A number whose text is known.
    #[cfg(feature = "read")]
    pub(crate) fn raw(&mut self, number: &str) {
        self.out.extend_from_slice(number.as_bytes());
    }

    /// `null`.
    pub(crate) fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    /// A member with a text value.
    pub(crate) fn field(&mut self, name: &str, text: &str) {
        self.key(name);
        self.string(text);
    }

    fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.depth += 1;
        self.fresh = true;
    }

    fn close(&mut self, bracket: u8) {
        self.depth -= 1;
        if !self.fresh {
            self.line();
        }
        self.out.push(bracket);
        self.fresh = false;
    }

    fn line(&mut self) {
        self.out.push(b'\n');
        let mut width = self.depth * 2;
        while width > 0 {
            let step = width.min(INDENT.len());
            self.out.extend_from_slice(&INDENT[..step]);
            width -= step;
        }
    }
}

/// The shortest text that reads back as the same number; whole numbers keep a `.0` out.
#[must_use]
pub(crate) fn number(value: f64) -> String {
    if value.is_finite() { format!("{value}") } else { "null".to_owned() }
}

/// Appends text with JSON's escapes.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    // Nearly all text is plain; looking at all of it without a branch is the fast way to know.
    if !bytes.iter().fold(false, |special, byte| special | matches!(byte, b'"' | b'\\' | 0x00..=0x1f)) {
        out.extend_from_slice(bytes);
        return;
    }
    let mut start = 0;
    for (index, byte) in bytes.iter().enumerate() {
        let short: &[u8] = match byte {
            b'"' => b"\\\"",
            b'\\' => b"\\\\",
            b'\n' => b"\\n",
            b'\r' => b"\\r",
            b'\t' => b"\\t",
            0x00..=0x1f => {
                out.extend_from_slice(&bytes[start..index]);
                out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
                start = index + 1;
                continue;
            }
            _ => continue,
        };
        out.extend_from_slice(&bytes[start..index]);
        out.extend_from_slice(short);
        start = index + 1;
    }
    out.extend_from_slice(&bytes[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) {
        let mut out = vec![b'"'];
        escape(&mut out, text);
        out.push(b'"');
        let back: String = serde_json::from_slice(&out).expect("the writer's text is JSON");
        assert_eq!(back, text);
    }

    #[test]
    fn text_reads_back() {
        for text in ["", "plain", "\"quotes\" and \\", "a\nb\r\t\u{1}\u{1f}", "ü → 🦀 \u{2028}"] {
            check(text);
        }
    }

    #[test]
    fn empty_collections_stay_on_their_line() {
        let mut writer = Writer::default();
        writer.open_object();
        writer.key("list");
        writer.open_list();
        writer.close_list();
        writer.close_object();
        assert_eq!(String::from_utf8(writer.finish()).expect("UTF-8"), "{\n  \"list\": []\n}\n");
    }
}
