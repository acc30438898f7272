//! Row 3.18: logs of APIs need a role that an account has only once.

use serde_json::json;

use crate::emitted::{self, STACKS};
use crate::support::names;

#[test]
fn row_3_18_api_logs_have_their_role_and_only_one_stack_sets_it() {
    let emitted = emitted::of("dev");
    let template = emitted.template("account");
    assert!(names(&template.one("AWS::ApiGateway::Account")["CloudWatchRoleArn"], "ApiLogsRole"));
    let role = template.one("AWS::IAM::Role");
    assert_eq!(
        role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"],
        json!({ "Service": "apigateway.amazonaws.com" })
    );
    assert!(role["ManagedPolicyArns"][0].to_string().contains("AmazonAPIGatewayPushToCloudWatchLogs"));
    for stack in STACKS.into_iter().filter(|stack| *stack != "account") {
        assert!(emitted.template(stack).all("AWS::ApiGateway::Account").is_empty(), "{stack}");
    }
}

#[test]
fn row_3_18_the_api_is_deployed_after_the_account() {
    let manifest = &emitted::of("prod").assembly.manifest;
    let gateway = manifest.stacks.iter().find(|stack| stack.name == "gateway").expect("the stack is listed");
    assert!(gateway.depends_on.iter().any(|name| name == "account"));
}

#[test]
fn alarms_are_sent_to_whom_the_environment_names() {
    let template = emitted::of("prod").template("account");
    let reader = template.one("AWS::SNS::Subscription");
    assert_eq!((&reader["Protocol"], &reader["Endpoint"]), (&json!("email"), &json!("on-call@example.com")));
    assert!(emitted::of("dev").template("account").all("AWS::SNS::Subscription").is_empty());
}
