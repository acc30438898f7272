//! What is valid in a document becomes a stack. What is not is left out without a word: the checks of the document
//! say what is wrong with it.

mod declared;
mod function;
mod resource;
mod sub;

pub(in super::super) use sub::{Piece, pieces};

use std::collections::HashMap;

use crate::cloudformation::inspect::Openness;
use crate::core::{
    Address, ConditionAddress, Declared, Expr, MappingAddress, Node, ParameterAddress, Prop, Props, Stack, StackKey,
};

use super::document::{Document, Kind, Member, Value};
use super::tags;

/// Makes a stack of what is valid in a template.
///
/// Logical ids are paths, every resource and property has its position in the file as its origin, and functions are
/// expressions; those without a neutral form are [`Expr::Function`].
#[must_use]
pub fn lower(name: &str, document: &Document) -> Stack {
    let names = Names::of(name, &document.root);
    let resources = resource::all(&names, &document.root);
    let open = Openness::of(&document.root);
    let declared = Declared {
        description: document.root.get("Description").and_then(Value::as_text).map(str::to_owned),
        parameters: declared::parameters(&document.root),
        conditions: declared::conditions(&names, &document.root),
        mappings: declared::mappings(&names, &document.root),
        outputs: declared::outputs(&names, &document.root),
        allows: resource::allows(&document.root),
        origin: Some(document.root.at.origin()),
        may_grow: !open.is_closed() || !open.loops.is_empty(),
    };
    Stack::from_parts(name, resources, declared)
}

/// Members of a section that can be lowered, in order: their positions are their addresses.
fn section<'d>(root: &'d Value, name: &str, fits: fn(&Value) -> bool) -> impl Iterator<Item = &'d Member> {
    root.get(name).and_then(Value::as_object).unwrap_or_default().iter().filter(move |member| fits(&member.value))
}

fn is_object(value: &Value) -> bool {
    matches!(value.kind, Kind::Object(_))
}

/// Whether there is something to lower: an object with a type.
fn is_resource(value: &Value) -> bool {
    value.get("Type").is_some_and(|kind| kind.as_text().is_some())
}

/// Whether there is a test to lower.
fn is_test(value: &Value) -> bool {
    is_object(value)
}

/// What names in the template stand for.
struct Names<'d> {
    key: StackKey,
    resources: HashMap<&'d str, u32>,
    parameters: HashMap<&'d str, u32>,
    conditions: HashMap<&'d str, u32>,
    mappings: HashMap<&'d str, u32>,
}

impl<'d> Names<'d> {
    fn of(name: &str, root: &'d Value) -> Self {
        let index = |of: &str, fits| {
            let members = section(root, of, fits).map(|member| member.key.as_str());
            members.zip(0_u32..).collect()
        };
        Names {
            key: StackKey::of(name),
            resources: index("Resources", is_resource),
            parameters: index("Parameters", is_object),
            conditions: index("Conditions", is_test),
            mappings: index("Mappings", is_object),
        }
    }

    fn resource(&self, id: &str) -> Option<Address> {
        self.resources.get(id).map(|index| Address { stack: self.key, index: *index })
    }

    fn parameter(&self, name: &str) -> Option<ParameterAddress> {
        self.parameters.get(name).map(|index| ParameterAddress { stack: self.key, index: *index })
    }

    fn condition(&self, name: &str) -> Option<ConditionAddress> {
        self.conditions.get(name).map(|index| ConditionAddress { stack: self.key, index: *index })
    }

    fn mapping(&self, name: &str) -> Option<MappingAddress> {
        self.mappings.get(name).map(|index| MappingAddress { stack: self.key, index: *index })
    }

    /// A value with the functions in it.
    fn node(&self, value: &Value) -> Node {
        match &value.kind {
            Kind::Null => Node::Null,
            Kind::Bool(value) => Node::Bool(*value),
            Kind::Number(text) => number(text),
            Kind::Text(text) => function::stored(text).unwrap_or_else(|| Node::Str(text.clone())),
            Kind::List(items) => self.list(items),
            Kind::Object(members) => match members.as_slice() {
                [only] if tags::is_function(&only.key) => self.call(&only.key, &only.value),
                members => Node::Map(self.props(members)),
            },
        }
    }

    fn list(&self, items: &[Value]) -> Node {
        Node::List(items.iter().map(|item| self.node(item)).collect())
    }

    fn props(&self, members: &[Member]) -> Props {
        let prop = |member: &Member| Prop {
            name: member.key.as_str().to_owned().into(),
            node: self.node(&member.value),
            origin: member.at.origin(),
        };
        Props::of(members.iter().map(prop).collect())
    }

    /// What stays a call: the function's name and its argument.
    fn opaque(&self, function: &str, argument: &Value) -> Node {
        Node::from(Expr::Function(function.into(), self.node(argument)))
    }
}

/// The number as far as the model holds it; the document keeps its text.
fn number(text: &str) -> Node {
    match text.parse() {
        Ok(whole) => Node::Int(whole),
        Err(_) => text.parse().map_or_else(|_| Node::Str(text.into()), Node::Num),
    }
}
