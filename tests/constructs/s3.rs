//! Buckets.

use formwork::iam::{Grant, Role, Statement};
use formwork::s3::{Bucket, Lifecycle, Retention, StorageClass};
use formwork::synthesis::{Options, synthesize};
use formwork::{App, Environment, Stack, Target, kms};

use super::{both, refused, snapshot};

#[test]
fn buckets_their_logs_and_their_readers() {
    let mut stack = Stack::new("reports");
    let key = stack.add("Key", kms::Key::new().description("Reports"));
    let logs = stack.add("AccessLogs", Bucket::new().takes_logs_of("logging.s3.amazonaws.com"));
    let old = Lifecycle::all().expire_old_versions_but(3, 90);
    let archive = Lifecycle::under("archive/").move_to(StorageClass::DeepArchive, 90).expire_after(3650);
    let bucket = Bucket::new().key(&key).access_logs(&logs, "reports/").lifecycle(old).lifecycle(archive);
    let other = Statement::allow(["s3:GetObject"]).by_arn("arn:aws:iam::444455556666:role/reader");
    let reports = stack.add("Reports", bucket.statement(other));
    let role = stack.add("Role", Role::for_pods());
    stack.add("ReadIncoming", Grant::read(&reports.under("incoming/")).to(&role));
    stack.add("Write", Grant::write(&reports).to(&role));
    stack.add("DeleteLogs", Grant::of(logs.delete()).to(&role));
    snapshot!("s3_bucket", both(stack));
}

#[test]
fn evidence_is_locked() {
    let mut stack = Stack::new("evidence");
    stack.add("Evidence", Bucket::new().lock(Retention::compliance_days(365)));
    snapshot!("s3_bucket_locked", both(stack));
}

#[test]
fn only_a_disposable_environment_lets_a_bucket_go() {
    let policy = |disposable| {
        let env = Environment::new(Target { disposable, ..Target::default() }, ());
        let mut stack = Stack::in_env("reports", &env);
        stack.add("Reports", Bucket::new());
        let (assembly, _) = synthesize(App::new("constructs").stack(stack), &Options::default());
        let template = assembly.files.iter().find(|file| file.path.ends_with(".template.json")).expect("a template");
        let template: serde_json::Value = serde_json::from_slice(&template.bytes).expect("JSON");
        template["Resources"]["Reports"]["DeletionPolicy"].clone()
    };
    assert_eq!(policy(false), "Retain");
    assert_eq!(policy(true), "Delete");
}

#[test]
fn what_s3_would_refuse_is_told_first() {
    let cases: [(Bucket, &str, &str); 7] = [
        (Bucket::new().versioned(false).lock(Retention::governance_days(1)), "invalid-combination", "without versions"),
        (Bucket::new().lock(Retention::governance_days(0)), "value-out-of-range", "given 0"),
        (Bucket::new().unfinished_uploads_after(0), "value-out-of-range", "given 0"),
        (Bucket::new().lifecycle(Lifecycle::all().expire_after(0)), "value-out-of-range", "not from 0"),
        (
            Bucket::new().lifecycle(Lifecycle::all().move_to(StorageClass::Glacier, 90).expire_after(30)),
            "invalid-combination",
            "expire after 30 days",
        ),
        (
            Bucket::new().lifecycle(Lifecycle::all().move_to(StorageClass::StandardInfrequent, 7)),
            "value-out-of-range",
            "30 or more",
        ),
        (
            Bucket::new().lifecycle(Lifecycle::under("a/")).lifecycle(Lifecycle::under("a")),
            "duplicate-name",
            "two lifecycle rules",
        ),
    ];
    for (bucket, rule, text) in cases {
        let message = refused(rule, {
            let mut stack = Stack::new("reports");
            stack.add("Reports", bucket);
            stack
        });
        assert!(message.contains(text), "{message}");
    }
}

#[test]
fn services_deliver_logs_only_under_a_key_of_s3s_own() {
    let message = refused("invalid-combination", {
        let mut stack = Stack::new("logs");
        let key = stack.add("Key", kms::Key::new());
        stack.add("Logs", Bucket::new().key(&key).takes_logs_of("logging.s3.amazonaws.com"));
        stack
    });
    assert!(message.contains("key of its own"));
}
