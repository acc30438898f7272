//! What exists once in an account and region, and is shared by every API and alarm there.

use formwork::aws::sns;
use formwork::{Environment, Handle, Stack, apigateway, kms};

use super::Settings;
use super::common::name;

/// What the other stacks use of it.
pub(super) struct Account {
    /// Where alarms go.
    pub(super) alarms: Handle<sns::Topic>,
}

/// A second stack with these would fight over the account's one setting.
pub(super) fn account(env: &Environment<Settings>) -> (Stack, Account) {
    let mut stack = Stack::in_env("account", env).description("What exists once in an account and region.");

    stack.add("ApiLogs", apigateway::Account::new());

    let key = kms::Key::new().description("What alarms say").service("cloudwatch.amazonaws.com");
    let key = stack.add("AlarmsKey", key);
    let alarms = sns::Topic::new().topic_name(name(env, "alarms")).kms_master_key_id(&key);
    let alarms = stack.add("Alarms", alarms);
    for (number, address) in (1..).zip(&env.alarm_emails) {
        stack.add(&format!("AlarmReader{number}"), sns::Subscription::new(&alarms, "email").endpoint(address));
    }

    stack.output("AlarmTopicArn", alarms.arn()).description("Where alarms go; subscribe whoever is on call.");
    (stack, Account { alarms })
}
