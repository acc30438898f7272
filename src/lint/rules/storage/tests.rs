//! What is a fault and what is none.

use crate::lint::testing::found;

/// Says of a template how often a rule finds something.
#[track_caller]
fn check(rule: &str, resources: &str, expected: usize) {
    let template = format!(
        "Parameters: {{ Given: {{ Type: String }} }}\nConditions: {{ Chosen: !Equals [!Ref Given, yes] }}\nResources:\n{resources}\n"
    );
    let found = found(rule, &template);
    assert_eq!(found.len(), expected, "{rule} says {found:?} of {template}");
}

#[test]
fn logs_end_one_day() {
    let group = |properties: &str| format!("  Group: {{ Type: AWS::Logs::LogGroup, Properties: {{ {properties} }} }}");
    check("endless-logs", &group("LogGroupName: orders"), 1);
    check("endless-logs", &group("RetentionInDays: !Ref Given"), 0);
    check("endless-logs", &group("LogGroupClass: DELIVERY"), 0);
    check("endless-logs", &group("RetentionInDays: !If [Chosen, 30, !Ref AWS::NoValue]"), 1);
    check("value-not-allowed", &group("RetentionInDays: 31"), 1);
}

#[test]
fn keys_and_definitions_are_the_same_attributes() {
    let table = |definitions: &str, indexes: &str| {
        format!(
            "  Table:\n    Type: AWS::DynamoDB::Table\n    Properties:\n      BillingMode: PAY_PER_REQUEST\n      KeySchema: [{{ AttributeName: a, KeyType: HASH }}]\n      AttributeDefinitions: {definitions}\n      {indexes}"
        )
    };
    let of = |name: &str| format!("{{ AttributeName: {name}, AttributeType: S }}");
    let (a, b) = (of("a"), of("b"));
    let index = "GlobalSecondaryIndexes: [{ IndexName: i, KeySchema: [{ AttributeName: b, KeyType: HASH }], Projection: { ProjectionType: ALL } }]";
    let rule = "mismatched-key-attributes";
    check(rule, &table(&format!("[{a}]"), ""), 0);
    check(rule, &table(&format!("[{a}, {b}]"), index), 0);
    check(rule, &table(&format!("[{a}]"), index), 1);
    check(rule, &table(&format!("[{a}, {b}]"), ""), 1);
    check(rule, &table(&format!("[{b}]"), ""), 2);
    check(rule, &table(&format!("[{a}, {}]", of("!Ref Given")), index), 0);
    check(rule, &table("!Ref Given", ""), 0);
    check(
        rule,
        &table(&format!("[{a}, {b}]"), &format!("GlobalSecondaryIndexes: !If [Chosen, [], !Ref Given]{}", "")),
        1,
    );
}

#[test]
fn lifecycle_policies_are_as_ecr_takes_them() {
    let rule = |priority: u32, selection: &str| {
        format!(r#"{{ "rulePriority": {priority}, "selection": {{ {selection} }}, "action": {{ "type": "expire" }} }}"#)
    };
    let policy = |rules: &[String]| {
        format!(
            "  Images:\n    Type: AWS::ECR::Repository\n    Properties:\n      LifecyclePolicy:\n        LifecyclePolicyText: '{{ \"rules\": [{}] }}'",
            rules.join(", ")
        )
    };
    let untagged = r#""tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7"#;
    let any = r#""tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9"#;
    let tagged =
        r#""tagStatus": "tagged", "tagPatternList": ["v*"], "countType": "imageCountMoreThan", "countNumber": 9"#;
    let name = "malformed-lifecycle-policy";
    check(name, &policy(&[rule(1, untagged), rule(2, tagged), rule(9, any)]), 0);
    check(name, &policy(&[rule(9, any), rule(1, untagged)]), 0);
    check(name, &policy(&[rule(1, any), rule(2, untagged)]), 1);
    check(name, &policy(&[rule(2, tagged), rule(2, untagged)]), 1);
    check(name, &policy(&[rule(1, &tagged.replace("\"tagPatternList\": [\"v*\"],", ""))]), 1);
    check(name, &policy(&[rule(1, &untagged.replace("\"countUnit\": \"days\",", ""))]), 1);
    check(name, &policy(&[rule(1, &any.replace('9', "\"9\""))]), 1);
    check(name, &policy(&[rule(1, any)]).replace("rules", "rule"), 1);
    check(name, &policy(&[rule(1, any)]).replace("] }'", "]'"), 1);
    check(
        name,
        "  Images: { Type: AWS::ECR::Repository, Properties: { LifecyclePolicy: { LifecyclePolicyText: !Ref Given } } }",
        0,
    );
    check("single-image-kept", &policy(&[rule(1, &any.replace('9', "1"))]), 1);
    check("single-image-kept", &policy(&[rule(1, &untagged.replace('7', "1"))]), 0);
}

#[test]
fn images_are_scanned_and_stay_what_they_are() {
    let repository =
        |properties: &str| format!("  Images: {{ Type: AWS::ECR::Repository, Properties: {{ {properties} }} }}");
    check("mutable-tags", &repository("ImageTagMutability: !Ref Given"), 0);
    check("mutable-tags", &repository("ImageTagMutability: IMMUTABLE_WITH_EXCLUSION"), 0);
    check("mutable-tags", &repository("ImageTagMutability: MUTABLE"), 1);
    check("unscanned-images", &repository("ImageScanningConfiguration: { ScanOnPush: true }"), 0);
    check("unscanned-images", &repository("ImageScanningConfiguration: { ScanOnPush: !Ref Given }"), 0);
    check("unscanned-images", &repository("EmptyOnDelete: true"), 1);
    check("pattern-mismatch", &repository("RepositoryName: Orders"), 1);
}

#[test]
fn buckets_are_closed() {
    let bucket = |properties: &str| format!("  Bucket: {{ Type: AWS::S3::Bucket, Properties: {{ {properties} }} }}");
    let block = |third: &str| {
        bucket(&format!(
            "PublicAccessBlockConfiguration: {{ BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: {third}, RestrictPublicBuckets: 'true' }}"
        ))
    };
    check("public-bucket", &bucket("BucketName: orders"), 0);
    check("public-bucket", &block("true"), 0);
    check("public-bucket", &block("!Ref Given"), 0);
    check("public-bucket", &block("false"), 1);
    check("public-bucket", &bucket("AccessControl: PublicRead"), 1);
    check("public-bucket", &bucket("AccessControl: LogDeliveryWrite"), 0);
}

#[test]
fn plain_http_is_denied_somewhere() {
    let with = |policy: &str| {
        format!(
            "  Bucket: {{ Type: AWS::S3::Bucket }}\n  Policy: {{ Type: AWS::S3::BucketPolicy, Properties: {policy} }}"
        )
    };
    let deny = r#"{ Statement: [{ Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } }] }"#;
    let allow = r#"{ Statement: [{ Effect: Allow, Principal: "*", Action: "s3:*", Resource: "*" }] }"#;
    check("plain-http-bucket", &with(&format!("{{ Bucket: !Ref Bucket, PolicyDocument: {deny} }}")), 0);
    check("plain-http-bucket", &with(&format!("{{ Bucket: !Ref Bucket, PolicyDocument: {allow} }}")), 1);
    check("plain-http-bucket", &with("{ Bucket: !Ref Bucket, PolicyDocument: !Ref Given }"), 0);
    check("plain-http-bucket", &with(&format!("{{ Bucket: !Ref Given, PolicyDocument: {deny} }}")), 0);
}
