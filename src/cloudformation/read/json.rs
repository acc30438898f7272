//! JSON text becomes a document. Strict: what CloudFormation refuses is refused here, with its place.

use compact_str::CompactString;

use super::document::{DEEPEST, Document, Kind, Member, Position, Value};
use super::duplicates::Duplicates;
use super::text::{RULE, position};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Reads a document. Keys that are there twice are reported; any other fault ends the reading.
pub(super) fn read(text: &str, problems: &mut Diagnostics) -> Result<Document, Diagnostic> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        index: 0,
        line: 1,
        line_start: 0,
        wide: 0,
        depth: 0,
        duplicates: Duplicates::default(),
        problems,
    };
    reader.blank();
    let root = reader.value()?;
    reader.blank();
    if reader.index < reader.bytes.len() {
        return Err(reader.fault("the template ends before this: nothing may follow it", None));
    }
    Ok(Document { root })
}

struct Reader<'t, 'p> {
    text: &'t str,
    bytes: &'t [u8],
    index: usize,
    line: usize,
    line_start: usize,
    /// Bytes of this line that begin no character.
    wide: usize,
    depth: usize,
    duplicates: Duplicates,
    problems: &'p mut Diagnostics,
}

type Read<T> = Result<T, Diagnostic>;

impl Reader<'_, '_> {
    fn here(&self) -> Position {
        position(self.line, self.index - self.line_start - self.wide + 1)
    }

    #[cold]
    fn fault(&self, message: impl Into<String>, help: Option<&str>) -> Diagnostic {
        let problem = Diagnostic::error(RULE, message).at(self.here().origin());
        match help {
            Some(help) => problem.help(help),
            None => problem,
        }
    }

    /// What stands here, for a message.
    #[cold]
    fn found(&self) -> String {
        match self.text.get(self.index..).and_then(|rest| rest.chars().next()) {
            None => "the end of the file".to_owned(),
            Some('\t' | '\n' | '\r') => "the end of the line".to_owned(),
            Some(letter) if letter.is_control() => format!("the control character U+{:04X}", u32::from(letter)),
            Some(letter) => format!("`{letter}`"),
        }
    }

    fn blank(&mut self) {
        while let Some(byte) = self.bytes.get(self.index) {
            match byte {
                b'\n' => {
                    self.line += 1;
                    self.line_start = self.index + 1;
                    self.wide = 0;
                }
                b' ' | b'\t' | b'\r' => {}
                _ => return,
            }
            self.index += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.index).copied()
    }

    fn value(&mut self) -> Read<Value> {
        let at = self.here();
        let kind = match self.peek() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::list)?,
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Value::new(at, kind))
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Read<Kind>) -> Read<Kind> {
        if self.depth == DEEPEST {
            return Err(self.fault(format!("values are nested more than {DEEPEST} deep here"), None));
        }
        self.depth += 1;
        self.index += 1;
        self.blank();
        let kind = read(self)?;
        self.depth -= 1;
        Ok(kind)
    }

    fn list(&mut self) -> Read<Kind> {
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            self.index += 1;
            return Ok(Kind::List(items));
        }
        loop {
            items.push(self.value()?);
            if self.ends(b']', "a list")? {
                return Ok(Kind::List(items));
            }
        }
    }

    fn object(&mut self) -> Read<Kind> {
        let mut members = Vec::new();
        if self.peek() == Some(b'}') {
            self.index += 1;
            return Ok(Kind::Object(members));
        }
        loop {
            let at = self.here();
            if self.peek() != Some(b'"') {
                let found = self.found();
                return Err(self.fault(format!("a key in double quotes belongs here, not {found}"), None));
            }
            let key = self.string()?;
            self.blank();
            if self.peek() != Some(b':') {
                let found = self.found();
                return Err(self.fault(format!("`:` belongs after the key `{}`, not {found}", short(&key)), None));
            }
            self.index += 1;
            self.blank();
            let value = self.value()?;
            members.push(Member { key, at, value });
            if self.ends(b'}', "an object")? {
                self.duplicates.check(&mut members, self.problems);
                return Ok(Kind::Object(members));
            }
        }
    }

    /// After an item: whether the collection ends.
    fn ends(&mut self, close: u8, what: &str) -> Read<bool> {
        self.blank();
        match self.peek() {
            Some(byte) if byte == close => {
                self.index += 1;
                Ok(true)
            }
            Some(b',') => {
                let comma = self.here();
                self.index += 1;
                self.blank();
                if self.peek() == Some(close) {
                    let message = format!("a comma before the end of {what} is not JSON");
                    return Err(Diagnostic::error(RULE, message).help("remove the comma").at(comma.origin()));
                }
                Ok(false)
            }
            _ => {
                let (found, close) = (self.found(), char::from(close));
                Err(self.fault(format!("`,` or `{close}` belongs here, not {found}"), None))
            }
        }
    }

    fn word(&mut self) -> Read<Kind> {
        let rest = &self.bytes[self.index..];
        for (word, kind) in [("true", Kind::Bool(true)), ("false", Kind::Bool(false)), ("null", Kind::Null)] {
            let ends = rest.get(word.len()).is_none_or(|byte| !byte.is_ascii_alphanumeric());
            if rest.starts_with(word.as_bytes()) && ends {
                self.index += word.len();
                return Ok(kind);
            }
        }
        let help = match rest.first() {
            Some(b'/' | b'#') => Some("JSON has no comments; use the resource's `Metadata`"),
            Some(b'\'') => Some("JSON takes double quotes"),
            Some(byte) if byte.is_ascii_alphabetic() => Some("put text in double quotes"),
            _ => None,
        };
        let found = self.found();
        Err(self.fault(format!("a value belongs here, not {found}"), help))
    }

    fn digits(&mut self) -> usize {
        let start = self.index;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.index += 1;
        }
        self.index - start
    }

    fn number(&mut self) -> Read<CompactString> {
        let start = self.index;
        if self.peek() == Some(b'-') {
            self.index += 1;
        }
        let first = self.peek();
        let whole = self.digits();
        if whole > 1 && first == Some(b'0') {
            self.index = start;
            return Err(self.fault("a number does not begin with 0 in JSON", Some("put it in double quotes")));
        }
        let mut complete = whole > 0;
        if self.peek() == Some(b'.') {
            self.index += 1;
            complete &= self.digits() > 0;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.index += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.index += 1;
            }
            complete &= self.digits() > 0;
        }
        if !complete {
            let found = self.found();
            return Err(self.fault(format!("a number ends with a digit, not with {found}"), None));
        }
        Ok(CompactString::from(&self.text[start..self.index]))
    }

    /// A string; the index stands at its opening quote.
    fn string(&mut self) -> Read<CompactString> {
        self.index += 1;
        let start = self.index;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    let text = CompactString::from(&self.text[start..self.index]);
                    self.index += 1;
                    return Ok(text);
                }
                b'\\' => return self.escaped(start),
                0x00..=0x1f => break,
                0x80..=0xbf => self.wide += 1,
                _ => {}
            }
            self.index += 1;
        }
        Err(self.unclosed())
    }

    #[cold]
    fn unclosed(&self) -> Diagnostic {
        let found = self.found();
        self.fault(
            format!("a string goes on until `\"`; {found} cannot stand in it"),
            Some("close the string, or write `\\n` and `\\t`"),
        )
    }

    /// The rest of a string that has escapes.
    fn escaped(&mut self, start: usize) -> Read<CompactString> {
        let mut out = String::from(&self.text[start..self.index]);
        let mut plain = self.index;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    out.push_str(&self.text[plain..self.index]);
                    self.index += 1;
                    return Ok(out.into());
                }
                b'\\' => {
                    out.push_str(&self.text[plain..self.index]);
                    out.push(self.escape()?);
                    plain = self.index;
                    continue;
                }
                0x00..=0x1f => break,
                0x80..=0xbf => self.wide += 1,
                _ => {}
            }
            self.index += 1;
        }
        Err(self.unclosed())
    }

    fn escape(&mut self) -> Read<char> {
        let letter = match self.bytes.get(self.index + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.fault("JSON has no such escape", Some("write `\\\\` for a backslash"))),
        };
        self.index += 2;
        Ok(letter)
    }

    fn unicode(&mut self) -> Read<char> {
        let Some(first) = self.hex(self.index) else {
            return Err(self.fault("`\\u` takes four hexadecimal digits", None));
        };
        let second = self.hex(self.index + 6).filter(|low| (0xDC00..0xE000).contains(low));
        let (code, length) = match (first, second) {
            (0xD800..0xDC00, Some(low)) => (0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00), 12),
            _ => (first, 6),
        };
        let Some(letter) = char::from_u32(code) else {
            return Err(self.fault("half of a surrogate pair is no character", None));
        };
        self.index += length;
        Ok(letter)
    }

    /// The code of a `\uXXXX` at an index.
    fn hex(&self, at: usize) -> Option<u32> {
        let escape = self.bytes.get(at..at + 6)?;
        let digits = escape.strip_prefix(b"\\u").filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
        digits.iter().try_fold(0, |code, digit| Some(code * 16 + char::from(*digit).to_digit(16)?))
    }
}

/// The beginning of a text, for a message.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
