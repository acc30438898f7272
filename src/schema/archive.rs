//! The archive as bytes: finding types and reading from a record. Nothing here trusts its input.

use super::format::{HEADER, INDEX_ENTRY, MAGIC, PATTERN_ENTRY, VERSION, value};
use super::model::{PatternId, Value};

/// The bytes are not an archive of this version, or are damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corrupt;

impl std::fmt::Display for Corrupt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the schema archive is damaged")
    }
}

impl std::error::Error for Corrupt {}

pub(super) type Read<T> = Result<T, Corrupt>;

/// The sections of an archive. Opening one reads the header alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Archive {
    index: &'static [[u8; INDEX_ENTRY]],
    patterns: &'static [[u8; PATTERN_ENTRY]],
    strings: &'static [u8],
    records: &'static [u8],
}

impl Archive {
    pub(super) fn open(bytes: &'static [u8]) -> Read<Self> {
        let (header, rest) = bytes.split_at_checked(HEADER).ok_or(Corrupt)?;
        if header[..4] != MAGIC || header[4] != VERSION {
            return Err(Corrupt);
        }
        let field = |at: usize| header.get(at..).and_then(|bytes| bytes.first_chunk()).map(fixed).ok_or(Corrupt);
        let (types, patterns, strings) = (field(5)?, field(9)?, field(13)?);
        let split = |bytes: &'static [u8], size: usize, count: usize| {
            bytes.split_at_checked(size.checked_mul(count).ok_or(Corrupt)?).ok_or(Corrupt)
        };
        let (index, rest) = split(rest, INDEX_ENTRY, types)?;
        let (patterns, rest) = split(rest, PATTERN_ENTRY, patterns)?;
        let (strings, records) = split(rest, 1, strings)?;
        Ok(Archive { index: index.as_chunks().0, patterns: patterns.as_chunks().0, strings, records })
    }

    /// How many types there are.
    pub(super) fn len(&self) -> usize {
        self.index.len()
    }

    /// How many distinct patterns there are.
    pub(super) fn patterns(&self) -> usize {
        self.patterns.len()
    }

    /// The position of a type in the index.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.index.binary_search_by(|entry| self.bytes(name_place(entry)).unwrap_or_default().cmp(name.as_bytes())).ok()
    }

    pub(super) fn name(&self, type_index: usize) -> Read<&'static str> {
        self.text(name_place(self.index.get(type_index).ok_or(Corrupt)?))
    }

    pub(super) fn pattern(&self, id: PatternId) -> Option<&'static str> {
        self.text(fixed(self.patterns.get(id.0 as usize)?)).ok()
    }

    /// A cursor at the start of a type's record.
    pub(super) fn record(&self, type_index: usize) -> Read<Cursor> {
        let entry = self.index.get(type_index).ok_or(Corrupt)?;
        let place = entry.last_chunk().map(fixed).ok_or(Corrupt)?;
        Ok(Cursor { archive: *self, rest: self.records.get(place..).ok_or(Corrupt)? })
    }

    fn bytes(&self, place: usize) -> Read<&'static [u8]> {
        let mut rest = self.strings.get(place..).ok_or(Corrupt)?;
        let length = varint(&mut rest)?;
        rest.get(..usize::try_from(length).map_err(|_| Corrupt)?).ok_or(Corrupt)
    }

    fn text(&self, place: usize) -> Read<&'static str> {
        std::str::from_utf8(self.bytes(place)?).map_err(|_| Corrupt)
    }
}

fn name_place(entry: &[u8; INDEX_ENTRY]) -> usize {
    entry.first_chunk().map_or(usize::MAX, fixed)
}

fn fixed(bytes: &[u8; 4]) -> usize {
    u32::from_le_bytes(*bytes) as usize
}

fn varint(rest: &mut &[u8]) -> Read<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, tail) = rest.split_first().ok_or(Corrupt)?;
        *rest = tail;
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err(Corrupt)
}

/// Reads a record from front to back.
pub(super) struct Cursor {
    archive: Archive,
    rest: &'static [u8],
}

impl Cursor {
    pub(super) fn byte(&mut self) -> Read<u8> {
        let (&byte, rest) = self.rest.split_first().ok_or(Corrupt)?;
        self.rest = rest;
        Ok(byte)
    }

    pub(super) fn number(&mut self) -> Read<u64> {
        varint(&mut self.rest)
    }

    /// A count of things of which each takes a byte at least, so that damage cannot ask for more memory than there is
    /// archive.
    pub(super) fn count(&mut self) -> Read<usize> {
        let count = usize::try_from(self.number()?).map_err(|_| Corrupt)?;
        if count > self.rest.len() { Err(Corrupt) } else { Ok(count) }
    }

    pub(super) fn text(&mut self) -> Read<&'static str> {
        let place = usize::try_from(self.number()?).map_err(|_| Corrupt)?;
        self.archive.text(place)
    }

    pub(super) fn pattern(&mut self) -> Read<PatternId> {
        let id = u32::try_from(self.number()?).map_err(|_| Corrupt)?;
        if (id as usize) < self.archive.patterns() { Ok(PatternId(id)) } else { Err(Corrupt) }
    }

    /// As many things as the next number says.
    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let count = self.count()?;
        let mut list = Vec::with_capacity(count);
        for _ in 0..count {
            list.push(read(self)?);
        }
        Ok(list)
    }

    pub(super) fn texts(&mut self) -> Read<Vec<&'static str>> {
        self.list(Self::text)
    }

    pub(super) fn value(&mut self) -> Read<Value> {
        Ok(match self.byte()? {
            value::NULL => Value::Null,
            value::FALSE => Value::Bool(false),
            value::TRUE => Value::Bool(true),
            value::INTEGER => {
                let number = self.number()?;
                Value::Int((number >> 1) as i64 ^ -((number & 1) as i64))
            }
            value::FLOAT => {
                let (bytes, rest) = self.rest.split_first_chunk().ok_or(Corrupt)?;
                self.rest = rest;
                Value::Num(f64::from_le_bytes(*bytes))
            }
            value::STRING => Value::Str(self.text()?),
            value::JSON => Value::Json(self.text()?),
            _ => return Err(Corrupt),
        })
    }
}
