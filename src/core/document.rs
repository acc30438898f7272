//! Free JSON documents with expressions inside: policies, patterns, dashboards.

use serde_json::Value;

use super::address::Handle;
use super::node::{Node, Props};
use super::value::{Document, IntoVal, Val};

/// What may stand inside [`doc!`](crate::doc).
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in a document",
    note = "take text, a number, a list, a value such as `role.arn()`, or a nested `doc!`"
)]
pub trait IntoDocument {
    /// The value as a node.
    fn into_document(self) -> Node;
}

impl<T> IntoDocument for Val<T> {
    fn into_document(self) -> Node {
        self.node().clone()
    }
}

impl<T> IntoDocument for &Val<T> {
    fn into_document(self) -> Node {
        self.node().clone()
    }
}

impl<T: IntoDocument> IntoDocument for Vec<T> {
    fn into_document(self) -> Node {
        Node::List(self.into_iter().map(IntoDocument::into_document).collect())
    }
}

impl<T: IntoDocument, const N: usize> IntoDocument for [T; N] {
    fn into_document(self) -> Node {
        Node::List(self.into_iter().map(IntoDocument::into_document).collect())
    }
}

impl<T: IntoDocument> IntoDocument for Option<T> {
    fn into_document(self) -> Node {
        self.map_or(Node::Null, IntoDocument::into_document)
    }
}

macro_rules! literal {
    ($($source:ty => $target:ty),* $(,)?) => {$(
        impl IntoDocument for $source {
            fn into_document(self) -> Node {
                IntoVal::<$target>::into_node(self)
            }
        }
    )*};
}

literal!(
    &str => String, String => String, &String => String, bool => bool, f64 => f64,
    i64 => i64, i32 => i64, u32 => i64, u16 => i64, u8 => i64,
);

impl IntoDocument for Node {
    fn into_document(self) -> Node {
        self
    }
}

impl IntoDocument for Value {
    fn into_document(self) -> Node {
        match self {
            Value::Null => Node::Null,
            Value::Bool(value) => Node::Bool(value),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(whole), _) => Node::Int(whole),
                (None, Some(other)) => Node::Num(other),
                (None, None) => Node::Str(compact_str::format_compact!("{number}")),
            },
            Value::String(text) => Node::Str(text.into()),
            Value::Array(items) => items.into_document(),
            Value::Object(members) => {
                let mut props = Props::new();
                for (name, value) in members {
                    props.put(name, value.into_document());
                }
                Node::Map(props)
            }
        }
    }
}

impl IntoVal<Document> for Value {
    fn into_node(self) -> Node {
        self.into_document()
    }
}

impl IntoVal<Document> for &str {
    fn into_node(self) -> Node {
        self.into_document()
    }
}

impl IntoVal<Document> for String {
    fn into_node(self) -> Node {
        self.into_document()
    }
}

impl<R> Handle<R> {
    /// What identifies the resource, for places that take any text.
    #[must_use]
    pub fn reference(&self) -> Val<String> {
        Val::reference(self.address())
    }
}

/// Collects the members of a `doc!` object; not called by hand.
#[doc(hidden)]
#[derive(Default)]
pub struct DocumentBuilder(Props);

impl DocumentBuilder {
    #[doc(hidden)]
    #[track_caller]
    #[must_use]
    pub fn member(mut self, name: impl Into<String>, value: Node) -> Self {
        self.0.put(name.into(), value);
        self
    }

    #[doc(hidden)]
    #[must_use]
    pub fn finish(self) -> Val<Document> {
        Val::new(Node::Map(self.0))
    }
}

/// A JSON document, as `serde_json::json!`, in which any Rust expression may stand as a value.
///
/// ```
/// use formwork::{aws, doc, Stack};
///
/// let mut stack = Stack::new("orders");
/// let bucket = stack.add("Exports", aws::s3::Bucket::new());
/// let policy = doc!({
///     "Version": "2012-10-17",
///     "Statement": [
///         { "Effect": "Allow", "Action": ["s3:GetObject"], "Resource": bucket.arn() }
///     ]
/// });
/// ```
#[macro_export]
macro_rules! doc {
    ({ $($body:tt)* }) => {
        $crate::doc!(@object ($crate::__private::DocumentBuilder::default()) $($body)*)
    };
    ([ $($body:tt)* ]) => {
        $crate::doc!(@array [] $($body)*)
    };
    // An object: name, then a value that is itself a document, or an expression up to the next comma.
    (@object ($built:expr)) => { $built.finish() };
    (@object ($built:expr) $name:literal : { $($value:tt)* } $(, $($rest:tt)*)?) => {
        $crate::doc!(@object ($built.member($name, $crate::__private::document($crate::doc!({ $($value)* })))) $($($rest)*)?)
    };
    (@object ($built:expr) $name:literal : [ $($value:tt)* ] $(, $($rest:tt)*)?) => {
        $crate::doc!(@object ($built.member($name, $crate::__private::document($crate::doc!([ $($value)* ])))) $($($rest)*)?)
    };
    (@object ($built:expr) $name:literal : $value:expr $(, $($rest:tt)*)?) => {
        $crate::doc!(@object ($built.member($name, $crate::__private::document($value))) $($($rest)*)?)
    };
    (@object ($built:expr) ($name:expr) : { $($value:tt)* } $(, $($rest:tt)*)?) => {
        $crate::doc!(@object ($built.member($name, $crate::__private::document($crate::doc!({ $($value)* })))) $($($rest)*)?)
    };
    (@object ($built:expr) ($name:expr) : $value:expr $(, $($rest:tt)*)?) => {
        $crate::doc!(@object ($built.member($name, $crate::__private::document($value))) $($($rest)*)?)
    };
    // A list, item by item.
    (@array [$($done:expr),*]) => {
        $crate::__private::document_list(::std::vec![$($done),*])
    };
    (@array [$($done:expr),*] { $($value:tt)* } $(, $($rest:tt)*)?) => {
        $crate::doc!(@array [$($done,)* $crate::__private::document($crate::doc!({ $($value)* }))] $($($rest)*)?)
    };
    (@array [$($done:expr),*] [ $($value:tt)* ] $(, $($rest:tt)*)?) => {
        $crate::doc!(@array [$($done,)* $crate::__private::document($crate::doc!([ $($value)* ]))] $($($rest)*)?)
    };
    (@array [$($done:expr),*] $value:expr $(, $($rest:tt)*)?) => {
        $crate::doc!(@array [$($done,)* $crate::__private::document($value)] $($($rest)*)?)
    };
}

/// Turns a member's value into a node; called by `doc!`.
#[doc(hidden)]
pub fn document(value: impl IntoDocument) -> Node {
    value.into_document()
}

/// Turns items into a document; called by `doc!`.
#[doc(hidden)]
#[must_use]
pub fn document_list(items: Vec<Node>) -> Val<Document> {
    Val::new(Node::List(items))
}
