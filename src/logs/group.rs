//! A log group that forgets in time.

use crate::aws::ids::KeyArn;
use crate::aws::logs as l1;
use crate::core::{Construct, Handle, IntoVal, Scope, Val, account_id, partition, region};
use crate::iam::{Statement, Writable};
use crate::text;

/// A log group whose entries go after 90 days. (AWS itself keeps them for ever.)
///
/// ```
/// use formwork::{Stack, logs};
///
/// let mut stack = Stack::new("audit");
/// let group = stack.add("Audit", logs::LogGroup::new().name("/orders/audit").retention_days(365).keep());
/// stack.output("Audit", logs::group_arn(&group));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct LogGroup {
    name: Option<Val<String>>,
    days: u16,
    key: Option<Val<KeyArn>>,
    keep: bool,
}

impl Default for LogGroup {
    fn default() -> Self {
        Self::new()
    }
}

impl LogGroup {
    /// A log group with a name that AWS gives.
    pub fn new() -> Self {
        LogGroup { name: None, days: 90, key: None, keep: false }
    }

    /// The group's name. Without it, AWS gives one.
    #[track_caller]
    pub fn name(mut self, name: impl IntoVal<String>) -> Self {
        self.name = Some(Val::of(name));
        self
    }

    /// Days until an entry goes: one of the numbers that CloudWatch Logs knows. Without it, 90.
    pub fn retention_days(mut self, days: u16) -> Self {
        self.days = days;
        self
    }

    /// The key that encrypts it; the key's policy lets CloudWatch Logs in ([`kms::Key::logs`](crate::kms::Key::logs)).
    /// Without it, a key of AWS's own.
    #[track_caller]
    pub fn key(mut self, key: impl IntoVal<KeyArn>) -> Self {
        self.key = Some(Val::of(key));
        self
    }

    /// Keeps the entries when the resource goes, unless the environment is disposable: for logs that are evidence.
    pub fn keep(mut self) -> Self {
        self.keep = true;
        self
    }
}

impl Construct for LogGroup {
    type Handle = Handle<l1::LogGroup>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let mut group = l1::LogGroup::new().retention_in_days(self.days);
        if let Some(name) = self.name {
            group = group.log_group_name(name);
        }
        if let Some(key) = self.key {
            group = group.kms_key_id(key);
        }
        let group = group.build(scope);
        if self.keep {
            scope.keep(&group);
        }
        group
    }
}

/// A group's ARN without the `:*` that CloudFormation's attribute ends with: what most services ask for.
#[must_use]
pub fn group_arn(group: &Handle<l1::LogGroup>) -> Val<String> {
    text!("arn:{}:logs:{}:{}:log-group:{}", partition(), region(), account_id(), group)
}

impl Writable for Handle<l1::LogGroup> {
    fn write(&self) -> Vec<Statement> {
        let arn = group_arn(self);
        let within = text!("{}:*", &arn);
        vec![Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"]).on([arn, within])]
    }
}
