//! Who may read, write, or only append.

use crate::aws::ids::{KeyArn, TableArn, TableName};
use crate::core::{IntoVal, Node, Val, region};
use crate::iam::{Readable, Statement, Writable};
use crate::text;

use super::TableHandle;

/// A table to which a writer may add items, and do nothing else.
///
/// `PutItem` would not do: it replaces an item with the same key, and IAM cannot ask for a condition on the item. So the
/// right is that of the statement `INSERT INTO "table" VALUE {…}`, which refuses a key that is taken
/// (`DuplicateItemException`); the writer calls `ExecuteStatement`. (DynamoDB developer guide, "PartiQL insert statements"
/// and "IAM security policies with PartiQL".)
#[derive(Clone, Debug)]
pub struct Append {
    table: Val<TableArn>,
    key: Option<Val<KeyArn>>,
}

/// A table's stream of changes.
#[derive(Clone, Debug)]
pub struct Stream {
    arn: Val<String>,
    key: Option<Val<KeyArn>>,
}

impl TableHandle {
    /// The table for those who may only append: `Grant::write(&table.append_only()).to(&role)`.
    #[must_use]
    pub fn append_only(&self) -> Append {
        Append { table: self.table.arn(), key: self.key.clone() }
    }

    /// The table's stream, for those who follow it; the table has one ([`Table::stream`](super::Table::stream)).
    #[must_use]
    pub fn stream(&self) -> Stream {
        Stream { arn: self.table.stream_arn(), key: self.key.clone() }
    }

    fn statement<const N: usize>(&self, actions: [&'static str; N], indexes: bool) -> Statement {
        let own = Statement::allow(actions).on([self.table.arn()]);
        match indexes && self.indexed {
            true => own.on([text!("{}/index/*", self.table.arn())]),
            false => own,
        }
    }
}

const OPEN: &[&str] = &["kms:Decrypt", "kms:DescribeKey"];
const SEAL: &[&str] = &["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/// DynamoDB uses the key for whoever uses the table, so those need the right, through DynamoDB alone. (DynamoDB developer
/// guide, "Authorizing use of your customer managed key".)
fn through(key: Option<&Val<KeyArn>>, actions: &'static [&'static str]) -> Option<Statement> {
    let service = text!("dynamodb.{}.amazonaws.com", region());
    Some(Statement::allow(actions.iter().copied()).on([key?]).when("StringEquals", "kms:ViaService", service))
}

impl Readable for TableHandle {
    fn read(&self) -> Vec<Statement> {
        let actions = [
            "dynamodb:BatchGetItem",
            "dynamodb:ConditionCheckItem",
            "dynamodb:DescribeTable",
            "dynamodb:GetItem",
            "dynamodb:Query",
            "dynamodb:Scan",
        ];
        [self.statement(actions, true)].into_iter().chain(through(self.key.as_ref(), OPEN)).collect()
    }
}

impl Writable for TableHandle {
    fn write(&self) -> Vec<Statement> {
        let actions = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
        [self.statement(actions, false)].into_iter().chain(through(self.key.as_ref(), SEAL)).collect()
    }
}

impl Writable for Append {
    fn write(&self) -> Vec<Statement> {
        let insert = Statement::allow(["dynamodb:PartiQLInsert"]).on([&self.table]);
        [insert].into_iter().chain(through(self.key.as_ref(), SEAL)).collect()
    }
}

impl Readable for Stream {
    fn read(&self) -> Vec<Statement> {
        let actions = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"];
        let read = Statement::allow(actions).on([&self.arn]);
        [read].into_iter().chain(through(self.key.as_ref(), OPEN)).collect()
    }
}

impl IntoVal<TableName> for &TableHandle {
    fn into_node(self) -> Node {
        IntoVal::<TableName>::into_node(self.table.name())
    }
}

impl IntoVal<TableArn> for &TableHandle {
    fn into_node(self) -> Node {
        IntoVal::<TableArn>::into_node(self.table.arn())
    }
}
