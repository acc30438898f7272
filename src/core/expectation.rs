//! What the author expects of what constructs make.

use super::address::Handle;
use super::node::Props;
use super::scope::Resource;
use super::stack::Stack;
use crate::diagnostic::Origin;

/// What is expected of one resource.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The resource's position in its stack.
    pub index: u32,
    /// The expectation in the author's words.
    pub says: String,
    /// The properties that must be so; others may be anything.
    pub props: Props,
    /// Who expects it.
    pub origin: Origin,
}

impl Stack {
    /// States what must hold for a resource, in the setters that would make it so. Properties that the closure does not
    /// set may be anything; of an object that it sets, only the members it sets count; a list counts whole.
    ///
    /// It is held against the finished stack when the app is synthesised: an error at this line where the resource
    /// differs, whichever construct or later `edit` made it so. Terraform's root gets the same as an assertion in
    /// `tests/unit.tftest.json`, which `terraform test` runs without an account; a value that only a deployment knows is
    /// held against the model alone.
    ///
    /// ```
    /// use formwork::{aws, Stack};
    ///
    /// let mut stack = Stack::new("images");
    /// let images = stack.add("Images", aws::ecr::Repository::new().image_tag_mutability("IMMUTABLE"));
    /// stack.expect(&images, "a tag is never moved", |it| it.image_tag_mutability("IMMUTABLE"));
    /// ```
    #[track_caller]
    pub fn expect<R: Resource>(&mut self, handle: &Handle<R>, says: &str, expected: impl FnOnce(R) -> R) {
        if self.own(handle.address(), "expect").is_none() {
            return;
        }
        let props = expected(R::from_props(Props::new())).into_props();
        let (index, says) = (handle.address().index, says.to_owned());
        self.expectations.push(Expectation { index, says, props, origin: Origin::caller() });
    }

    /// What the author expects of the stack's resources, in order.
    #[must_use]
    pub fn expectations(&self) -> &[Expectation] {
        &self.expectations
    }
}
