//! The untyped heart of the model: what a property holds.

use std::borrow::Cow;

use compact_str::CompactString;

use super::expr::Expr;
use crate::diagnostic::Origin;

/// A value in the tree: a literal, a collection, or an expression that only a backend turns into text.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// JSON `null`. No engine takes it; the schema walk says so at the author's line.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Num(f64),
    /// Literal text. It is never parsed: `${` in it is two characters.
    Str(CompactString),
    /// A list, in the author's order.
    List(Vec<Node>),
    /// An object, in the author's order.
    Map(Props),
    /// A value that is known only later.
    Expr(Box<Expr>),
}

impl Node {
    /// The literal text, if this is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Node::Str(text) => Some(text),
            _ => None,
        }
    }

    /// A scalar as CloudFormation passes it on: as text.
    #[must_use]
    pub fn word(&self) -> Option<Cow<'_, str>> {
        match self {
            Node::Str(text) => Some(Cow::Borrowed(text)),
            Node::Int(value) => Some(Cow::Owned(value.to_string())),
            Node::Num(value) => Some(Cow::Owned(value.to_string())),
            Node::Bool(value) => Some(Cow::Owned(value.to_string())),
            _ => None,
        }
    }

    /// Whether CloudFormation takes two values for the same: it compares scalars as text. Of anything else, only equal
    /// ones are known to be the same.
    #[must_use]
    pub fn alike(&self, other: &Node) -> Option<bool> {
        match (self.word(), other.word()) {
            (Some(one), Some(other)) => Some(one == other),
            _ => (self == other).then_some(true),
        }
    }

    /// Whether this is text that names a stored value, which the engine puts in its place: `{{resolve:ssm:…}}`.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        // Few texts have a brace at all, and looking for one byte is quick.
        self.as_str().is_some_and(|text| text.as_bytes().contains(&b'{') && text.contains("{{resolve:"))
    }

    /// The items, if this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Node]> {
        match self {
            Node::List(items) => Some(items),
            _ => None,
        }
    }

    /// The properties, if this is an object.
    #[must_use]
    pub fn as_map(&self) -> Option<&Props> {
        match self {
            Node::Map(props) => Some(props),
            _ => None,
        }
    }

    /// The expression, if the value is deferred.
    #[must_use]
    pub fn as_expr(&self) -> Option<&Expr> {
        match self {
            Node::Expr(expr) => Some(expr),
            _ => None,
        }
    }

    /// Calls `visit` for this node and everything below it, expressions' operands included.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Node)) {
        visit(self);
        match self {
            Node::List(items) => items.iter().for_each(|item| item.walk(visit)),
            Node::Map(props) => props.iter().for_each(|prop| prop.node.walk(visit)),
            Node::Expr(expr) => expr.operands(&mut |operand| operand.walk(visit)),
            Node::Null | Node::Bool(_) | Node::Int(_) | Node::Num(_) | Node::Str(_) => {}
        }
    }
}

impl From<Expr> for Node {
    fn from(expr: Expr) -> Self {
        Node::Expr(Box::new(expr))
    }
}

/// One property: its AWS name, its value, and the line that set it.
#[derive(Clone, Debug)]
pub struct Prop {
    /// The name AWS documents.
    pub name: Cow<'static, str>,
    /// The value.
    pub node: Node,
    /// Who set it.
    pub origin: Origin,
}

/// Properties in the order in which they were set.
///
/// A vector with linear lookup: resources have about ten properties, and iteration is what synthesis does.
#[derive(Clone, Debug, Default)]
pub struct Props(Vec<Prop>);

impl Props {
    /// No properties yet.
    #[must_use]
    pub const fn new() -> Self {
        Props(Vec::new())
    }

    /// Sets a property; setting it again replaces the value and keeps its place.
    #[track_caller]
    pub fn put(&mut self, name: impl Into<Cow<'static, str>>, node: Node) {
        self.put_from(name.into(), node, Origin::caller());
    }

    /// Sets a property on behalf of another line.
    pub fn put_from(&mut self, name: Cow<'static, str>, node: Node, origin: Origin) {
        match self.0.iter_mut().find(|prop| prop.name == name) {
            Some(prop) => (prop.node, prop.origin) = (node, origin),
            None => self.0.push(Prop { name, node, origin }),
        }
    }

    /// Properties whose names differ already.
    #[cfg(feature = "read")]
    pub(crate) fn of(props: Vec<Prop>) -> Self {
        Props(props)
    }

    /// The value of a property.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.prop(name).map(|prop| &prop.node)
    }

    /// A property with its origin.
    #[must_use]
    pub fn prop(&self, name: &str) -> Option<&Prop> {
        self.0.iter().find(|prop| prop.name == name)
    }

    /// The value of a property, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Node> {
        self.0.iter_mut().find(|prop| prop.name == name).map(|prop| &mut prop.node)
    }

    /// The properties in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Prop> {
        self.0.iter()
    }

    /// How many properties are set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Props {
    type Item = &'a Prop;
    type IntoIter = std::slice::Iter<'a, Prop>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// Equality is of content: order and origins do not count.
impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|prop| other.get(&prop.name) == Some(&prop.node))
    }
}
