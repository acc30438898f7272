//! What CloudFormation's registry says about each resource type: constraints as data.
//!
//! The data is an archive inside the program. Nothing happens at start-up: a type is decoded when it is first asked
//! for, and kept by the [`Registry`] that was asked.
//!
//! ```
//! use formwork::schema::Registry;
//!
//! let registry = Registry::new();
//! let queue = registry.get("AWS::SQS::Queue").expect("SQS has queues");
//! assert!(queue.property("QueueName").is_some());
//! assert!(queue.attribute("Arn").is_some());
//! assert!(queue.is_taggable());
//! ```

mod archive;
mod attributes;
mod decode;
mod format;
mod model;
pub mod names;
mod pattern;
mod types;

#[cfg(test)]
mod tests;

pub use archive::Corrupt;
pub use model::{Keyword, Lifecycle, Marks, PatternId, Schema, SchemaId, Types, Value};
pub use pattern::{Pattern, Unsupported};
pub use types::{Attribute, TagShape, Tags, TypeSchema};

use std::sync::OnceLock;

use archive::Archive;

static EMBEDDED: &[u8] = include_bytes!("registry.bin");

/// Where custom resources' own type names begin.
const CUSTOM: &str = "Custom::";

/// All resource types. A value of its own per run: it keeps what it decoded and compiled, and
/// nothing is global.
pub struct Registry {
    archive: Option<Archive>,
    types: Vec<OnceLock<Option<Box<TypeSchema>>>>,
    compiled: Vec<OnceLock<Option<Box<Pattern>>>>,
}

impl Registry {
    /// The types this release knows.
    #[must_use]
    pub fn new() -> Self {
        // The tests read every type of the embedded archive.
        Self::open(EMBEDDED).unwrap_or(Registry { archive: None, types: Vec::new(), compiled: Vec::new() })
    }

    /// The types of another archive.
    pub fn open(bytes: &'static [u8]) -> Result<Self, Corrupt> {
        let archive = Archive::open(bytes)?;
        let types = std::iter::repeat_with(OnceLock::new).take(archive.len()).collect();
        let compiled = std::iter::repeat_with(OnceLock::new).take(archive.patterns()).collect();
        Ok(Registry { archive: Some(archive), types, compiled })
    }

    /// A type by its name. Every `Custom::…` follows the schema of custom resources.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&TypeSchema> {
        let name = if name.starts_with(CUSTOM) { attributes::CUSTOM_RESOURCE } else { name };
        let archive = self.archive.as_ref()?;
        let at = archive.find(name)?;
        let decode = || decode::decode(archive, at).ok().map(Box::new);
        self.types.get(at)?.get_or_init(decode).as_deref()
    }

    /// The names of all types, sorted.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        let archive = self.archive;
        (0..self.types.len()).filter_map(move |at| archive?.name(at).ok())
    }

    /// How many distinct patterns the types use.
    #[must_use]
    pub fn patterns(&self) -> usize {
        self.archive.map_or(0, |archive| archive.patterns())
    }

    /// The text of a pattern.
    #[must_use]
    pub fn pattern(&self, id: PatternId) -> Option<&'static str> {
        self.archive?.pattern(id)
    }

    /// Whether a text contains a match of a pattern; `None` if that cannot be told in bounded time.
    #[must_use]
    pub fn is_match(&self, id: PatternId, text: &str) -> Option<bool> {
        let compile = || Pattern::measured(self.pattern(id)?).ok().map(Box::new);
        self.compiled.get(id.index())?.get_or_init(compile).as_ref()?.is_match(text)
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}
