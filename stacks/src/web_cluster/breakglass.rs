//! The way around the pipeline, for the hour in which it is too slow: what may be changed, who may, and a record of it that
//! nobody who may can alter.

use formwork::aws::ids::TopicArn;
use formwork::aws::{events, sns};
use formwork::dynamodb::{Key, Table};
use formwork::eks::{Access, AccessPolicy, ClusterHandle};
use formwork::iam::{Grant, Policy, Role, Statement};
use formwork::s3::Bucket;
use formwork::{Environment, Handle, Stack, Val, doc, kms};

use super::Settings;

/// The second factor was shown at most so many seconds ago.
const FRESH: &str = "900";

/// The shortest longest session that IAM knows, in seconds.
const ONE_HOUR: u32 = 3600;

/// Pull the manifest, change it, apply it, put it back, write down what was done.
pub(super) fn breakglass(env: &Environment<Settings>, cluster: &ClusterHandle) -> Stack {
    let mut stack = Stack::in_env("breakglass", env).description("The way around the pipeline, and its record.");

    let key = stack.add("Key", kms::Key::new().description("Manifests and the record of who changed them"));
    let manifests = stack.add("Manifests", Bucket::new().key(&key));
    let audit = Table::new(Key::text("deployment")).sort(Key::text("at")).key(&key);
    let audit = stack.add("Audit", audit.name(format!("web-cluster-{}-audit", env.name())));

    let role = stack.add("Role", Role::new(trust(&env.breakglass.trusted_arns)).longest_session(ONE_HOUR));
    stack.add("Manifest", Grant::read_write(&manifests).to(&role));
    stack.add("Append", Grant::write(&audit.append_only()).to(&role));
    stack.add("NeverErase", Grant::of(never_erase(&manifests.bucket.arn(), &audit.table.arn())).to(&role));
    stack.add("FindCluster", Grant::read(cluster).to(&role));
    let rights = AccessPolicy::Edit.in_namespaces([env.site.namespace.as_str()]);
    stack.add("Apply", Access::new(cluster, &role).policy(rights));

    let key = kms::Key::new().description("Who took the role").service("events.amazonaws.com");
    let key = stack.add("ToldKey", key);
    let told = stack.add("Told", sns::Topic::new().display_name("Breakglass").kms_master_key_id(&key));
    for email in &env.breakglass.emails {
        stack.add(&format!("Told-{email}"), sns::Subscription::new(&told, "email").endpoint(email));
    }
    let taken = stack.add(
        "Taken",
        events::Rule::new()
            .description("Somebody took the role")
            .event_pattern(doc!({
                "source": ["aws.sts"],
                "detail-type": ["AWS API Call via CloudTrail"],
                "detail": { "eventName": ["AssumeRole"], "requestParameters": { "roleArn": [role.arn()] } }
            }))
            .targets([events::Target::new(told.arn(), "told")]),
    );
    stack.add("TakenTells", sns::TopicPolicy::new(publish(&told, &taken), [&told]));

    stack.output("RoleArn", role.arn()).description("For `aws sts assume-role --serial-number … --token-code …`.");
    stack.output("Bucket", manifests.bucket.name());
    stack.output("AuditTable", audit.table.name());
    stack
}

/// Those who are trusted, and only with a second factor just shown.
fn trust(trusted: &[String]) -> Policy {
    let allow = Statement::allow(["sts:AssumeRole"]).when("Bool", "aws:MultiFactorAuthPresent", "true").when(
        "NumericLessThan",
        "aws:MultiFactorAuthAge",
        FRESH,
    );
    Policy::from(trusted.iter().fold(allow, |statement, arn| statement.by_arn(arn)))
}

/// What else is granted later, this stays: no version of a manifest goes, no entry of the record changes.
fn never_erase(
    bucket: &Val<formwork::aws::ids::BucketArn>,
    table: &Val<formwork::aws::ids::TableArn>,
) -> [Statement; 2] {
    let versions =
        ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutBucketVersioning", "s3:PutLifecycleConfiguration"];
    let entries = [
        "dynamodb:BatchWriteItem",
        "dynamodb:DeleteItem",
        "dynamodb:DeleteTable",
        "dynamodb:PartiQLDelete",
        "dynamodb:PartiQLUpdate",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:UpdateTable",
        "dynamodb:UpdateTimeToLive",
    ];
    [
        Statement::deny(versions).on([Val::<String>::of(bucket), formwork::text!("{}/*", bucket)]),
        Statement::deny(entries).on([table]),
    ]
}

fn publish(topic: &Handle<sns::Topic>, rule: &Handle<events::Rule>) -> Policy {
    let arn: Val<TopicArn> = topic.arn();
    let publish = Statement::allow(["sns:Publish"]).on([arn]).by_service("events.amazonaws.com");
    Policy::from(publish.when("ArnEquals", "aws:SourceArn", rule.arn()))
}
