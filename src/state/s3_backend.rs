//! The bucket for Terraform's state.

use crate::aws::kms as l1;
use crate::core::{Construct, Handle, S3State, Scope};
use crate::iam::{Readable, Statement, Writable};
use crate::{kms, s3, text};

/// The bucket for Terraform's state: versioned, under a key of its own, over TLS alone, closed to the public.
///
/// A lock is a file beside the state: Terraform 1.11 and newer need no table for it. The root that makes the bucket cannot
/// keep its own state there from the start, so it says [`Stack::local_state`](crate::Stack::local_state). Bucket and key
/// are kept when their resources go, unless the environment is disposable.
///
/// ```
/// use formwork::{App, Stack, state};
///
/// let backend = state::S3Backend::new("acme-terraform-state", "eu-west-1");
/// let app = App::new("platform").state(backend.state());
///
/// let mut stack = Stack::new("tfstate").terraform_root("_tfstate").local_state();
/// stack.add("State", backend);
/// let app = app.stack(stack);
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct S3Backend {
    bucket: String,
    region: String,
    old_versions_days: u16,
    access_logs: Option<(s3::BucketHandle, String)>,
}

/// The bucket for states and what belongs to it.
#[derive(Clone, Debug)]
pub struct S3BackendHandle {
    /// The bucket.
    pub bucket: s3::BucketHandle,
    /// The key that encrypts it.
    pub key: Handle<l1::Key>,
}

impl S3Backend {
    /// A bucket with this name in this region: Terraform has to know both before it runs.
    pub fn new(bucket: impl Into<String>, region: impl Into<String>) -> Self {
        S3Backend { bucket: bucket.into(), region: region.into(), old_versions_days: 365, access_logs: None }
    }

    /// Days for which a state that was overwritten can be had back. Without it, 365.
    pub fn old_versions_for(mut self, days: u16) -> Self {
        self.old_versions_days = days;
        self
    }

    /// Writes a line for each request into another bucket, under a prefix such as `state/`. Without it, requests leave no
    /// trace.
    pub fn access_logs(mut self, into: &s3::BucketHandle, prefix: impl Into<String>) -> Self {
        self.access_logs = Some((into.clone(), prefix.into()));
        self
    }

    /// What [`App::state`](crate::App::state) takes.
    #[must_use]
    pub fn state(&self) -> S3State {
        S3State::new(&self.bucket, &self.region).key(format!("alias/{}", self.alias()))
    }

    /// The key's name for people and for Terraform. An alias takes no dots.
    fn alias(&self) -> String {
        self.bucket.replace('.', "-")
    }
}

impl Construct for S3Backend {
    type Handle = S3BackendHandle;

    fn build(self, scope: &mut Scope<'_>) -> S3BackendHandle {
        let key = kms::Key::new().description("Terraform state").alias(self.alias());
        let key = scope.add("Key", key);
        let mut bucket = s3::Bucket::new()
            .name(&self.bucket)
            .key(&key)
            .lifecycle(s3::Lifecycle::all().expire_old_versions_after(self.old_versions_days));
        if let Some((into, prefix)) = self.access_logs {
            bucket = bucket.access_logs(&into, prefix);
        }
        let bucket = scope.add("Bucket", bucket);
        S3BackendHandle { bucket, key }
    }
}

/// The states under a prefix such as `platform/prod/`: what the role that runs Terraform is granted.
///
/// ```
/// use formwork::{Stack, iam, state};
/// use formwork::iam::Grant;
///
/// let mut stack = Stack::new("tfstate").terraform_root("_tfstate").local_state();
/// let backend = stack.add("State", state::S3Backend::new("acme-terraform-state", "eu-west-1"));
/// let deployer = stack.add("Deployer", iam::Role::for_service("codebuild.amazonaws.com"));
/// stack.add("States", Grant::read_write(&backend.under("platform/prod/")).to(&deployer));
/// ```
#[derive(Clone, Debug)]
pub struct StateKeys {
    objects: s3::Prefix,
}

impl S3BackendHandle {
    /// The states whose keys begin with `prefix`.
    #[must_use]
    pub fn under(&self, prefix: impl Into<String>) -> StateKeys {
        StateKeys { objects: self.bucket.under(prefix) }
    }
}

impl Readable for StateKeys {
    fn read(&self) -> Vec<Statement> {
        self.objects.read()
    }
}

/// A state is never deleted; the lock beside it is, each time.
impl Writable for StateKeys {
    fn write(&self) -> Vec<Statement> {
        let unlock = Statement::allow(["s3:DeleteObject"]).on([text!("{}.tflock", self.objects.objects())]);
        self.objects.write().into_iter().chain([unlock]).collect()
    }
}
