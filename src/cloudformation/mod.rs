//! CloudFormation backend: the model, printed.
//!
//! Sections stand in the order AWS documents them; inside a section, things stand in the author's order. Nothing is
//! written that the author did not say: no metadata, no ids made up.

#[cfg(feature = "read")]
pub mod inspect;
#[cfg(feature = "read")]
pub mod read;
mod sections;
mod value;

use crate::core::{Address, Import, Link, Model, Resolved};
use crate::json::Writer;

/// A stack's template.
#[derive(Clone, Debug)]
pub struct Template {
    /// The JSON text.
    pub text: Vec<u8>,
    /// Whether it names a transform, which the deployer has to allow.
    pub transforms: bool,
}

/// Prints a stack's template.
#[must_use]
pub fn print(model: &Model<'_>, stack: &Resolved<'_>) -> Template {
    let printer = Printer { model, stack };
    let mut out = Writer::with_capacity(stack.stack.resources().len() * 640 + 256);
    let transforms = sections::template(&printer, &mut out);
    Template { text: out.finish(), transforms }
}

/// The parameters through which the deployer passes values of other stacks.
pub fn passed<'a>(model: &'a Model<'_>, stack: &'a Resolved<'_>) -> impl Iterator<Item = (String, &'a Import)> {
    let printer = Printer { model, stack };
    let given = stack.imports.iter().filter(|import| import.link == Link::Parameter);
    given.map(move |import| (printer.import_parameter(import), import))
}

/// What printing needs to know.
struct Printer<'a> {
    model: &'a Model<'a>,
    stack: &'a Resolved<'a>,
}

/// The logical id of a resource: its id, and the digest of what it stands for where it stands for something, so that
/// CloudFormation replaces it when that content changes.
#[must_use]
pub fn logical_id(stack: &Resolved<'_>, index: u32) -> String {
    let id = stack.id(index);
    stack.digest(index).map_or_else(|| id.to_owned(), |digest| format!("{id}{:08X}", fold(digest)))
}

/// Eight digits are enough for a name: a clash needs two contents of one deployment among billions.
fn fold(digest: u64) -> u32 {
    let [a, b, c, d, e, f, g, h] = digest.to_le_bytes();
    u32::from_le_bytes([a ^ e, b ^ f, c ^ g, d ^ h])
}

impl Printer<'_> {
    fn id_of(&self, address: Address) -> std::borrow::Cow<'_, str> {
        match self.stack.digest(address.index) {
            None => self.stack.id(address.index).into(),
            Some(_) => logical_id(self.stack, address.index).into(),
        }
    }
}
