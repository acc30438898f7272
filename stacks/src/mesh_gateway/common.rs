//! What every stack of the system needs: names, roles, logs.

use formwork::aws::ids::ManagedPolicyArn;
use formwork::aws::{iam, logs};
use formwork::{
    Construct, Document, Environment, Handle, IntoVal, Scope, Stack, Val, account_id, doc, partition, region, text,
};

use super::Settings;

/// `<prefix>-<environment>-<what>`.
pub(super) fn name(env: &Environment<Settings>, what: &str) -> String {
    format!("{}-{}-{what}", env.prefix, env.name())
}

/// `/<prefix>/<environment>/<what>`, for things named by paths.
pub(super) fn path(env: &Environment<Settings>, what: &str) -> String {
    format!("/{}/{}/{what}", env.prefix, env.name())
}

/// Keeps what holds data, where the environment says so.
pub(super) fn keep<R>(stack: &mut Stack, env: &Environment<Settings>, handle: &Handle<R>) {
    if env.keep_data {
        stack.retain(handle);
    }
}

/// A log group whose entries go after the environment's retention.
pub(super) struct Logs {
    name: Val<String>,
    days: u16,
    keep: bool,
}

impl Logs {
    #[track_caller]
    pub(super) fn new(env: &Environment<Settings>, name: impl IntoVal<String>) -> Self {
        Logs { name: Val::of(name), days: env.log_retention_days, keep: env.keep_data }
    }
}

impl Construct for Logs {
    type Handle = Handle<logs::LogGroup>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let group = logs::LogGroup::new().log_group_name(self.name).retention_in_days(self.days).build(scope);
        if self.keep {
            scope.stack().retain(&group);
        }
        group
    }
}

/// A log group's ARN without the `:*` that CloudFormation's attribute ends with.
pub(super) fn log_group_arn(group: &Handle<logs::LogGroup>) -> Val<String> {
    text!("arn:{}:logs:{}:{}:log-group:{}", partition(), region(), account_id(), group)
}

/// A role that one AWS service takes on.
pub(super) fn role_of(service: &str) -> iam::Role {
    iam::Role::new(doc!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole" }]
    }))
}

/// A role that pods take on through the Pod Identity agent.
pub(super) fn role_of_pods() -> iam::Role {
    iam::Role::new(doc!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "pods.eks.amazonaws.com" },
            "Action": ["sts:AssumeRole", "sts:TagSession"]
        }]
    }))
}

/// A policy that AWS keeps.
pub(super) fn managed(name: &str) -> Val<ManagedPolicyArn> {
    ManagedPolicyArn::literal(text!("arn:{}:iam::aws:policy/{}", partition(), name))
}

/// A policy that allows some actions on some things.
pub(super) fn allowing(actions: &[&str], resources: Vec<Val<String>>) -> Val<Document> {
    let actions: Vec<&str> = actions.to_vec();
    doc!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": actions, "Resource": resources }]
    })
}
