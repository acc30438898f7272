//! Row 1.16: the way around the pipeline can be taken, shortly and seen, and its record cannot be altered.

use serde_json::{Value, json};

use crate::emitted;
use crate::support::Template;
use crate::support::iam::{Question, allowed, statements, statements_of};

fn template() -> Template {
    emitted("prod").template("breakglass")
}

fn may(template: &Template, action: &str, resource: &Value) -> bool {
    let context = [("kms:ViaService", "s3.${AWS::Region}.amazonaws.com")];
    allowed(&statements_of(template, "Role"), &Question { action, resource: resource.clone(), context: &context })
}

#[test]
fn row_1_16_manifests_keep_their_versions_and_go_over_tls_alone() {
    let template = template();
    let bucket = template.props("Manifests");
    assert_eq!(bucket["VersioningConfiguration"]["Status"], "Enabled");
    let rule = &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"];
    assert_eq!(rule["SSEAlgorithm"], "aws:kms");
    let policy = &template.one("AWS::S3::BucketPolicy")["PolicyDocument"];
    let denied = statements(policy).into_iter().any(|it| {
        it["Effect"] == "Deny" && it["Condition"]["Bool"]["aws:SecureTransport"] == "false" && it["Action"] == "s3:*"
    });
    assert!(denied, "{policy}");
}

#[test]
fn row_1_16_the_record_can_be_set_back_and_not_deleted() {
    let template = template();
    let table = template.props("Audit");
    assert_eq!(table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"], true);
    assert_eq!(table["DeletionProtectionEnabled"], true);
    let keys: Vec<_> = table["KeySchema"].as_array().expect("keys").iter().map(|it| &it["AttributeName"]).collect();
    assert_eq!(keys, ["deployment", "at"]);
}

#[test]
fn row_1_16_who_takes_it_appends_to_the_record_and_alters_nothing_in_it() {
    let template = template();
    let table = json!({ "Fn::GetAtt": ["Audit", "Arn"] });
    assert!(may(&template, "dynamodb:PartiQLInsert", &table), "an insert never replaces");
    for action in [
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:PutItem",
        "dynamodb:BatchWriteItem",
        "dynamodb:PartiQLUpdate",
        "dynamodb:PartiQLDelete",
        "dynamodb:DeleteTable",
        "dynamodb:UpdateTable",
        "dynamodb:UpdateTimeToLive",
        "dynamodb:UpdateContinuousBackups",
        "dynamodb:RestoreTableToPointInTime",
    ] {
        assert!(!may(&template, action, &table), "{action}");
    }
}

#[test]
fn row_1_16_who_takes_it_replaces_manifests_and_erases_no_version() {
    let template = template();
    let (bucket, object) =
        (json!({ "Fn::GetAtt": ["Manifests", "Arn"] }), json!({ "Fn::Sub": "${Manifests.Arn}/site.yaml" }));
    for action in ["s3:GetObject", "s3:PutObject"] {
        assert!(may(&template, action, &object), "{action}");
    }
    for action in ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObjectRetention"] {
        assert!(!may(&template, action, &object), "{action}");
    }
    for action in ["s3:PutBucketVersioning", "s3:PutLifecycleConfiguration", "s3:PutBucketPolicy", "s3:DeleteBucket"] {
        assert!(!may(&template, action, &bucket), "{action}");
    }
    assert!(!may(&template, "iam:PutRolePolicy", &json!("*")), "it gives itself nothing");
}

#[test]
fn row_1_16_it_is_taken_with_a_fresh_second_factor_and_for_an_hour() {
    let template = template();
    let role = template.props("Role");
    assert_eq!(role["MaxSessionDuration"], 3600, "the least that IAM knows");
    let trust = statements(&role["AssumeRolePolicyDocument"]);
    assert_eq!(trust[0]["Principal"], json!({ "AWS": "arn:aws:iam::444455556666:user/on-call" }));
    let take = |context: &[(&str, &str)]| {
        allowed(&trust, &Question { action: "sts:AssumeRole", resource: json!("*"), context })
    };
    let (shown, fresh, stale) =
        (("aws:MultiFactorAuthPresent", "true"), ("aws:MultiFactorAuthAge", "30"), ("aws:MultiFactorAuthAge", "901"));
    assert!(take(&[shown, fresh]));
    assert!(!take(&[shown, stale]), "shown too long ago");
    assert!(!take(&[("aws:MultiFactorAuthPresent", "false"), fresh]) && !take(&[]), "not shown");
}

#[test]
fn row_1_16_it_may_change_what_runs_in_the_sites_namespace_only() {
    let template = template();
    let entry = template.one("AWS::EKS::AccessEntry");
    let policies = entry["AccessPolicies"].as_array().expect("it may do something");
    assert_eq!(policies.len(), 1);
    assert!(policies[0]["PolicyArn"].to_string().contains("AmazonEKSEditPolicy"));
    assert_eq!(policies[0]["AccessScope"], json!({ "Type": "namespace", "Namespaces": ["web"] }));
    let cluster = template.props("FindCluster")["PolicyDocument"]["Statement"][0]["Resource"].clone();
    assert!(may(&template, "eks:DescribeCluster", &cluster), "`aws eks update-kubeconfig`");
    assert!(!may(&template, "eks:DeleteCluster", &cluster));
}

#[test]
fn row_1_16_taking_it_is_told() {
    let template = template();
    let rule = template.one("AWS::Events::Rule");
    let pattern = &rule["EventPattern"]["detail"];
    assert_eq!(pattern["eventName"], json!(["AssumeRole"]));
    assert_eq!(pattern["requestParameters"]["roleArn"], json!([{ "Fn::GetAtt": ["Role", "Arn"] }]));
    assert_eq!(rule["Targets"][0]["Arn"], json!({ "Ref": "Told" }));
    let topic = template.one("AWS::SNS::TopicPolicy")["PolicyDocument"].clone();
    let publish = statements(&topic)[0].clone();
    assert_eq!(publish["Principal"], json!({ "Service": "events.amazonaws.com" }));
    assert_eq!(publish["Condition"]["ArnEquals"]["aws:SourceArn"], json!({ "Fn::GetAtt": ["Taken", "Arn"] }));
    assert_eq!(template.all("AWS::SNS::Subscription").len(), 1);
}
