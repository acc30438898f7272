//! Where exports go, and who may write them.

use formwork::iam::Grant;
use formwork::{Environment, Stack, ec2, iam, s3};

use crate::Settings;

/// A bucket, and what a function needs to write to it from inside the network. The network's handle, used here, is the
/// reference from one stack to the other.
pub fn stack(env: &Environment<Settings>, vpc: &ec2::VpcHandle) -> Stack {
    let mut stack =
        Stack::in_env("exports", env).description("Where exports go, and who may write them");

    let expiry = s3::Lifecycle::all().expire_after(env.keep_days);
    let bucket = stack.add("Exports", s3::Bucket::new().lifecycle(expiry));

    let writer = stack.add("Writer", iam::Role::for_service("lambda.amazonaws.com"));
    stack.add("WriterMayWrite", Grant::write(&bucket).to(&writer));
    stack.add(
        "WriterGroup",
        ec2::SecurityGroup::new(vpc).description("what writes exports"),
    );

    stack.output("Bucket", bucket.bucket.name());
    stack
}
