//! A key, and who may use it.

use crate::aws::kms as l1;
use crate::core::{Construct, Handle, Scope, account_id, partition, region};
use crate::iam::{Policy, Statement};
use crate::text;

/// What a service needs to keep its data under a key.
const USE: [&str; 5] = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/// EventBridge, which does not tell KMS for which account it asks: a condition on that would lock it out. (SNS developer
/// guide, "Managing Amazon SNS encryption keys and costs", read 2026-11-20.)
const EVENTS: &str = "events.amazonaws.com";

/// A symmetric key that turns every year.
///
/// The account's administrators manage it and its IAM policies say who uses it; services that cannot be named in an IAM
/// policy are let in with [`service`](Key::service). It is kept when its resource goes, unless the environment is
/// disposable: without it, what it encrypted is lost. Without [`rotation`](Key::rotation), formwork turns rotation on;
/// AWS itself leaves it off.
///
/// ```
/// use formwork::{Stack, kms};
///
/// let mut stack = Stack::new("logs");
/// let key = stack.add("Key", kms::Key::new().description("Log groups").logs());
/// stack.output("KeyArn", key.arn());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Key {
    description: Option<String>,
    alias: Option<String>,
    rotation: bool,
    days_until_gone: u16,
    statements: Vec<Statement>,
}

impl Default for Key {
    fn default() -> Self {
        Self::new()
    }
}

impl Key {
    /// A key that nobody but the account's own administrators has rights to.
    pub fn new() -> Self {
        Key { description: None, alias: None, rotation: true, days_until_gone: 30, statements: Vec::new() }
    }

    /// One sentence on what it protects. Without it, none.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// A name for people, without `alias/`. Without it, none.
    pub fn alias(mut self, name: impl Into<String>) -> Self {
        self.alias = Some(name.into());
        self
    }

    /// Whether it turns every year. Without this, it does.
    pub fn rotation(mut self, on: bool) -> Self {
        self.rotation = on;
        self
    }

    /// Days between the order to delete it and its end, 7 to 30. Without it, 30.
    pub fn days_until_gone(mut self, days: u16) -> Self {
        self.days_until_gone = days;
        self
    }

    /// Lets a service use it, on behalf of this account where the service says on whose behalf it asks: `cloudwatch.amazonaws.com`
    /// for alarms, or `events.amazonaws.com`, that publish to an encrypted topic.
    pub fn service(self, service: &'static str) -> Self {
        let by = Statement::allow(USE).on(["*"]).by_service(service);
        self.statement(match service {
            EVENTS => by,
            _ => by.when("StringEquals", "aws:SourceAccount", account_id()),
        })
    }

    /// Lets CloudWatch Logs of this account and region use it.
    pub fn logs(self) -> Self {
        let groups = text!("arn:{}:logs:{}:{}:*", partition(), region(), account_id());
        let by = Statement::allow(USE).on(["*"]).by_service(text!("logs.{}.amazonaws.com", region()));
        self.statement(by.when("ArnLike", "kms:EncryptionContext:aws:logs:arn", groups))
    }

    /// Adds a statement to the key's policy.
    pub fn statement(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }
}

impl Construct for Key {
    type Handle = Handle<l1::Key>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let root = text!("arn:{}:iam::{}:root", partition(), account_id());
        let own = Statement::allow(["kms:*"]).on(["*"]).by_arn(root);
        let policy = Policy::from(own).statements(self.statements);
        let mut key = l1::Key::new()
            .key_policy(policy)
            .enable_key_rotation(self.rotation)
            .pending_window_in_days(self.days_until_gone);
        if let Some(text) = self.description {
            key = key.description(text);
        }
        let key = key.build(scope);
        scope.keep(&key);
        if let Some(name) = self.alias {
            scope.add("Alias", l1::Alias::new(&key, format!("alias/{name}")));
        }
        key
    }
}
