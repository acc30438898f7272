//! One resource.

use super::order::Awaited;
use super::system::System;
use super::value::Value;
use crate::core::{Address, Placed, Resolved};
use crate::diagnostic::Origin;

/// A resource as rules see it. Free to copy; two are equal where they are the same resource.
#[derive(Clone, Copy)]
pub struct Resource<'a> {
    system: System<'a>,
    resolved: &'a Resolved<'a>,
    placed: &'a Placed,
    address: Address,
}

impl PartialEq for Resource<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.address == other.address
    }
}

impl Eq for Resource<'_> {}

impl std::fmt::Debug for Resource<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.path(), self.type_name())
    }
}

impl<'a> Resource<'a> {
    pub(super) fn new(system: System<'a>, resolved: &'a Resolved<'a>, placed: &'a Placed, address: Address) -> Self {
        Resource { system, resolved, placed, address }
    }

    /// The system it is part of.
    #[must_use]
    pub fn system(&self) -> System<'a> {
        self.system
    }

    /// Its stack.
    #[must_use]
    pub fn stack(&self) -> &'a Resolved<'a> {
        self.resolved
    }

    /// What the model keeps of it.
    #[must_use]
    pub fn placed(&self) -> &'a Placed {
        self.placed
    }

    /// Where it stands in the model.
    #[must_use]
    pub fn address(&self) -> Address {
        self.address
    }

    /// Its CloudFormation type.
    #[must_use]
    pub fn type_name(&self) -> &'a str {
        &self.placed.type_name
    }

    /// The ids from the stack down to it: what messages call it.
    #[must_use]
    pub fn path(&self) -> &'a str {
        &self.placed.path
    }

    /// The author's line.
    #[must_use]
    pub fn origin(&self) -> Origin {
        self.placed.origin
    }

    /// What is known of a property. Steps of a path are separated by `/`: `VpcConfig/SubnetIds`, `Listeners/0/Port`.
    #[must_use]
    pub fn value(&self, path: &str) -> Value<'a> {
        // Nearly every path is a single step, and rules ask for many.
        let step = path.bytes().position(|byte| byte == b'/');
        let first = step.map_or(path, |at| &path[..at]);
        let Some(node) = self.placed.props.get(first) else { return Value::absent(self.system) };
        let value = self.system.value(node);
        step.map_or(value, |at| value.get(&path[at + 1..]))
    }

    /// The text of a property, where it is written down.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&'a str> {
        self.value(path).text()
    }

    /// The whole number of a property, where it is written down.
    #[must_use]
    pub fn int(&self, path: &str) -> Option<i64> {
        self.value(path).int()
    }

    /// The truth of a property; `default` where it is absent, and nothing where it is known only later.
    #[must_use]
    pub fn flag(&self, path: &str, default: bool) -> Option<bool> {
        match self.value(path) {
            value if value.is_absent() => Some(default),
            value => value.flag(),
        }
    }

    /// The items of a property: none where it is absent, and no answer where they are known only later.
    #[must_use]
    pub fn items(&self, path: &str) -> Option<Vec<Value<'a>>> {
        self.value(path).items()
    }

    /// The items of a property, as far as they are written down.
    #[must_use]
    pub fn each(&self, path: &str) -> Vec<Value<'a>> {
        self.items(path).unwrap_or_default()
    }

    /// Whether a property is surely not there.
    #[must_use]
    pub fn lacks(&self, path: &str) -> bool {
        self.value(path).is_absent()
    }

    /// The resource that a property refers to.
    #[must_use]
    pub fn target(&self, path: &str) -> Option<Resource<'a>> {
        self.value(path).target()
    }

    /// The resources that the items of a property refer to; no answer unless all of them do.
    #[must_use]
    pub fn targets(&self, path: &str) -> Option<Vec<Resource<'a>>> {
        self.items(path)?.iter().map(Value::target).collect()
    }

    /// What it waits for in its own stack.
    pub(in crate::lint) fn awaited(&self) -> Awaited<'a> {
        Awaited::by(*self)
    }
}
