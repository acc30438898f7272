//! A resource where it stands in its stack.

use std::borrow::Cow;

use compact_str::CompactString;

use super::address::{Address, ConditionAddress};
use super::node::Props;
use super::once::Once;
use crate::diagnostic::Origin;

/// A resource in the tree: its type, its properties, and what the stack says about it.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The ids from the stack down to it, separated by `/`.
    pub path: CompactString,
    /// The CloudFormation type.
    pub type_name: Cow<'static, str>,
    /// What the author set.
    pub props: Props,
    /// The author's line: for what a construct made, the line that added the construct.
    pub origin: Origin,
    /// Whether a construct made it, so that its properties' own lines are not the author's.
    pub derived: bool,
    /// It exists only where this condition holds.
    pub condition: Option<ConditionAddress>,
    /// What is said of few resources, kept apart so that the many stay small.
    attributes: Option<Box<Attributes>>,
}

/// What belongs to the resource and not to its properties.
#[derive(Clone, Debug, Default)]
struct Attributes {
    removal: Removal,
    after: Vec<Address>,
    allows: Vec<Allow>,
    kept_id: Option<String>,
    moved_from: Vec<(String, Origin)>,
    content: Option<Content>,
    tags: Vec<(String, String)>,
    once: Vec<Once>,
}

/// What happens to the thing in the cloud when its resource leaves the stack or is replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Removal {
    /// What the engine does by itself.
    #[default]
    Unsaid,
    /// It is deleted.
    Delete,
    /// It stays.
    Retain,
    /// A snapshot is taken, then it is deleted.
    Snapshot,
}

/// A signed exception: the rule is allowed here, and this is why.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The rule's name.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// Who signed.
    pub origin: Origin,
}

/// A resource that stands for the content of others: it is replaced when any of them changes, and only then.
#[derive(Clone, Copy, Debug)]
pub struct Content {
    /// The resource that the others belong to.
    pub root: Address,
    /// The types that count as content when they refer to the root, directly or through each other.
    pub types: &'static [&'static str],
    /// Properties that are no content, whichever resource has them: tags, say.
    pub except: &'static [&'static str],
}

impl Placed {
    pub(super) fn new(path: CompactString, type_name: Cow<'static, str>, props: Props, origin: Origin) -> Self {
        Placed { path, type_name, props, origin, derived: false, condition: None, attributes: None }
    }

    fn attributes(&mut self) -> &mut Attributes {
        self.attributes.get_or_insert_default()
    }

    pub(super) fn set_removal(&mut self, removal: Removal) {
        self.attributes().removal = removal;
    }

    pub(super) fn add_after(&mut self, other: Address) {
        self.attributes().after.push(other);
    }

    pub(super) fn add_allow(&mut self, allow: Allow) {
        self.attributes().allows.push(allow);
    }

    pub(super) fn keep_id(&mut self, id: String) {
        self.attributes().kept_id = Some(id);
    }

    pub(super) fn add_moved_from(&mut self, path: String, origin: Origin) {
        self.attributes().moved_from.push((path, origin));
    }

    pub(super) fn set_content(&mut self, content: Content) {
        self.attributes().content = Some(content);
    }

    pub(super) fn add_tag(&mut self, key: String, value: String) {
        self.attributes().tags.push((key, value));
    }

    pub(super) fn add_once(&mut self, once: Once) {
        self.attributes().once.push(once);
    }

    /// What happens to the thing when its resource goes.
    #[must_use]
    pub fn removal(&self) -> Removal {
        self.attributes.as_ref().map_or(Removal::Unsaid, |attributes| attributes.removal)
    }

    /// What must exist first although no property refers to it.
    #[must_use]
    pub fn after(&self) -> &[Address] {
        self.attributes.as_ref().map_or(&[], |attributes| &attributes.after)
    }

    /// The signed exceptions.
    #[must_use]
    pub fn allows(&self) -> &[Allow] {
        self.attributes.as_ref().map_or(&[], |attributes| &attributes.allows)
    }

    /// The logical id it keeps whatever its path.
    #[must_use]
    pub fn kept_id(&self) -> Option<&str> {
        self.attributes.as_ref().and_then(|attributes| attributes.kept_id.as_deref())
    }

    /// The paths it had before.
    #[must_use]
    pub fn moved_from(&self) -> &[(String, Origin)] {
        self.attributes.as_ref().map_or(&[], |attributes| &attributes.moved_from)
    }

    /// The content it stands for.
    #[must_use]
    pub fn content(&self) -> Option<Content> {
        self.attributes.as_ref().and_then(|attributes| attributes.content)
    }

    /// The tags said on it alone.
    #[must_use]
    pub fn tags(&self) -> &[(String, String)] {
        self.attributes.as_ref().map_or(&[], |attributes| &attributes.tags)
    }

    /// The properties that are stated only when it is made.
    #[must_use]
    pub fn once(&self) -> &[Once] {
        self.attributes.as_ref().map_or(&[], |attributes| &attributes.once)
    }
}
