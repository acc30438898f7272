//! Where in a resource's properties we are: for problems, and for names of what stands in lists.

use std::borrow::Cow;

use crate::diagnostic::Origin;

/// The way down from the resource.
#[derive(Debug, Default)]
pub(super) struct Trail(Vec<Step>);

#[derive(Debug)]
enum Step {
    Property(Cow<'static, str>, Origin),
    Item(usize),
}

impl Trail {
    /// Goes to a property.
    pub(super) fn go(&mut self, name: Cow<'static, str>, origin: Origin) {
        self.0.push(Step::Property(name, origin));
    }

    /// Goes to an item of a list.
    pub(super) fn enter(&mut self, position: usize) {
        self.0.push(Step::Item(position));
    }

    /// Comes back from a property or an item.
    pub(super) fn leave(&mut self) {
        self.0.pop();
    }

    /// The way as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.0 {
            pointer.push('/');
            match step {
                Step::Property(name, _) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
                Step::Item(position) => pointer.push_str(&position.to_string()),
            }
        }
        pointer
    }

    /// The line that set the innermost property.
    pub(super) fn origin(&self) -> Option<Origin> {
        self.0.iter().rev().find_map(|step| match step {
            Step::Property(_, origin) => Some(*origin),
            Step::Item(_) => None,
        })
    }

    /// The positions of the list items we are in, outermost first.
    pub(super) fn positions(&self) -> impl Iterator<Item = usize> {
        self.0.iter().filter_map(|step| match step {
            Step::Item(position) => Some(*position),
            Step::Property(..) => None,
        })
    }
}
