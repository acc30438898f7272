//! What a stack tells the world.

use super::node::Node;
use crate::diagnostic::Origin;

/// An output of a stack.
#[derive(Clone, Debug)]
pub struct Output {
    /// The name in the template.
    pub name: String,
    /// The value.
    pub value: Node,
    /// One sentence for the reader.
    pub description: Option<String>,
    /// The name under which other stacks of the account and region may import it.
    pub export: Option<String>,
    /// Who declared it.
    pub origin: Origin,
}

impl Output {
    /// One sentence for the reader. Without it, the name has to speak for itself.
    pub fn description(&mut self, text: impl Into<String>) -> &mut Self {
        self.description = Some(text.into());
        self
    }

    /// A name under which any stack of the account and region may import the value. Without it, the output is only
    /// shown. A handle used in another stack of the app is exported by itself and needs no name.
    pub fn export(&mut self, name: impl Into<String>) -> &mut Self {
        self.export = Some(name.into());
        self
    }
}
