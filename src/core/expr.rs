//! Deferred values: one closed, neutral enum. Each backend is one `match` over it.

use std::borrow::Cow;

use compact_str::CompactString;

use super::address::{Address, ConditionAddress, MappingAddress, ParameterAddress};
use super::node::Node;

/// A value that the engine computes.
///
/// The enum is closed on purpose: a new variant does not compile until both backends print it.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// What identifies a resource (CloudFormation's `Ref`).
    Reference(Address),
    /// An attribute of a resource.
    Attribute(Address, Cow<'static, str>),
    /// A value the deployer gives.
    Parameter(ParameterAddress),
    /// A fact about where the stack is deployed.
    Pseudo(Pseudo),
    /// "Leave this property out"; stands only in a branch of [`Expr::If`].
    NoValue,
    /// Pieces of text, one after the other.
    Text(Vec<Node>),
    /// The items of a list with a separator between them.
    Join(CompactString, Node),
    /// The item at a position, from 0.
    Select(u32, Node),
    /// Text cut at each separator.
    Split(CompactString, Node),
    /// One of two values.
    If(ConditionAddress, Node, Node),
    /// A condition by name.
    Condition(ConditionAddress),
    /// Whether two values are the same text.
    Equals(Node, Node),
    /// Whether all hold.
    And(Vec<Node>),
    /// Whether any holds.
    Or(Vec<Node>),
    /// Whether it does not hold.
    Not(Node),
    /// A value of a two-level table.
    FindInMap(MappingAddress, Node, Node),
    /// The names of the region's availability zones.
    AvailabilityZones,
    /// Equal parts of an address block: block, how many, host bits of each.
    Cidr(Node, u32, u32),
    /// Base64 of a text.
    Base64(Node),
    /// How many items a list has.
    Length(Node),
    /// A document as JSON text.
    ToJson(Node),
    /// What a store of secrets keeps: the secret's identity there, and the member of it; all of it where that is empty.
    Stored(Node, CompactString),
    /// A call of CloudFormation's in a template that was read, with no neutral form: the function and its argument.
    Function(CompactString, Node),
}

impl Expr {
    /// Calls `visit` for each operand.
    pub fn operands<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        match self {
            Expr::Reference(_)
            | Expr::Attribute(..)
            | Expr::Parameter(_)
            | Expr::Pseudo(_)
            | Expr::NoValue
            | Expr::Condition(_)
            | Expr::AvailabilityZones => {}
            Expr::Text(nodes) | Expr::And(nodes) | Expr::Or(nodes) => nodes.iter().for_each(visit),
            Expr::Join(_, node)
            | Expr::Select(_, node)
            | Expr::Split(_, node)
            | Expr::Not(node)
            | Expr::Cidr(node, ..)
            | Expr::Base64(node)
            | Expr::Length(node)
            | Expr::ToJson(node)
            | Expr::Stored(node, _)
            | Expr::Function(_, node) => visit(node),
            Expr::If(_, first, second) | Expr::Equals(first, second) | Expr::FindInMap(_, first, second) => {
                visit(first);
                visit(second);
            }
        }
    }

    /// The resource this expression itself points at, if it does.
    #[must_use]
    pub fn target(&self) -> Option<Address> {
        match self {
            Expr::Reference(address) | Expr::Attribute(address, _) => Some(*address),
            _ => None,
        }
    }
}

/// Facts about the deployment that both engines know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pseudo {
    /// The account's twelve digits.
    AccountId,
    /// The region, such as `eu-west-1`.
    Region,
    /// `aws`, `aws-cn` or `aws-us-gov`.
    Partition,
    /// `amazonaws.com` or its sibling in other partitions.
    UrlSuffix,
    /// The stack's name.
    StackName,
}
