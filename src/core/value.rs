//! Typed values: what setters take and what handles give.

use std::marker::PhantomData;

use compact_str::CompactString;

use super::address::{Address, Handle};
use super::node::{Node, Props};

/// A value of type `T`: a literal or an expression.
///
/// The type is a promise to the compiler and costs nothing: underneath is one [`Node`].
///
/// ```
/// use formwork::{Stack, Parameter, Val};
///
/// let mut stack = Stack::new("orders");
/// let size = stack.parameter("Size", Parameter::integer().default(2));
/// let value: Val<i64> = size.value();
/// let literal: Val<i64> = Val::of(3);
/// ```
pub struct Val<T> {
    node: Node,
    of: PhantomData<fn() -> T>,
}

impl<T> Val<T> {
    pub(crate) const fn new(node: Node) -> Self {
        Val { node, of: PhantomData }
    }

    /// Any value that a property of this type takes.
    #[track_caller]
    pub fn of(value: impl IntoVal<T>) -> Self {
        Val::new(value.into_node())
    }

    /// The value under the type.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// The same value under another type: for the borders of the model, where the author knows better than the schema.
    #[must_use]
    pub fn retype<U>(self) -> Val<U> {
        Val::new(self.node)
    }
}

impl<T> Clone for Val<T> {
    fn clone(&self) -> Self {
        Val::new(self.node.clone())
    }
}

impl<T> std::fmt::Debug for Val<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.node.fmt(f)
    }
}

/// What may be given to a property of type `T`.
///
/// Implement it for a type of your own by turning the value into one that already is:
///
/// ```
/// use formwork::{IntoVal, Node};
///
/// struct Port(u16);
///
/// impl IntoVal<i64> for Port {
///     fn into_node(self) -> Node {
///         IntoVal::<i64>::into_node(self.0)
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a value for a property of type `{T}`",
    label = "expected `{T}`",
    note = "take a handle of the right resource, a parameter, or a literal; an id or ARN written by hand is `SomeId::literal(\"…\")`",
    note = "a list takes an array, a `Vec` or a slice: `[&a, &b]`; handles and literals mix in `list![&a, SomeId::literal(\"…\")]`"
)]
pub trait IntoVal<T> {
    /// The value without its type.
    #[track_caller]
    fn into_node(self) -> Node;
}

/// A resource whose handle stands for an identity of type `T`: its id, its name, its ARN.
#[diagnostic::on_unimplemented(message = "a handle of `{Self}` does not stand for `{T}`")]
pub trait Refers<T> {
    /// The value that names the resource at `address`.
    fn refer(address: Address) -> Node;
}

/// An identity that AWS gives a thing: `VpcId`, `RoleArn`, `BucketName`.
pub trait Identity {}

/// A JSON document that AWS takes as it is: a policy, a pattern, a dashboard.
pub enum Document {}

/// An object with names of the author's choosing and values of one type.
pub struct Map<T>(PhantomData<T>);

/// Text that must not be written down: passwords and tokens. Only parameters and secret stores give one.
pub struct Secret<T = String>(PhantomData<T>);

impl<T> IntoVal<T> for Val<T> {
    fn into_node(self) -> Node {
        self.node
    }
}

impl<T> IntoVal<T> for &Val<T> {
    fn into_node(self) -> Node {
        self.node.clone()
    }
}

#[diagnostic::do_not_recommend]
impl<T, R: Refers<T>> IntoVal<T> for &Handle<R> {
    fn into_node(self) -> Node {
        R::refer(self.address())
    }
}

#[diagnostic::do_not_recommend]
impl<I: Identity> IntoVal<String> for Val<I> {
    fn into_node(self) -> Node {
        self.node
    }
}

#[diagnostic::do_not_recommend]
impl<I: Identity> IntoVal<String> for &Val<I> {
    fn into_node(self) -> Node {
        self.node.clone()
    }
}

impl IntoVal<String> for &str {
    fn into_node(self) -> Node {
        Node::Str(CompactString::from(self))
    }
}

impl IntoVal<String> for &String {
    fn into_node(self) -> Node {
        Node::Str(CompactString::from(self))
    }
}

impl IntoVal<String> for String {
    fn into_node(self) -> Node {
        Node::Str(CompactString::from(self))
    }
}

impl IntoVal<String> for std::borrow::Cow<'_, str> {
    fn into_node(self) -> Node {
        Node::Str(CompactString::from(self))
    }
}

impl IntoVal<String> for CompactString {
    fn into_node(self) -> Node {
        Node::Str(self)
    }
}

impl IntoVal<String> for std::net::Ipv4Addr {
    fn into_node(self) -> Node {
        Node::Str(compact_str::format_compact!("{self}"))
    }
}

impl IntoVal<bool> for bool {
    fn into_node(self) -> Node {
        Node::Bool(self)
    }
}

macro_rules! whole {
    ($($source:ty),*) => {$(
        impl IntoVal<i64> for $source {
            fn into_node(self) -> Node {
                Node::Int(i64::from(self))
            }
        }

        impl IntoVal<f64> for $source {
            fn into_node(self) -> Node {
                Node::Int(i64::from(self))
            }
        }
    )*};
}

whole!(i64, i32, i16, i8, u32, u16, u8);

impl IntoVal<f64> for f64 {
    fn into_node(self) -> Node {
        Node::Num(self)
    }
}

// Loops and not iterators in what follows: an author's crate compiles a copy for every kind of item, and a chain of
// adapters is some twenty functions where a loop is a handful.

impl<T, V: IntoVal<T>, const N: usize> IntoVal<Vec<T>> for [V; N] {
    fn into_node(self) -> Node {
        Node::List(Vec::from(self.map(V::into_node)))
    }
}

impl<T, V: IntoVal<T>> IntoVal<Vec<T>> for Vec<V> {
    fn into_node(self) -> Node {
        let mut items = Vec::with_capacity(self.len());
        for item in self {
            items.push(item.into_node());
        }
        Node::List(items)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, V> IntoVal<Vec<T>> for &'a [V]
where
    &'a V: IntoVal<T>,
{
    fn into_node(self) -> Node {
        let mut items = Vec::with_capacity(self.len());
        for item in self {
            items.push(item.into_node());
        }
        Node::List(items)
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, V> IntoVal<Vec<T>> for &'a Vec<V>
where
    &'a V: IntoVal<T>,
{
    fn into_node(self) -> Node {
        self.as_slice().into_node()
    }
}

#[diagnostic::do_not_recommend]
impl<'a, T, V, const N: usize> IntoVal<Vec<T>> for &'a [V; N]
where
    &'a V: IntoVal<T>,
{
    fn into_node(self) -> Node {
        self.as_slice().into_node()
    }
}

impl<T, K: Into<String>, V: IntoVal<T>, const N: usize> IntoVal<Map<T>> for [(K, V); N] {
    #[track_caller]
    fn into_node(self) -> Node {
        Vec::from(self).into_node()
    }
}

impl<T, K: Into<String>, V: IntoVal<T>> IntoVal<Map<T>> for Vec<(K, V)> {
    #[track_caller]
    fn into_node(self) -> Node {
        let mut props = Props::new();
        for (key, value) in self {
            props.put(key.into(), value.into_node());
        }
        Node::Map(props)
    }
}

/// A list whose items are of different kinds: handles beside literals.
///
/// ```
/// use formwork::{aws, list, Stack};
///
/// let mut stack = Stack::new("network");
/// let vpc = stack.add("Vpc", aws::ec2::Vpc::new().cidr_block("10.0.0.0/16"));
/// let own = stack.add("Own", aws::ec2::Subnet::new(&vpc).cidr_block("10.0.0.0/24"));
/// stack.add("Group", aws::rds::DbSubnetGroup::new(
///     "databases",
///     list![&own, aws::SubnetId::literal("subnet-0a1b2c3d4e5f60718")],
/// ));
/// ```
#[macro_export]
macro_rules! list {
    ($($item:expr),* $(,)?) => {
        ::std::vec![$($crate::Val::of($item)),*]
    };
}
