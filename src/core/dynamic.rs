//! Types without generated code.

use std::borrow::Cow;

use super::address::{Address, Handle};
use super::document::IntoDocument;
use super::expr::Expr;
use super::node::{Node, Props};
use super::scope::{Construct, Scope};
use super::value::{Refers, Val};

/// A resource of any CloudFormation type, by its AWS names.
///
/// It is checked against the registry's schemas like any other. Values are documents: what [`doc!`](crate::doc) takes.
///
/// ```
/// use formwork::{Dynamic, Stack};
///
/// let mut stack = Stack::new("feeds");
/// let feed = stack.add("Feed", Dynamic::new("AWS::AppSync::GraphQLApi").set("Name", "feed").set("AuthenticationType", "AWS_IAM"));
/// stack.output("FeedArn", feed.attribute::<String>("Arn"));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Dynamic {
    type_name: Cow<'static, str>,
    props: Props,
}

impl Dynamic {
    /// A resource of this CloudFormation type, such as `AWS::AppSync::GraphQLApi`.
    pub fn new(type_name: impl Into<Cow<'static, str>>) -> Self {
        Dynamic { type_name: type_name.into(), props: Props::new() }
    }

    /// Sets a property by its AWS name.
    #[track_caller]
    pub fn set(mut self, name: impl Into<Cow<'static, str>>, value: impl IntoDocument) -> Self {
        self.props.put(name, value.into_document());
        self
    }
}

impl Construct for Dynamic {
    type Handle = Handle<Dynamic>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        Handle::at(scope.place(self.type_name, self.props))
    }
}

/// What its type is called nobody checks, so its handle stands for any identity: what `Ref` gives.
impl<T> Refers<T> for Dynamic {
    fn refer(address: Address) -> Node {
        Val::<T>::reference(address).node().clone()
    }
}

impl<R> IntoDocument for &Handle<R> {
    fn into_document(self) -> Node {
        Node::from(Expr::Reference(self.address()))
    }
}
