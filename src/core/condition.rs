//! Choices that are made when a stack is deployed, and tables to choose from.

use super::address::{ConditionAddress, MappingAddress};
use super::expr::Expr;
use super::node::Node;
use super::parameter::Param;
use super::value::{IntoVal, Val};
use crate::diagnostic::Origin;

/// A test that the engine makes: what [`Stack::condition`](super::Stack::condition) names.
///
/// ```
/// use formwork::{Parameter, Stack};
///
/// let mut stack = Stack::new("orders");
/// let stage = stack.parameter("Stage", Parameter::string().default("dev"));
/// let audited = stack.parameter("Audited", Parameter::string().default("no"));
/// let strict = stack.condition("Strict", stage.equals("prod").or(audited.equals("yes")));
/// let days: formwork::Val<i64> = strict.pick(365, 14);
/// ```
#[must_use = "a test does nothing until it is named by `stack.condition`"]
#[derive(Clone, Debug)]
pub struct Test(pub(crate) Node);

impl Test {
    /// Whether both hold.
    pub fn and(self, other: Test) -> Test {
        Test(Node::from(Expr::And(vec![self.0, other.0])))
    }

    /// Whether either holds.
    pub fn or(self, other: Test) -> Test {
        Test(Node::from(Expr::Or(vec![self.0, other.0])))
    }

    /// Whether it does not hold.
    pub fn negate(self) -> Test {
        Test(Node::from(Expr::Not(self.0)))
    }
}

impl<T> Param<T> {
    /// Whether the deployer gave this value.
    pub fn equals(&self, value: impl IntoVal<T>) -> Test {
        Test(Node::from(Expr::Equals(self.value().node().clone(), value.into_node())))
    }
}

impl<T> Val<T> {
    /// Whether this and another value are the same text when the stack is deployed.
    pub fn equals(&self, value: impl IntoVal<T>) -> Test {
        Test(Node::from(Expr::Equals(self.node().clone(), value.into_node())))
    }
}

/// A named condition: plain data, free to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition(pub(crate) ConditionAddress);

impl Condition {
    /// The condition as part of another.
    pub fn test(&self) -> Test {
        Test(Node::from(Expr::Condition(self.0)))
    }

    /// One of two values.
    #[track_caller]
    pub fn pick<T>(&self, then: impl IntoVal<T>, otherwise: impl IntoVal<T>) -> Val<T> {
        Val::new(Node::from(Expr::If(self.0, then.into_node(), otherwise.into_node())))
    }

    /// A value where the condition holds; otherwise the property is left out.
    #[track_caller]
    pub fn then<T>(&self, value: impl IntoVal<T>) -> Val<T> {
        Val::new(Node::from(Expr::If(self.0, value.into_node(), Node::from(Expr::NoValue))))
    }
}

/// A condition as the stack keeps it.
#[derive(Clone, Debug)]
pub struct ConditionFacts {
    /// The name in the template.
    pub name: String,
    /// The test.
    pub test: Node,
    /// Who named it.
    pub origin: Origin,
}

/// A two-level table: plain data, free to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping(pub(crate) MappingAddress);

impl Mapping {
    /// The value in a row and column.
    #[must_use]
    #[track_caller]
    pub fn find(&self, row: impl IntoVal<String>, column: impl IntoVal<String>) -> Val<String> {
        Val::new(Node::from(Expr::FindInMap(self.0, row.into_node(), column.into_node())))
    }
}

/// A mapping as the stack keeps it.
#[derive(Clone, Debug)]
pub struct MappingFacts {
    /// The name in the template.
    pub name: String,
    /// Row, then column, then value.
    pub rows: Vec<(String, Vec<(String, Node)>)>,
    /// Who declared it.
    pub origin: Origin,
}
