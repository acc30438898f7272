//! A bucket that is nobody's but its owner's.

use crate::aws::ids::KeyArn;
use crate::aws::s3 as l1;
use crate::core::{Construct, Handle, IntoVal, Scope, Val, account_id};
use crate::diagnostic::Diagnostic;
use crate::iam::{Policy, Statement};

use super::lifecycle::Lifecycle;

/// How long no version of an object may be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    mode: &'static str,
    days: u16,
}

impl Retention {
    /// Those with the right `s3:BypassGovernanceRetention` may still delete.
    #[must_use]
    pub fn governance_days(days: u16) -> Self {
        Retention { mode: "GOVERNANCE", days }
    }

    /// Nobody may delete, the account's root user included, and nobody can shorten it.
    #[must_use]
    pub fn compliance_days(days: u16) -> Self {
        Retention { mode: "COMPLIANCE", days }
    }
}

/// A private bucket: versioned, encrypted, reached over TLS 1.2 or newer alone.
///
/// Nothing in it can be made public, ACLs are off, and uploads that were never finished go after seven days. It is kept
/// when its resource goes, unless the environment is disposable; neither engine deletes a bucket that is not empty.
///
/// ```
/// use formwork::{Stack, iam, kms, s3};
/// use formwork::iam::Grant;
///
/// let mut stack = Stack::new("reports");
/// let key = stack.add("Key", kms::Key::new().description("Reports"));
/// let logs = stack.add("AccessLogs", s3::Bucket::new().takes_logs_of("logging.s3.amazonaws.com"));
/// let bucket = stack.add("Reports", s3::Bucket::new()
///     .key(&key)
///     .access_logs(&logs, "reports/")
///     .lifecycle(s3::Lifecycle::all().expire_old_versions_after(90)));
/// let role = stack.add("Role", iam::Role::for_service("lambda.amazonaws.com"));
/// stack.add("Read", Grant::read(&bucket.under("2026/")).to(&role));
/// stack.output("Bucket", bucket.bucket.name());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Bucket {
    name: Option<String>,
    key: Option<Val<KeyArn>>,
    versioned: bool,
    lifecycle: Vec<Lifecycle>,
    unfinished_days: u16,
    access_logs: Option<(BucketHandle, String)>,
    log_sources: Vec<&'static str>,
    lock: Option<Retention>,
    statements: Vec<Statement>,
}

/// A bucket and what belongs to it.
#[derive(Clone, Debug)]
pub struct BucketHandle {
    /// The bucket.
    pub bucket: Handle<l1::Bucket>,
    /// Its policy.
    pub policy: Handle<l1::BucketPolicy>,
    pub(super) key: Option<Val<KeyArn>>,
}

impl Default for Bucket {
    fn default() -> Self {
        Self::new()
    }
}

impl Bucket {
    /// A bucket with a name that AWS gives.
    pub fn new() -> Self {
        Bucket {
            name: None,
            key: None,
            versioned: true,
            lifecycle: Vec::new(),
            unfinished_days: 7,
            access_logs: None,
            log_sources: Vec::new(),
            lock: None,
            statements: Vec::new(),
        }
    }

    /// The bucket's name, 3 to 63 characters, one of its kind in all of AWS. Without it, AWS gives one.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The key that encrypts it, through a bucket key, so that not every object is a request to KMS. Without it, a key of
    /// S3's own encrypts it.
    #[track_caller]
    pub fn key(mut self, key: impl IntoVal<KeyArn>) -> Self {
        self.key = Some(Val::of(key));
        self
    }

    /// Whether what is overwritten or deleted can be had back. Without this, it can.
    pub fn versioned(mut self, on: bool) -> Self {
        self.versioned = on;
        self
    }

    /// Adds a rule on the age of objects. Without any, objects and their old versions stay for ever.
    pub fn lifecycle(mut self, rule: Lifecycle) -> Self {
        self.lifecycle.push(rule);
        self
    }

    /// Days after which an upload that was never finished goes, from 1 on. Without it, 7.
    pub fn unfinished_uploads_after(mut self, days: u16) -> Self {
        self.unfinished_days = days;
        self
    }

    /// Writes a line for each request into another bucket, under a prefix such as `orders/`; that bucket
    /// [takes the logs of](Bucket::takes_logs_of) `logging.s3.amazonaws.com`. Without it, requests leave no trace.
    pub fn access_logs(mut self, into: &BucketHandle, prefix: impl Into<String>) -> Self {
        self.access_logs = Some((into.clone(), prefix.into()));
        self
    }

    /// Lets an AWS service of this account deliver logs here: `logging.s3.amazonaws.com`, or for load balancers
    /// `logdelivery.elasticloadbalancing.amazonaws.com`. Without it, no service does.
    pub fn takes_logs_of(mut self, service: &'static str) -> Self {
        self.log_sources.push(service);
        self
    }

    /// Keeps each version of each object from deletion for a time after it was written: for what is evidence. It cannot be
    /// turned off again. Without it, whoever has the right deletes.
    pub fn lock(mut self, retention: Retention) -> Self {
        self.lock = Some(retention);
        self
    }

    /// Adds a statement to the bucket's policy. One that names no resource is on the bucket and all its objects.
    pub fn statement(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }

    fn check(&self, scope: &mut Scope<'_>) {
        let lock = self.lock.filter(|_| !self.versioned);
        if lock.is_some() {
            let problem =
                Diagnostic::error("invalid-combination", "objects are to be locked in a bucket without versions");
            scope.problem(problem.help("leave out `versioned(false)`, or the lock"));
        }
        if self.lock.is_some_and(|lock| lock.days == 0) || self.unfinished_days == 0 {
            let problem =
                Diagnostic::error("value-out-of-range", "S3 counts in days, from 1 on; this bucket was given 0");
            scope.problem(problem.help("say 1 day or more"));
        }
        if self.key.is_some() && !self.log_sources.is_empty() {
            let message = "logs of AWS services are to be delivered to a bucket with a key of its own";
            let problem = Diagnostic::error("invalid-combination", message);
            scope.problem(problem.help("leave out the key: these services write only where S3's own key encrypts"));
        }
        let mut prefixes: Vec<_> = self.lifecycle.iter().map(Lifecycle::about).collect();
        prefixes.sort_unstable();
        for pair in prefixes.windows(2).filter(|pair| pair[0] == pair[1]) {
            let message = format!("two lifecycle rules are about `{}`", pair[0]);
            scope.problem(Diagnostic::error("duplicate-name", message).help("say both in one rule"));
        }
        self.lifecycle.iter().flat_map(Lifecycle::problems).for_each(|problem| scope.problem(problem));
    }

    fn resource(&self) -> l1::Bucket {
        let versions = if self.versioned { "Enabled" } else { "Suspended" };
        let bucket = l1::Bucket::new()
            .public_access_block_configuration(
                l1::PublicAccessBlockConfiguration::new()
                    .block_public_acls(true)
                    .block_public_policy(true)
                    .ignore_public_acls(true)
                    .restrict_public_buckets(true),
            )
            .ownership_controls(l1::OwnershipControls::new([
                l1::OwnershipControlsRule::new().object_ownership("BucketOwnerEnforced")
            ]))
            .bucket_encryption(l1::BucketEncryption::new([self.encryption()]))
            .lifecycle_configuration(l1::LifecycleConfiguration::new(self.rules()));
        let bucket = match &self.name {
            Some(name) => bucket.bucket_name(name),
            None => bucket,
        };
        let bucket = match &self.access_logs {
            Some((into, prefix)) => bucket.logging_configuration(
                l1::LoggingConfiguration::new().destination_bucket_name(into).log_file_prefix(prefix),
            ),
            None => bucket,
        };
        let bucket = match (self.versioned, self.lock) {
            // A bucket that never had versions has no such setting.
            (false, None) => bucket,
            _ => bucket.versioning_configuration(l1::VersioningConfiguration::new(versions)),
        };
        match self.lock {
            Some(Retention { mode, days }) => {
                let kept = l1::DefaultRetention::new().mode(mode).days(days);
                let rule = l1::ObjectLockRule::new().default_retention(kept);
                let lock = l1::ObjectLockConfiguration::new().object_lock_enabled("Enabled").rule(rule);
                bucket.object_lock_enabled(true).object_lock_configuration(lock)
            }
            None => bucket,
        }
    }

    fn encryption(&self) -> l1::ServerSideEncryptionRule {
        match &self.key {
            Some(key) => {
                let by = l1::ServerSideEncryptionByDefault::new("aws:kms").kms_master_key_id(key);
                l1::ServerSideEncryptionRule::new().server_side_encryption_by_default(by).bucket_key_enabled(true)
            }
            None => {
                let by = l1::ServerSideEncryptionByDefault::new("AES256");
                l1::ServerSideEncryptionRule::new().server_side_encryption_by_default(by)
            }
        }
    }

    fn rules(&self) -> Vec<l1::Rule> {
        let days = l1::AbortIncompleteMultipartUpload::new(self.unfinished_days);
        let unfinished = l1::Rule::new("Enabled").id("unfinished-uploads").abort_incomplete_multipart_upload(days);
        [unfinished].into_iter().chain(self.lifecycle.iter().map(Lifecycle::rule)).collect()
    }

    /// What the policy says: encrypted ways alone, the services that deliver logs, and the author's own statements.
    fn policy(self, bucket: &Handle<l1::Bucket>) -> Policy {
        let all = || [Val::<String>::of(bucket.arn()), crate::text!("{}/*", bucket.arn())];
        let deny = || Statement::deny(["s3:*"]).on(all()).by_anyone();
        let policy = Policy::new()
            .statement(deny().when("Bool", "aws:SecureTransport", "false"))
            .statement(deny().when("NumericLessThan", "s3:TlsVersion", "1.2"));
        let deliver = |service: &&'static str| {
            let put = Statement::allow(["s3:PutObject"]).on([crate::text!("{}/*", bucket.arn())]).by_service(*service);
            put.when("StringEquals", "aws:SourceAccount", account_id())
        };
        let policy = policy.statements(self.log_sources.iter().map(deliver));
        policy.statements(self.statements.into_iter().map(|statement| statement.or_on(all())))
    }
}

impl Construct for Bucket {
    type Handle = BucketHandle;

    fn build(self, scope: &mut Scope<'_>) -> BucketHandle {
        self.check(scope);
        let bucket = self.resource().build(scope);
        if let Some((into, _)) = &self.access_logs
            && into.policy.address().stack == scope.stack().key()
        {
            // S3 takes no bucket for logs that does not let them in.
            scope.stack().order(&bucket).after(&into.policy);
        }
        scope.keep(&bucket);
        let key = self.key.clone();
        let policy = scope.add("Policy", l1::BucketPolicy::new(&bucket, self.policy(&bucket)));
        BucketHandle { bucket, policy, key }
    }
}
