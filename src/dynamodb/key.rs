//! Keys, and the indexes that have their own.

use crate::aws::dynamodb as l1;

/// An attribute that a key is made of: text, a number or bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub(super) name: String,
    pub(super) kind: &'static str,
}

impl Key {
    /// An attribute with text.
    pub fn text(name: impl Into<String>) -> Self {
        Key { name: name.into(), kind: "S" }
    }

    /// An attribute with a number.
    pub fn number(name: impl Into<String>) -> Self {
        Key { name: name.into(), kind: "N" }
    }

    /// An attribute with bytes.
    pub fn bytes(name: impl Into<String>) -> Self {
        Key { name: name.into(), kind: "B" }
    }
}

/// A global secondary index: the same items under another key.
///
/// ```
/// use formwork::dynamodb::{Index, Key};
///
/// let index = Index::new("by-customer", Key::text("customer")).sort(Key::text("placed")).with(["total", "state"]);
/// ```
#[must_use = "an index does nothing until a table is given it"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    pub(super) name: String,
    pub(super) partition: Key,
    pub(super) sort: Option<Key>,
    with: Attributes,
}

/// What an index holds beside the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Attributes {
    All,
    Keys,
    Some(Vec<String>),
}

impl Index {
    /// An index with a name of 3 to 255 characters that holds whole items.
    pub fn new(name: impl Into<String>, partition: Key) -> Self {
        Index { name: name.into(), partition, sort: None, with: Attributes::All }
    }

    /// What orders the items of one partition. Without it, they have no order.
    pub fn sort(mut self, key: Key) -> Self {
        self.sort = Some(key);
        self
    }

    /// Holds only the keys and these attributes: cheaper, and anything else takes another read. Without it, it holds whole
    /// items.
    pub fn with<A: Into<String>>(mut self, attributes: impl IntoIterator<Item = A>) -> Self {
        self.with = Attributes::Some(attributes.into_iter().map(Into::into).collect());
        self
    }

    /// Holds only the keys. Without it, it holds whole items.
    pub fn keys_only(mut self) -> Self {
        self.with = Attributes::Keys;
        self
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &Key> {
        [&self.partition].into_iter().chain(&self.sort)
    }

    pub(super) fn spec(&self, capacity: Option<(u32, u32)>) -> l1::TableGlobalSecondaryIndex {
        let projection = match &self.with {
            Attributes::All => l1::Projection::new().projection_type("ALL"),
            Attributes::Keys => l1::Projection::new().projection_type("KEYS_ONLY"),
            Attributes::Some(names) => l1::Projection::new().projection_type("INCLUDE").non_key_attributes(names),
        };
        let partition = l1::GlobalSecondaryIndexKeySchema::new(&self.partition.name, "HASH");
        let sort = self.sort.as_ref().map(|key| l1::GlobalSecondaryIndexKeySchema::new(&key.name, "RANGE"));
        let keys: Vec<_> = [partition].into_iter().chain(sort).collect();
        let index = l1::TableGlobalSecondaryIndex::new(&self.name, keys, projection);
        match capacity {
            Some((read, write)) => index.provisioned_throughput(l1::ProvisionedThroughput::new(read, write)),
            None => index,
        }
    }
}
