//! What an account has once in each region.

use crate::aws::apigateway as l1;
use crate::aws::iam as l1_iam;
use crate::core::{Construct, Handle, Scope};
use crate::iam::Role;

/// Lets API Gateway write execution logs: a role, and the account's one setting that names it.
///
/// It exists once in an account and region, so add it in one stack alone: a second one would fight over the setting.
/// Without it, a [`Stage`](super::Stage) that logs cannot be made. Where a stage is in the same stack, say the order:
/// `stack.order(&live.stage).after(&logs.account)`.
///
/// ```
/// use formwork::{Stack, apigateway};
///
/// let mut stack = Stack::new("account");
/// stack.add("ApiLogs", apigateway::Account::new());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug, Default)]
pub struct Account(());

impl Account {
    /// With a role that can write logs and nothing else.
    pub fn new() -> Self {
        Account(())
    }
}

/// The setting that was added.
#[derive(Clone, Copy, Debug)]
pub struct AccountHandle {
    /// The account's setting.
    pub account: Handle<l1::Account>,
    /// The role that it names.
    pub role: Handle<l1_iam::Role>,
}

impl Construct for Account {
    type Handle = AccountHandle;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let role = Role::for_service("apigateway.amazonaws.com")
            .description("Lets API Gateway write logs to CloudWatch")
            .managed("service-role/AmazonAPIGatewayPushToCloudWatchLogs");
        let role = scope.add("Role", role);
        let account = l1::Account::new().cloudwatch_role_arn(&role).build(scope);
        AccountHandle { account, role }
    }
}
