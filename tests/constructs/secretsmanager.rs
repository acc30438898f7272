//! Secrets.

use formwork::aws::FunctionArn;
use formwork::iam::{Grant, Role, Statement};
use formwork::secretsmanager::{Generated, Rotation, Secret, SecretRef};
use formwork::{Parameter, Stack, aws, kms};

use super::{both, refused, snapshot};

#[test]
fn secrets_and_those_who_read_them() {
    let mut stack = Stack::new("orders");
    let key = stack.add("Key", kms::Key::new().description("Orders"));
    let login = Generated::password().length(40).without("\"@/\\").within("password", [("username", "orders")]);
    let partner = Statement::allow(["secretsmanager:GetSecretValue"]).by_arn("arn:aws:iam::444455556666:root");
    let secret = stack.add("Login", Secret::generated(login).key(&key).statement(partner).replica("eu-central-1"));
    let token = stack.parameter("Token", Parameter::secret());
    stack.add("Token", Secret::given(token).name("orders/token").description("Of the payment provider"));
    stack.add("Later", Secret::empty());
    let role = stack.add("Role", Role::for_pods());
    stack.add("ReadLogin", Grant::read(&secret).to(&role));
    let foreign = SecretRef::new(aws::SecretArn::literal("arn:aws:secretsmanager:eu-west-1:1:secret:api-AbCdEf"));
    stack.add("ReadForeign", Grant::read(&foreign).to(&role));
    snapshot!("secretsmanager_secret", both(stack));
}

#[test]
fn a_secret_that_turns() {
    let mut stack = Stack::new("orders");
    let turn = FunctionArn::literal("arn:aws:lambda:eu-west-1:111122223333:function:turn");
    let secret = stack.add("Token", Secret::new().rotation(Rotation::by(turn).every_days(7)));
    assert!(secret.rotation.is_some());
    let role = stack.add("Turner", Role::for_service("lambda.amazonaws.com"));
    stack.add("Turn", Grant::read_write(&secret).to(&role));
    snapshot!("secretsmanager_rotation", both(stack));
}

#[test]
fn what_secrets_manager_would_refuse_is_told_first() {
    let turn = || FunctionArn::literal("arn:aws:lambda:eu-west-1:111122223333:function:turn");
    let cases = [
        (Secret::generated(Generated::password().length(3)), "a password of 3 characters"),
        (Secret::new().rotation(Rotation::by(turn()).every_days(0)), "every 0 days"),
        (Secret::new().rotation(Rotation::by(turn()).every_days(1001)), "every 1001 days"),
    ];
    for (secret, text) in cases {
        let message = refused("value-out-of-range", {
            let mut stack = Stack::new("orders");
            stack.add("Secret", secret);
            stack
        });
        assert!(message.contains(text), "{message}");
    }
}
