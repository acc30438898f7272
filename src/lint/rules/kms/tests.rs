//! What is a fault and what is none.

use crate::lint::testing::found;

const ROOT: &str = r#"{ Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }, Action: "kms:*", Resource: "*" }"#;

/// A key with these statements, and things that are encrypted with it.
fn key(statements: &str, more: &str) -> String {
    format!(
        r#"
Parameters: {{ Given: {{ Type: String }} }}
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: {{ EnableKeyRotation: true, KeyPolicy: {{ Statement: [{statements}] }} }}
  Alias: {{ Type: AWS::KMS::Alias, Properties: {{ AliasName: alias/orders, TargetKeyId: !Ref Key }} }}
{more}"#
    )
}

#[track_caller]
fn check(rule: &str, template: &str, expected: usize) {
    let found = found(rule, template);
    assert_eq!(found.len(), expected, "{rule} says {found:?} of {template}");
}

#[test]
fn services_are_let_in_by_the_key() {
    let rule = "key-closed-to-service";
    let group = |key: &str| format!("  Group: {{ Type: AWS::Logs::LogGroup, Properties: {{ KmsKeyId: {key} }} }}\n");
    let of = |principal: &str| {
        key(
            &format!(
                r#"{ROOT}, {{ Effect: Allow, Principal: {principal}, Action: ["kms:Decrypt*", "kms:GenerateDataKey*"], Resource: "*" }}"#
            ),
            &group("!GetAtt Key.Arn"),
        )
    };
    check(rule, &key(ROOT, &group("!GetAtt Key.Arn")), 1);
    check(rule, &key(ROOT, &group("arn:aws:kms:eu-west-1:111122223333:key/a")), 0);
    check(rule, &key(ROOT, &group("!Ref Given")), 0);
    check(rule, &key("!Ref Given", &group("!GetAtt Key.Arn")), 0);
    check(rule, &of("{ Service: s3.amazonaws.com }"), 1);
    for principal in [
        "{ Service: logs.amazonaws.com }",
        "{ Service: logs.eu-west-1.amazonaws.com }",
        "{ Service: !Sub 'logs.${AWS::Region}.amazonaws.com' }",
        "{ Service: !Sub 'logs.${AWS::Region}.${AWS::URLSuffix}' }",
        "{ Service: !Ref Given }",
        "'*'",
    ] {
        check(rule, &of(principal), 0);
    }
}

#[test]
fn whatever_writes_to_a_topic_or_a_queue_is_let_in() {
    let rule = "key-closed-to-service";
    let topic = |key: &str, target: &str| {
        format!(
            r#"  Topic: {{ Type: AWS::SNS::Topic, Properties: {{ KmsMasterKeyId: {key} }} }}
  Queue: {{ Type: AWS::SQS::Queue, Properties: {{ KmsMasterKeyId: {key} }} }}
  Rule:
    Type: AWS::Events::Rule
    Properties: {{ ScheduleExpression: rate(1 day), Targets: [{{ Id: a, Arn: {target} }}] }}
"#
        )
    };
    let events = format!(
        r#"{ROOT}, {{ Effect: Allow, Principal: {{ Service: events.amazonaws.com }}, Action: "kms:*", Resource: "*" }}"#
    );
    check(rule, &key(ROOT, &topic("!Ref Key", "!Ref Topic")), 1);
    check(rule, &key(ROOT, &topic("!Ref Alias", "!GetAtt Queue.Arn")), 1);
    check(rule, &key(ROOT, &topic("alias/aws/sns", "!Ref Topic")), 1);
    check(rule, &key(&events, &topic("!Ref Key", "!Ref Topic")), 0);
    check(rule, &key(ROOT, &topic("!Ref Given", "!Ref Topic")), 0);
    check(rule, &key(ROOT, &topic("alias/orders", "!Ref Topic")), 0);
    // Nothing but people writes there.
    check(rule, &key(ROOT, &topic("!Ref Key", "arn:aws:sns:eu-west-1:111122223333:other")), 0);
}

#[test]
fn a_key_has_somebody_who_may_change_it() {
    let rule = "key-without-administrator";
    let allow = |principal: &str, action: &str| {
        key(&format!(r#"{{ Effect: Allow, Principal: {principal}, Action: "{action}", Resource: "*" }}"#), "")
    };
    check(rule, &allow("{ AWS: !Ref Given }", "kms:*"), 0);
    check(rule, &allow("{ AWS: !Ref Given }", "kms:Put*"), 0);
    check(rule, &allow("!Ref Given", "kms:*"), 0);
    check(rule, &allow("{ AWS: !Ref Given }", "kms:Decrypt"), 1);
    check(rule, &allow("{ Service: logs.amazonaws.com }", "kms:*"), 1);
    check(rule, "Resources: { Key: { Type: AWS::KMS::Key } }", 0);
}

#[test]
fn only_keys_that_can_rotate_should() {
    let rule = "key-without-rotation";
    let of = |properties: &str| {
        format!(
            "Parameters: {{ Given: {{ Type: String }} }}\nResources: {{ Key: {{ Type: AWS::KMS::Key, Properties: {{ {properties} }} }} }}"
        )
    };
    check(rule, &of("EnableKeyRotation: false"), 1);
    check(rule, &of("Enabled: true"), 1);
    for sound in [
        "EnableKeyRotation: 'true'",
        "EnableKeyRotation: !Ref Given",
        "KeySpec: RSA_2048, KeyUsage: SIGN_VERIFY",
        "Origin: EXTERNAL",
        "KeySpec: !Ref Given",
    ] {
        check(rule, &of(sound), 0);
    }
}

#[test]
fn a_key_for_everybody_has_a_condition() {
    let of = |rest: &str| {
        key(&format!(r#"{{ Effect: Allow, Principal: {{ AWS: "*" }}, Action: "kms:*", Resource: "*"{rest} }}"#), "")
    };
    check("open-key", &of(""), 1);
    check("open-key", &of(", Condition: { StringEquals: { 'kms:CallerAccount': !Ref AWS::AccountId } }"), 0);
}
