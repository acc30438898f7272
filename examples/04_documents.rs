//! Policies are documents; values of the model stand in them like any other.

use formwork::{App, Stack, aws, doc, partition, text};

/// A bucket, and a role that may write below one prefix of it.
pub fn app() -> App {
    let mut stack = Stack::new("exports");
    let bucket = stack.add("Bucket", aws::s3::Bucket::new());

    let trust = doc!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
        ]
    });
    let write = doc!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": ["s3:PutObject"], "Resource": text!("{}/exports/*", bucket.arn()) }
        ]
    });
    let basics = text!("arn:{}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", partition());
    let role = aws::iam::Role::new(trust)
        .managed_policy_arns([basics.retype::<aws::ManagedPolicyArn>()])
        .policies([aws::iam::PolicyProperty::new(write, "write-exports")]);
    stack.add("Writer", role);

    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
