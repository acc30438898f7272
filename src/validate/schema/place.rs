//! Where in the properties the walk is.

use crate::diagnostic::Origin;
use crate::schema::{Marks, TypeSchema};

/// How a password's name ends where AWS forgot to say that nobody reads it back.
const PASSWORD: &str = "Password";

/// One step of the way to a value.
#[derive(Clone, Copy)]
enum Step<'p> {
    Root(&'static str),
    Name(&'p str),
    Index(usize),
}

/// A value's place: the way from the root, kept on the stack and written out only when something is wrong.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    parent: Option<&'p Place<'p>>,
    step: Step<'p>,
    pub(super) origin: Option<Origin>,
    /// All lines are this one: the properties were set by a construct.
    fixed_origin: bool,
    marks: Option<&'p Marks>,
    /// The value, or one around it, is write-only: it is shown nowhere.
    pub(super) hidden: bool,
    pub(super) depth: usize,
}

impl<'p> Place<'p> {
    pub(super) fn root(schema: &'p TypeSchema, origin: Option<Origin>) -> Self {
        Place {
            parent: None,
            step: Step::Root(schema.name()),
            origin,
            fixed_origin: origin.is_some(),
            marks: Some(schema.marks()),
            hidden: false,
            depth: 0,
        }
    }

    /// The same place, with nothing said about what is below.
    pub(super) fn unmarked(self) -> Self {
        Place { marks: None, ..self }
    }

    /// A property of the object here.
    pub(super) fn name(&'p self, name: &'p str, origin: Origin) -> Place<'p> {
        let marks = self.marks.and_then(|marks| marks.property(name));
        Place {
            parent: Some(self),
            step: Step::Name(name),
            origin: if self.fixed_origin { self.origin } else { Some(origin) },
            fixed_origin: self.fixed_origin,
            marks,
            hidden: self.hidden || marks.is_some_and(Marks::is_write_only) || name.ends_with(PASSWORD),
            depth: self.depth + 1,
        }
    }

    /// A property that the object here does not have.
    pub(super) fn absent(&'p self, name: &'p str) -> Place<'p> {
        Place { parent: Some(self), step: Step::Name(name), marks: None, depth: self.depth + 1, ..*self }
    }

    /// An item of the list here.
    pub(super) fn item(&'p self, index: usize) -> Place<'p> {
        let marks = self.marks.map(Marks::items);
        Place {
            parent: Some(self),
            step: Step::Index(index),
            marks,
            hidden: self.hidden || marks.is_some_and(Marks::is_write_only),
            depth: self.depth + 1,
            ..*self
        }
    }

    /// What the type says about the value here.
    pub(super) fn marks(&self) -> Option<&'p Marks> {
        self.marks
    }

    /// Whether the value is an item.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.step, Step::Index(_))
    }

    /// The name of the property here; of a list, for its items.
    pub(super) fn property(&self) -> &str {
        match (self.step, self.parent) {
            (Step::Name(name), _) => name,
            (Step::Index(_), Some(parent)) => parent.property(),
            (Step::Root(_) | Step::Index(_), _) => "",
        }
    }

    /// The name in messages: from the nearest named property on.
    pub(super) fn subject(&self) -> String {
        match self.step {
            Step::Root(type_name) => type_name.to_owned(),
            _ => format!("`{}`", self.tail()),
        }
    }

    /// The name of what is around.
    pub(super) fn parent_subject(&self) -> String {
        self.parent.map_or_else(|| self.subject(), Place::subject)
    }

    fn tail(&self) -> String {
        match (self.step, self.parent) {
            (Step::Root(name), _) => name.to_owned(),
            // Names may come from somebody else's template: no line breaks and no colours in messages.
            (Step::Name(name), _) => name.escape_debug().to_string(),
            (Step::Index(index), Some(parent)) => format!("{}/{index}", parent.tail()),
            (Step::Index(index), None) => index.to_string(),
        }
    }

    /// The JSON pointer from the properties on.
    pub(super) fn pointer(&self) -> String {
        let mut pointer = self.parent.map(Place::pointer).unwrap_or_default();
        match self.step {
            Step::Root(_) => {}
            Step::Name(name) => {
                pointer.push('/');
                pointer.push_str(&name.replace('~', "~0").replace('/', "~1"));
            }
            Step::Index(index) => {
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
        }
        pointer
    }
}
