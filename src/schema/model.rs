//! A decoded type: facts about it, and the rules its properties follow.

use super::format::{TYPE_NAMES, mark};

/// A node of a type's schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SchemaId(pub(super) u32);

/// One of the archive's distinct patterns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PatternId(pub(super) u32);

impl PatternId {
    /// Its place among all patterns.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The JSON types a value may have; none stated means any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Types(pub(super) u8);

impl Types {
    /// Text.
    pub const STRING: Types = Types(1);
    /// A whole number.
    pub const INTEGER: Types = Types(2);
    /// Any number.
    pub const NUMBER: Types = Types(4);
    /// `true` or `false`.
    pub const BOOLEAN: Types = Types(8);
    /// An object.
    pub const OBJECT: Types = Types(16);
    /// A list.
    pub const ARRAY: Types = Types(32);
    /// `null`.
    pub const NULL: Types = Types(64);
    /// Everything that is neither a list nor an object.
    pub const SCALAR: Types = Types(1 | 2 | 4 | 8);

    /// Whether nothing is stated.
    #[must_use]
    pub const fn is_any(self) -> bool {
        self.0 == 0
    }

    /// Whether any of the other types is allowed.
    #[must_use]
    pub const fn allow(self, other: Types) -> bool {
        self.0 == 0 || self.0 & other.0 != 0
    }

    /// The names JSON Schema has for them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        TYPE_NAMES.iter().filter(move |(_, bit)| self.0 & bit != 0).map(|(name, _)| *name)
    }
}

/// A literal in a schema.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Num(f64),
    /// Text.
    Str(&'static str),
    /// A list or an object, as compact JSON text.
    Json(&'static str),
}

impl Value {
    /// The number, if it is one.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Int(number) => Some(*number as f64),
            Value::Num(number) => Some(*number),
            _ => None,
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(truth) => truth.fmt(f),
            Value::Int(number) => number.fmt(f),
            Value::Num(number) => number.fmt(f),
            Value::Str(text) | Value::Json(text) => f.write_str(text),
        }
    }
}

/// One schema: what most values need in fields, all other keywords in a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// Which JSON types are right.
    pub types: Types,
    /// Whether properties that are not listed are refused.
    pub closed: bool,
    /// The listed properties, sorted by length of name, then name.
    pub properties: Vec<(&'static str, SchemaId)>,
    /// The properties that must be there.
    pub required: Vec<&'static str>,
    /// Everything else.
    pub keywords: Vec<Keyword>,
}

impl Schema {
    /// Whether nothing is said but by keywords.
    pub(super) fn is_bare(&self) -> bool {
        self.types.is_any() && !self.closed && self.properties.is_empty() && self.required.is_empty()
    }

    /// The schema of a listed property.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<SchemaId> {
        Some(*find(&self.properties, name)?)
    }
}

/// A constraint, named and meant as in JSON Schema unless said otherwise.
#[derive(Clone, Debug, PartialEq)]
pub enum Keyword {
    /// Must also match this schema.
    Ref(SchemaId),
    /// Schemas of properties whose names match.
    PatternProperties(Vec<(PatternId, SchemaId)>),
    /// Schema of all other properties.
    Additional(SchemaId),
    /// Exactly one of these is set.
    RequiredXor(Vec<&'static str>),
    /// At least one of these is set.
    RequiredOr(Vec<&'static str>),
    /// A property and those it needs.
    DependentRequired(Vec<(&'static str, Vec<&'static str>)>),
    /// A property and those it excludes.
    DependentExcluded(Vec<(&'static str, Vec<&'static str>)>),
    /// A property and what the object must match when it is set.
    DependentSchemas(Vec<(&'static str, SchemaId)>),
    /// Fewest entries of an object.
    MinProperties(u64),
    /// Most entries of an object.
    MaxProperties(u64),
    /// Schema of each item.
    Items(SchemaId),
    /// Schemas of the first items.
    PrefixItems(Vec<SchemaId>),
    /// Fewest items.
    MinItems(u64),
    /// Most items.
    MaxItems(u64),
    /// Most different items.
    MaxUniqueItems(u64),
    /// No two items are equal.
    UniqueItems,
    /// No two items are equal in these properties.
    UniqueKeys(Vec<&'static str>),
    /// The service does not keep the order of the items.
    Unordered,
    /// The allowed values.
    Enum(Vec<Value>),
    /// The allowed values, in any case.
    EnumCaseInsensitive(Vec<Value>),
    /// The only allowed value.
    Const(Value),
    /// What the service assumes when nothing is set.
    Default(Value),
    /// What text must contain.
    Pattern(PatternId),
    /// What kind of text it is.
    Format(&'static str),
    /// Fewest characters.
    MinLength(u64),
    /// Most characters.
    MaxLength(u64),
    /// Smallest number.
    Minimum(Value),
    /// Largest number.
    Maximum(Value),
    /// A number below all.
    ExclusiveMinimum(Value),
    /// A number above all.
    ExclusiveMaximum(Value),
    /// What divides the number.
    MultipleOf(Value),
    /// All match.
    AllOf(Vec<SchemaId>),
    /// At least one matches.
    AnyOf(Vec<SchemaId>),
    /// Exactly one matches.
    OneOf(Vec<SchemaId>),
    /// Does not match.
    Not(SchemaId),
    /// Whether [`Keyword::Then`] or [`Keyword::Else`] counts.
    If(SchemaId),
    /// Matches if `If` does.
    Then(SchemaId),
    /// Matches if `If` does not.
    Else(SchemaId),
}

/// What a type says about one of its properties, and about those below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub(super) bits: u8,
    /// Sorted by length of name, then name; `*` stands for any item.
    pub(super) below: Vec<(&'static str, Marks)>,
}

impl Marks {
    /// Only the service sets it.
    #[must_use]
    pub const fn is_read_only(&self) -> bool {
        // What can be set on creation is an input, whatever the other list says.
        self.bits & mark::READ_ONLY != 0 && self.bits & mark::CREATE_ONLY == 0
    }

    /// Nobody reads it back; often a secret.
    #[must_use]
    pub const fn is_write_only(&self) -> bool {
        self.bits & mark::WRITE_ONLY != 0
    }

    /// A change replaces the resource.
    #[must_use]
    pub const fn is_create_only(&self) -> bool {
        self.bits & mark::CREATE_ONLY != 0
    }

    /// Some changes replace the resource.
    #[must_use]
    pub const fn is_conditional_create_only(&self) -> bool {
        self.bits & mark::CONDITIONAL_CREATE_ONLY != 0
    }

    /// AWS advises against it.
    #[must_use]
    pub const fn is_deprecated(&self) -> bool {
        self.bits & mark::DEPRECATED != 0
    }

    /// What is said about a property below.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Marks> {
        find(&self.below, name)
    }

    /// Whether anything below is write-only.
    pub(super) fn hide_something(&self) -> bool {
        self.below.iter().any(|(_, marks)| marks.is_write_only() || marks.hide_something())
    }

    /// What is said about each item. Pointers often leave the `*` out.
    #[must_use]
    pub fn items(&self) -> &Marks {
        self.property("*").unwrap_or(self)
    }

    /// Calls `visit` for each marked property, with its path.
    pub fn each(&self, visit: &mut impl FnMut(&[&'static str], &Marks)) {
        self.each_from(&mut Vec::new(), visit);
    }

    fn each_from(&self, path: &mut Vec<&'static str>, visit: &mut impl FnMut(&[&'static str], &Marks)) {
        for (name, marks) in &self.below {
            path.push(name);
            if marks.bits != 0 {
                visit(path, marks);
            }
            marks.each_from(path, visit);
            path.pop();
        }
    }
}

/// Looks a name up. Lengths differ more often than first letters, and compare faster.
fn find<'a, T>(entries: &'a [(&'static str, T)], name: &str) -> Option<&'a T> {
    let at =
        entries.binary_search_by(|(known, _)| known.len().cmp(&name.len()).then_with(|| (*known).cmp(name))).ok()?;
    Some(&entries[at].1)
}

/// How far a type is on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifecycle {
    /// `sunset`, `shutdown` or `maintenance`.
    pub status: &'static str,
    /// When, as `2026-09-30`; empty if no day is announced.
    pub date: &'static str,
}
