//! A table that can be had back.

use crate::aws::dynamodb as l1;
use crate::aws::ids::KeyArn;
use crate::core::{Construct, Handle, IntoVal, Scope, Val};
use crate::diagnostic::Diagnostic;

use super::key::{Index, Key};

/// The indexes that a table may have. (DynamoDB API reference, `CreateTable`, read 2026-11-20.)
const INDEX_LIMIT: usize = 20;

/// What a change in the table's stream holds.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StreamView {
    /// The keys of the item.
    Keys,
    /// The item as it is after the change.
    New,
    /// The item as it was before.
    Old,
    /// Both.
    NewAndOld,
    /// Any other, by the name CloudFormation has for it.
    Other(String),
}

impl StreamView {
    fn name(&self) -> &str {
        match self {
            StreamView::Keys => "KEYS_ONLY",
            StreamView::New => "NEW_IMAGE",
            StreamView::Old => "OLD_IMAGE",
            StreamView::NewAndOld => "NEW_AND_OLD_IMAGES",
            StreamView::Other(name) => name,
        }
    }
}

/// A table that is paid for by request and can be set back to any second of the last 35 days.
///
/// It is kept when its resource goes, and nobody can delete it, unless the environment is disposable.
///
/// ```
/// use formwork::dynamodb::{Index, Key, Table};
/// use formwork::{Stack, iam, kms};
/// use formwork::iam::Grant;
///
/// let mut stack = Stack::new("audit");
/// let key = stack.add("Key", kms::Key::new().description("Audit"));
/// let audit = stack.add("Audit", Table::new(Key::text("cluster"))
///     .sort(Key::text("at"))
///     .index(Index::new("by-actor", Key::text("actor")).sort(Key::text("at")))
///     .key(&key));
/// let writer = stack.add("Writer", iam::Role::for_service("codebuild.amazonaws.com"));
/// stack.add("Append", Grant::write(&audit.append_only()).to(&writer));
/// stack.output("Audit", audit.table.name());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Table {
    partition: Key,
    sort: Option<Key>,
    name: Option<String>,
    indexes: Vec<Index>,
    capacity: Option<(u32, u32)>,
    days_back: u8,
    ttl: Option<String>,
    stream: Option<StreamView>,
    key: Option<Val<KeyArn>>,
}

/// A table and what belongs to it.
#[derive(Clone, Debug)]
pub struct TableHandle {
    /// The table.
    pub table: Handle<l1::Table>,
    pub(super) key: Option<Val<KeyArn>>,
    pub(super) indexed: bool,
}

impl Table {
    /// A table whose items are found by one attribute, with a name that AWS gives.
    pub fn new(partition: Key) -> Self {
        Table {
            partition,
            sort: None,
            name: None,
            indexes: Vec::new(),
            capacity: None,
            days_back: 35,
            ttl: None,
            stream: None,
            key: None,
        }
    }

    /// A second attribute of the key, which orders the items of one partition. Without it, a partition is one item.
    pub fn sort(mut self, key: Key) -> Self {
        self.sort = Some(key);
        self
    }

    /// The table's name, 3 to 255 characters. Without it, AWS gives one; with it, a change that replaces the table fails.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Adds a global secondary index. Without any, items are found by the table's own key alone.
    pub fn index(mut self, index: Index) -> Self {
        self.indexes.push(index);
        self
    }

    /// Pays for this many reads and writes a second, of the table and of each index. Without it, each request is paid for.
    pub fn capacity(mut self, reads: u32, writes: u32) -> Self {
        self.capacity = Some((reads, writes));
        self
    }

    /// How many days the table can be set back, 1 to 35; 0 turns that off. Without it, 35.
    pub fn days_back(mut self, days: u8) -> Self {
        self.days_back = days;
        self
    }

    /// Deletes items some time after the moment, in Unix seconds, that this attribute of theirs holds. Without it, items
    /// stay.
    pub fn expires_at(mut self, attribute: impl Into<String>) -> Self {
        self.ttl = Some(attribute.into());
        self
    }

    /// Tells others of each change, for 24 hours. Without it, nobody is told.
    pub fn stream(mut self, view: StreamView) -> Self {
        self.stream = Some(view);
        self
    }

    /// The key that encrypts it. Without it, a key of DynamoDB's own, on which nobody needs a right.
    #[track_caller]
    pub fn key(mut self, key: impl IntoVal<KeyArn>) -> Self {
        self.key = Some(Val::of(key));
        self
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        [&self.partition].into_iter().chain(&self.sort).chain(self.indexes.iter().flat_map(Index::keys))
    }

    /// Each attribute of a key once.
    fn attributes(&self) -> Vec<&Key> {
        let mut found: Vec<&Key> = Vec::new();
        for key in self.keys() {
            if !found.iter().any(|known| known.name == key.name) {
                found.push(key);
            }
        }
        found
    }

    fn check(&self, scope: &mut Scope<'_>) {
        for key in self.attributes() {
            if self.keys().any(|other| other.name == key.name && other.kind != key.kind) {
                let message = format!("the attribute `{}` is of two kinds in the keys of one table", key.name);
                scope.problem(
                    Diagnostic::error("invalid-combination", message).help("make it the same in every key that has it"),
                );
            }
        }
        for (position, index) in self.indexes.iter().enumerate() {
            if self.indexes[..position].iter().any(|other| other.name == index.name) {
                let message = format!("two indexes of the table are named `{}`", index.name);
                scope.problem(Diagnostic::error("duplicate-name", message).help("rename one of them"));
            }
        }
        if self.indexes.len() > INDEX_LIMIT {
            let message = format!("the table has {} indexes; DynamoDB takes {INDEX_LIMIT}", self.indexes.len());
            scope.problem(Diagnostic::error("item-count-out-of-range", message).help("leave some out"));
        }
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
        if let Some(name) =
            self.name.as_ref().filter(|name| !(3..=255).contains(&name.len()) || !name.bytes().all(letter))
        {
            let message = format!("`{name}` cannot be the name of a table");
            let help = "take 3 to 255 letters, digits, `_`, `-` and `.`, or leave the name to AWS";
            scope.problem(Diagnostic::error("pattern-mismatch", message).help(help));
        }
        if self.capacity.is_some_and(|(reads, writes)| reads == 0 || writes == 0) {
            let problem =
                Diagnostic::error("value-out-of-range", "a table's capacity is at least one read and one write");
            scope.problem(problem.help("leave the capacity out to pay for each request"));
        }
    }

    fn resource(&self, disposable: bool) -> l1::Table {
        let partition = l1::TableKeySchema::new(&self.partition.name, "HASH");
        let sort = self.sort.as_ref().map(|key| l1::TableKeySchema::new(&key.name, "RANGE"));
        let attribute = |key: &Key| l1::AttributeDefinition::new(&key.name, key.kind);
        let back = l1::PointInTimeRecoverySpecification::new().point_in_time_recovery_enabled(self.days_back > 0);
        let back = match self.days_back {
            0 | 35 => back,
            days => back.recovery_period_in_days(days),
        };
        let mut table = l1::Table::new([partition].into_iter().chain(sort).collect::<Vec<_>>())
            .attribute_definitions(self.attributes().into_iter().map(attribute).collect::<Vec<_>>())
            .point_in_time_recovery_specification(back)
            .deletion_protection_enabled(!disposable);
        table = match self.capacity {
            Some((reads, writes)) => {
                table.billing_mode("PROVISIONED").provisioned_throughput(l1::ProvisionedThroughput::new(reads, writes))
            }
            None => table.billing_mode("PAY_PER_REQUEST"),
        };
        if !self.indexes.is_empty() {
            let indexes = self.indexes.iter().map(|index| index.spec(self.capacity));
            table = table.global_secondary_indexes(indexes.collect::<Vec<_>>());
        }
        if let Some(name) = &self.name {
            table = table.table_name(name);
        }
        if let Some(attribute) = &self.ttl {
            table = table.time_to_live_specification(l1::TimeToLiveSpecification::new(true).attribute_name(attribute));
        }
        if let Some(view) = &self.stream {
            table = table.stream_specification(l1::TableStreamSpecification::new(view.name()));
        }
        if let Some(key) = &self.key {
            let sealed = l1::TableSseSpecification::new(true).sse_type("KMS").kms_master_key_id(key);
            table = table.sse_specification(sealed);
        }
        table
    }
}

impl Construct for Table {
    type Handle = TableHandle;

    fn build(self, scope: &mut Scope<'_>) -> TableHandle {
        self.check(scope);
        let table = self.resource(scope.is_disposable()).build(scope);
        scope.keep(&table);
        TableHandle { table, indexed: !self.indexes.is_empty(), key: self.key }
    }
}
