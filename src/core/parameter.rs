//! Values that only the deployer knows.

use std::marker::PhantomData;
use std::ops::RangeInclusive;

use super::address::ParameterAddress;
use super::expr::Expr;
use super::node::Node;
use super::value::{Identity, IntoVal, Secret, Val};
use crate::diagnostic::Origin;

/// A parameter of a stack: what may be given, and what is taken when nothing is.
///
/// Values that differ by environment belong in its settings file; a parameter is for what solely the deployer knows.
///
/// ```
/// use formwork::{Parameter, Stack};
///
/// let mut stack = Stack::new("orders");
/// let days = stack.parameter("RetentionDays", Parameter::integer().range(1..=35).default(14));
/// let stage = stack.parameter("Stage", Parameter::string().allowed(["dev", "prod"]).default("dev"));
/// ```
#[must_use = "a parameter does nothing until it is given to `stack.parameter`"]
#[derive(Clone, Debug)]
pub struct Parameter<T> {
    pub(crate) facts: ParameterFacts,
    of: PhantomData<fn() -> T>,
}

/// What both backends print of a parameter.
#[derive(Clone, Debug)]
pub struct ParameterFacts {
    /// The name in the template.
    pub name: String,
    /// What kind of value it takes.
    pub kind: ParameterKind,
    /// One sentence for the deployer.
    pub description: Option<String>,
    /// The value when none is given; without it, the deployer must give one.
    pub default: Option<Node>,
    /// The only values it takes.
    pub allowed: Vec<Node>,
    /// A regular expression that the whole value must match.
    pub pattern: Option<String>,
    /// Shortest and longest text.
    pub length: Option<RangeInclusive<u32>>,
    /// Smallest and largest number.
    pub range: Option<RangeInclusive<i64>>,
    /// Who declared it.
    pub origin: Origin,
}

/// The kinds of value a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A list of text, given with commas.
    List,
    /// Text that is shown nowhere.
    Secret,
    /// The name of a parameter-store entry whose value is used, of this CloudFormation type.
    StoredValue(&'static str),
}

impl<T> Parameter<T> {
    #[track_caller]
    fn of(kind: ParameterKind) -> Self {
        let facts = ParameterFacts {
            name: String::new(),
            kind,
            description: None,
            default: None,
            allowed: Vec::new(),
            pattern: None,
            length: None,
            range: None,
            origin: Origin::caller(),
        };
        Parameter { facts, of: PhantomData }
    }

    /// One sentence for the deployer.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.facts.description = Some(text.into());
        self
    }

    /// The value when none is given. Without it, the deployer must give one.
    pub fn default<V: IntoVal<T>>(mut self, value: V) -> Self {
        self.facts.default = Some(value.into_node());
        self
    }

    /// The only values it takes. Without it, any value that the other constraints allow.
    pub fn allowed<V: IntoVal<T>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        self.facts.allowed = values.into_iter().map(IntoVal::into_node).collect();
        self
    }
}

impl Parameter<String> {
    /// Text.
    #[track_caller]
    pub fn string() -> Self {
        Self::of(ParameterKind::Text)
    }

    /// A regular expression that the whole value must match. Without it, any text.
    pub fn pattern(mut self, pattern: impl Into<String>) -> Self {
        self.facts.pattern = Some(pattern.into());
        self
    }

    /// Shortest and longest text, in characters. Without it, any length.
    pub fn length(mut self, length: RangeInclusive<u32>) -> Self {
        self.facts.length = Some(length);
        self
    }
}

impl Parameter<i64> {
    /// A whole number.
    #[track_caller]
    pub fn integer() -> Self {
        Self::of(ParameterKind::Number)
    }

    /// Smallest and largest number. Without it, any number.
    pub fn range(mut self, range: RangeInclusive<i64>) -> Self {
        self.facts.range = Some(range);
        self
    }
}

impl Parameter<Vec<String>> {
    /// A list of text, which the deployer gives with commas.
    #[track_caller]
    pub fn list() -> Self {
        Self::of(ParameterKind::List)
    }
}

impl Parameter<Secret> {
    /// Text that is shown nowhere: no console, no output, no report. It has no default.
    #[track_caller]
    pub fn secret() -> Self {
        Self::of(ParameterKind::Secret)
    }
}

impl<I: Identity> Parameter<I> {
    /// The id, name or ARN of something that exists already.
    #[track_caller]
    pub fn identity() -> Self {
        Self::of(ParameterKind::Text)
    }

    /// The name of a parameter-store entry that holds the id, such as the newest machine image's.
    ///
    /// `kind` is CloudFormation's parameter type, `AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>`.
    #[track_caller]
    pub fn stored(kind: &'static str) -> Self {
        Self::of(ParameterKind::StoredValue(kind))
    }

    /// The entry that is read when the deployer names none.
    pub fn default_entry(mut self, name: impl Into<String>) -> Self {
        self.facts.default = Some(IntoVal::<String>::into_node(name.into()));
        self
    }
}

/// A parameter that was declared: plain data, free to copy.
pub struct Param<T> {
    address: ParameterAddress,
    of: PhantomData<fn() -> T>,
}

impl<T> Param<T> {
    pub(crate) const fn at(address: ParameterAddress) -> Self {
        Param { address, of: PhantomData }
    }

    /// The value the deployer gave.
    #[must_use]
    pub fn value(&self) -> Val<T> {
        Val::new(Node::from(Expr::Parameter(self.address)))
    }
}

impl<T> Clone for Param<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Param<T> {}

impl<T> IntoVal<T> for Param<T> {
    fn into_node(self) -> Node {
        Node::from(Expr::Parameter(self.address))
    }
}

impl<T> IntoVal<T> for &Param<T> {
    fn into_node(self) -> Node {
        Node::from(Expr::Parameter(self.address))
    }
}
