//! The archive's layout. The encoder in `xtask` compiles this same file, so the two cannot drift apart.
//!
//! ```text
//! header    magic (4) · version (1) · types u32 · patterns u32 · string bytes u32
//! index     per type, sorted by name:    name u32 · record u32
//! patterns  per pattern, sorted by text: text u32
//! strings   length varint · bytes        (referred to by position in this section)
//! records   type-level facts, then nodes
//! ```
//!
//! Fixed-width numbers are little endian, all others LEB128 varints; signed ones are zigzag encoded.

/// First bytes of an archive.
pub(crate) const MAGIC: [u8; 4] = *b"FWSC";
/// Changes with the layout or the meaning of a tag.
pub(crate) const VERSION: u8 = 1;
/// Length of the header.
pub(crate) const HEADER: usize = 17;
/// Length of an index entry.
pub(crate) const INDEX_ENTRY: usize = 8;
/// Length of an entry of the pattern table.
pub(crate) const PATTERN_ENTRY: usize = 4;

/// JSON types a value may have, as bits.
pub(crate) const TYPE_NAMES: [(&str, u8); 7] =
    [("string", 1), ("integer", 2), ("number", 4), ("boolean", 8), ("object", 16), ("array", 32), ("null", 64)];

/// What a record says about a property, as bits.
pub(crate) mod mark {
    pub(crate) const READ_ONLY: u8 = 1;
    pub(crate) const WRITE_ONLY: u8 = 2;
    pub(crate) const CREATE_ONLY: u8 = 4;
    pub(crate) const CONDITIONAL_CREATE_ONLY: u8 = 8;
    pub(crate) const DEPRECATED: u8 = 16;
}

/// What a record says about tagging, as bits.
pub(crate) mod tagging {
    pub(crate) const STATED: u8 = 1;
    pub(crate) const TAGGABLE: u8 = 2;
    pub(crate) const ON_CREATE: u8 = 4;
    pub(crate) const UPDATABLE: u8 = 8;
    pub(crate) const SYSTEM_TAGS: u8 = 16;
    pub(crate) const PROPERTY: u8 = 32;
}

/// Kinds of literal values.
pub(crate) mod value {
    pub(crate) const NULL: u8 = 0;
    pub(crate) const FALSE: u8 = 1;
    pub(crate) const TRUE: u8 = 2;
    pub(crate) const INTEGER: u8 = 3;
    pub(crate) const FLOAT: u8 = 4;
    pub(crate) const STRING: u8 = 5;
    /// A list or an object, as compact JSON text.
    pub(crate) const JSON: u8 = 6;
}

/// What follows in a node. A node is a sequence of these, closed by `END`.
pub(crate) mod tag {
    pub(crate) const END: u8 = 0;
    /// bits
    pub(crate) const TYPE: u8 = 1;
    /// node
    pub(crate) const REF: u8 = 2;
    /// count · (name · node)…, sorted by length, then text
    pub(crate) const PROPERTIES: u8 = 3;
    /// count · (pattern · node)…
    pub(crate) const PATTERN_PROPERTIES: u8 = 4;
    /// nothing: no other properties
    pub(crate) const CLOSED: u8 = 5;
    /// node that other properties must match
    pub(crate) const ADDITIONAL: u8 = 6;
    /// count · name…
    pub(crate) const REQUIRED: u8 = 7;
    pub(crate) const REQUIRED_XOR: u8 = 8;
    pub(crate) const REQUIRED_OR: u8 = 9;
    /// count · (name · count · name…)…
    pub(crate) const DEPENDENT_REQUIRED: u8 = 10;
    pub(crate) const DEPENDENT_EXCLUDED: u8 = 11;
    /// count · (name · node)…
    pub(crate) const DEPENDENT_SCHEMAS: u8 = 12;
    /// number
    pub(crate) const MIN_PROPERTIES: u8 = 13;
    pub(crate) const MAX_PROPERTIES: u8 = 14;
    /// node
    pub(crate) const ITEMS: u8 = 15;
    /// count · node…
    pub(crate) const PREFIX_ITEMS: u8 = 16;
    /// number
    pub(crate) const MIN_ITEMS: u8 = 17;
    pub(crate) const MAX_ITEMS: u8 = 18;
    /// number of different items
    pub(crate) const MAX_UNIQUE_ITEMS: u8 = 19;
    /// nothing
    pub(crate) const UNIQUE_ITEMS: u8 = 20;
    /// count · name…: keys whose values tell the items apart
    pub(crate) const UNIQUE_KEYS: u8 = 21;
    /// nothing: the service does not keep the order
    pub(crate) const UNORDERED: u8 = 22;
    /// count · value…
    pub(crate) const ENUM: u8 = 23;
    pub(crate) const ENUM_CASE_INSENSITIVE: u8 = 24;
    /// value
    pub(crate) const CONST: u8 = 25;
    pub(crate) const DEFAULT: u8 = 26;
    /// pattern
    pub(crate) const PATTERN: u8 = 27;
    /// name
    pub(crate) const FORMAT: u8 = 28;
    /// number
    pub(crate) const MIN_LENGTH: u8 = 29;
    pub(crate) const MAX_LENGTH: u8 = 30;
    /// value
    pub(crate) const MINIMUM: u8 = 31;
    pub(crate) const MAXIMUM: u8 = 32;
    pub(crate) const EXCLUSIVE_MINIMUM: u8 = 33;
    pub(crate) const EXCLUSIVE_MAXIMUM: u8 = 34;
    pub(crate) const MULTIPLE_OF: u8 = 35;
    /// count · node…
    pub(crate) const ALL_OF: u8 = 36;
    pub(crate) const ANY_OF: u8 = 37;
    pub(crate) const ONE_OF: u8 = 38;
    /// node
    pub(crate) const NOT: u8 = 39;
    pub(crate) const IF: u8 = 40;
    pub(crate) const THEN: u8 = 41;
    pub(crate) const ELSE: u8 = 42;
}
