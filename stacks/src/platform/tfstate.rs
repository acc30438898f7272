//! The bucket in which every other root keeps its state.

use formwork::{Environment, Stack, state};

use super::Settings;

/// The root that comes first: its own state begins in a file beside it, and may move into the bucket once that stands.
pub(super) fn tfstate(env: &Environment<Settings>, backend: state::S3Backend) -> Stack {
    let mut stack = Stack::in_env("tfstate", env)
        .terraform_root("_tfstate")
        .local_state()
        .description("The bucket for Terraform's state");
    let states = stack.add("States", backend);
    stack.expect(&states.bucket.bucket, "a state can be had back", |it| {
        it.versioning_configuration(formwork::aws::s3::VersioningConfiguration::new("Enabled"))
    });
    stack
}
