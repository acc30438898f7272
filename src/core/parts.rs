//! A stack that was read: everything it holds at once, instead of by one `add` after the other.

use std::borrow::Cow;

use super::address::{Address, ConditionAddress};
use super::condition::{ConditionFacts, MappingFacts};
use super::node::Props;
use super::output::Output;
use super::parameter::ParameterFacts;
use super::placed::{Allow, Placed, Removal};
use super::stack::Stack;
use crate::diagnostic::Origin;

/// What a stack declares beside its resources. Addresses are positions in these lists.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    pub(crate) description: Option<String>,
    pub(crate) parameters: Vec<ParameterFacts>,
    pub(crate) conditions: Vec<ConditionFacts>,
    pub(crate) mappings: Vec<MappingFacts>,
    pub(crate) outputs: Vec<Output>,
    pub(crate) allows: Vec<Allow>,
    pub(crate) origin: Option<Origin>,
    /// Whether a macro or a loop makes more resources.
    pub(crate) may_grow: bool,
}

/// What a resource is made of.
#[derive(Debug)]
pub(crate) struct ResourceParts {
    pub(crate) logical_id: String,
    pub(crate) type_name: Cow<'static, str>,
    pub(crate) props: Props,
    pub(crate) origin: Origin,
    pub(crate) condition: Option<ConditionAddress>,
    pub(crate) removal: Removal,
    pub(crate) after: Vec<Address>,
    pub(crate) allows: Vec<Allow>,
}

impl ResourceParts {
    fn place(self) -> Placed {
        let mut placed = Placed::new(self.logical_id.as_str().into(), self.type_name, self.props, self.origin);
        placed.condition = self.condition;
        placed.keep_id(self.logical_id);
        if self.removal != Removal::Unsaid {
            placed.set_removal(self.removal);
        }
        self.after.into_iter().for_each(|address| placed.add_after(address));
        self.allows.into_iter().for_each(|allow| placed.add_allow(allow));
        placed
    }
}

impl Stack {
    /// A stack that holds these parts; an address is a position in its list.
    #[track_caller]
    pub(crate) fn from_parts(name: &str, resources: Vec<ResourceParts>, declared: Declared) -> Self {
        let mut stack = Stack::new(name);
        for resource in resources {
            stack.place(resource.place());
        }
        stack.declare(declared);
        stack
    }
}
