//! Rows 2.10 and 2.16: plans are files, and state lies in a bucket with a lock beside it.

use serde_json::json;

use crate::emitted;

#[test]
fn row_2_10_what_is_applied_is_what_was_planned() {
    for stack in &emitted("prod").assembly.manifest.stacks {
        let root = stack.terraform.as_ref().expect("a root");
        assert!(root.plan.ends_with(" plan -input=false -out=tfplan"), "{}", root.plan);
        assert!(root.apply.ends_with(" apply -input=false tfplan"), "{}", root.apply);
    }
}

#[test]
fn row_2_16_every_root_but_the_buckets_own_keeps_its_state_in_the_bucket() {
    for (environment, account) in [("dev", "111122223333"), ("prod", "444455556666")] {
        for (root, document) in emitted(environment).roots() {
            let backend = &document["terraform"]["backend"]["s3"];
            if root == "state" {
                assert!(backend.is_null(), "the bucket is not there yet");
                continue;
            }
            assert_eq!(backend["bucket"], format!("epoch-{environment}-state-{account}"), "{root}");
            assert_eq!(backend["key"], format!("epoch/{environment}/{root}.tfstate"));
            assert_eq!((&backend["use_lockfile"], &backend["encrypt"]), (&json!(true), &json!(true)), "{root}");
            assert!(backend.get("dynamodb_table").is_none(), "{root}");
            assert_eq!(backend["region"], "us-west-2", "{root}");
        }
    }
}

#[test]
fn row_2_16_the_bucket_keeps_versions_and_is_nobodys_but_its_owners() {
    let template = emitted("prod").template("state");
    let bucket = template.one("AWS::S3::Bucket");
    assert_eq!(bucket["BucketName"], "epoch-prod-state-444455556666");
    assert_eq!(bucket["VersioningConfiguration"]["Status"], "Enabled");
    let sealed = &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"];
    assert_eq!(sealed["SSEAlgorithm"], "aws:kms");
    let closed = bucket["PublicAccessBlockConfiguration"].as_object().expect("it is closed");
    assert!(closed.len() == 4 && closed.values().all(|it| it == true), "{closed:?}");
    let policy = template.one("AWS::S3::BucketPolicy")["PolicyDocument"].to_string();
    assert!(policy.contains(r#""aws:SecureTransport":"false""#), "{policy}");
}
