//! Text with values in it.

use super::address::Handle;
use super::expr::{Expr, Pseudo};
use super::node::Node;
use super::parameter::Param;
use super::value::{Identity, IntoVal, Val};

/// A type whose values may be shown: everything but [`Secret`](super::Secret) and lists.
#[diagnostic::on_unimplemented(message = "a value of type `{Self}` cannot stand in text or in an output")]
pub trait Scalar {}

impl Scalar for String {}
impl Scalar for bool {}
impl Scalar for i64 {}
impl Scalar for f64 {}
#[diagnostic::do_not_recommend]
impl<I: Identity> Scalar for I {}

/// What may stand at a `{}` of [`text!`](crate::text).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in text",
    note = "take text, a number, or a value such as `api.id()`; join a list first"
)]
pub trait IntoText {
    /// The piece as a node.
    fn into_text(self) -> Node;
}

impl<T: Scalar> IntoText for Val<T> {
    fn into_text(self) -> Node {
        self.node().clone()
    }
}

impl<T: Scalar> IntoText for &Val<T> {
    fn into_text(self) -> Node {
        self.node().clone()
    }
}

impl<T: Scalar> IntoText for Param<T> {
    fn into_text(self) -> Node {
        self.value().node().clone()
    }
}

impl<T: Scalar> IntoText for &Param<T> {
    fn into_text(self) -> Node {
        self.value().node().clone()
    }
}

/// A handle in text stands for what identifies the resource.
impl<R> IntoText for &Handle<R> {
    fn into_text(self) -> Node {
        Node::from(Expr::Reference(self.address()))
    }
}

macro_rules! literal {
    ($($source:ty),*) => {$(
        impl IntoText for $source {
            fn into_text(self) -> Node {
                Node::Str(compact_str::format_compact!("{self}"))
            }
        }
    )*};
}

literal!(&str, String, &String, i64, i32, u64, u32, u16, u8, usize, bool);

/// Whether a pattern has as many `{}` as it is given pieces; evaluated by the compiler.
#[doc(hidden)]
#[must_use]
pub const fn placeholders(pattern: &str) -> usize {
    let bytes = pattern.as_bytes();
    let (mut index, mut count) = (0, 0);
    while index + 1 < bytes.len() {
        if bytes[index] == b'{' && bytes[index + 1] == b'}' {
            count += 1;
            index += 1;
        }
        index += 1;
    }
    count
}

/// Puts pieces at the `{}` of a pattern; called by `text!`.
#[doc(hidden)]
#[must_use]
pub fn interpolate(pattern: &str, pieces: Vec<Node>) -> Val<String> {
    let mut nodes = Vec::with_capacity(pieces.len() * 2 + 1);
    let mut literals = pattern.split("{}");
    push_literal(&mut nodes, literals.next().unwrap_or_default());
    for (piece, literal) in pieces.into_iter().zip(literals) {
        match piece {
            Node::Str(text) => push_literal(&mut nodes, &text),
            other => nodes.push(other),
        }
        push_literal(&mut nodes, literal);
    }
    match nodes.len() {
        0 => Val::new(Node::Str("".into())),
        1 if matches!(nodes[0], Node::Str(_)) => Val::new(nodes.remove(0)),
        _ => Val::new(Node::from(Expr::Text(nodes))),
    }
}

/// Neighbouring literals become one, so that equal text has one form.
fn push_literal(nodes: &mut Vec<Node>, text: &str) {
    if text.is_empty() {
        return;
    }
    match nodes.last_mut() {
        Some(Node::Str(last)) => last.push_str(text),
        _ => nodes.push(Node::Str(text.into())),
    }
}

/// Text with values in it: each `{}` takes the next argument. A wrong number of arguments does not compile.
///
/// ```
/// use formwork::{aws, text, Stack};
///
/// let mut stack = Stack::new("api");
/// let api = stack.add("Api", aws::apigateway::RestApi::new().name("orders"));
/// stack.output("Url", text!("https://{}.execute-api.{}.amazonaws.com/live", &api, formwork::region()));
/// ```
#[macro_export]
macro_rules! text {
    ($pattern:literal $(, $piece:expr)* $(,)?) => {{
        // An item, and no inline block: `cargo check` evaluates only items.
        const _: () = assert!(
            $crate::__private::placeholders($pattern) == <[()]>::len(&[$($crate::__private::unit(stringify!($piece))),*]),
            "text! needs one argument for each pair of braces in its pattern"
        );
        $crate::__private::interpolate($pattern, ::std::vec![$($crate::__private::IntoText::into_text($piece)),*])
    }};
}

/// Counts one argument; called by `text!`.
#[doc(hidden)]
pub const fn unit(_argument: &str) {}

/// The account's twelve digits, known when the stack is deployed.
#[must_use]
pub fn account_id() -> Val<String> {
    pseudo(Pseudo::AccountId)
}

/// The region, such as `eu-west-1`, known when the stack is deployed.
#[must_use]
pub fn region() -> Val<String> {
    pseudo(Pseudo::Region)
}

/// `aws`, `aws-cn` or `aws-us-gov`.
#[must_use]
pub fn partition() -> Val<String> {
    pseudo(Pseudo::Partition)
}

/// `amazonaws.com`, or its sibling in another partition.
#[must_use]
pub fn url_suffix() -> Val<String> {
    pseudo(Pseudo::UrlSuffix)
}

/// The stack's name.
#[must_use]
pub fn stack_name() -> Val<String> {
    pseudo(Pseudo::StackName)
}

fn pseudo(value: Pseudo) -> Val<String> {
    Val::new(Node::from(Expr::Pseudo(value)))
}

/// The names of the region's availability zones, in the engine's order.
#[must_use]
pub fn availability_zones() -> Val<Vec<String>> {
    Val::new(Node::from(Expr::AvailabilityZones))
}

/// Equal parts of an address block: `count` parts with `bits` host bits each.
#[must_use]
pub fn cidr(block: impl IntoVal<String>, count: u32, bits: u32) -> Val<Vec<String>> {
    Val::new(Node::from(Expr::Cidr(block.into_node(), count, bits)))
}

/// Base64 of a text, as user data needs it.
#[must_use]
pub fn base64(text: impl IntoVal<String>) -> Val<String> {
    Val::new(Node::from(Expr::Base64(text.into_node())))
}

/// Text cut at each separator.
#[must_use]
pub fn split(separator: &str, text: impl IntoVal<String>) -> Val<Vec<String>> {
    Val::new(Node::from(Expr::Split(separator.into(), text.into_node())))
}

/// A document as JSON text.
#[must_use]
pub fn to_json(document: impl IntoVal<super::Document>) -> Val<String> {
    Val::new(Node::from(Expr::ToJson(document.into_node())))
}

impl<T> Val<Vec<T>> {
    /// The item at a position, from 0.
    #[must_use]
    pub fn select(&self, index: u32) -> Val<T> {
        Val::new(Node::from(Expr::Select(index, self.node().clone())))
    }

    /// The items with a separator between them.
    #[must_use]
    pub fn join(&self, separator: &str) -> Val<String> {
        Val::new(Node::from(Expr::Join(separator.into(), self.node().clone())))
    }

    /// How many items there are.
    #[must_use]
    pub fn length(&self) -> Val<i64> {
        Val::new(Node::from(Expr::Length(self.node().clone())))
    }
}
