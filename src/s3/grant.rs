//! Who may read and write what in a bucket.

use crate::aws::ids::{BucketArn, BucketName, KeyArn};
use crate::core::{IntoVal, Node, Val, region};
use crate::iam::{Readable, Statement, Writable};
use crate::text;

use super::BucketHandle;

/// The objects of a bucket under a prefix: what a grant may be narrowed to.
///
/// ```
/// use formwork::{Stack, iam, s3};
/// use formwork::iam::Grant;
///
/// let mut stack = Stack::new("reports");
/// let bucket = stack.add("Reports", s3::Bucket::new());
/// let role = stack.add("Role", iam::Role::for_service("lambda.amazonaws.com"));
/// stack.add("ReadIncoming", Grant::read(&bucket.under("incoming/")).to(&role));
/// stack.add("WriteDone", Grant::write(&bucket.under("done/")).to(&role));
/// ```
#[derive(Clone, Debug)]
pub struct Prefix {
    bucket: Val<BucketArn>,
    key: Option<Val<KeyArn>>,
    prefix: String,
}

impl BucketHandle {
    /// The objects whose keys begin with `prefix`, such as `incoming/`.
    #[must_use]
    pub fn under(&self, prefix: impl Into<String>) -> Prefix {
        Prefix { bucket: self.bucket.arn(), key: self.key.clone(), prefix: prefix.into() }
    }

    /// The least that deleting objects takes. In a versioned bucket the versions stay.
    #[must_use]
    pub fn delete(&self) -> Vec<Statement> {
        vec![Statement::allow(["s3:DeleteObject"]).on([self.under("").objects()])]
    }
}

impl Prefix {
    /// The ARN of all objects under the prefix, such as `arn:aws:s3:::orders/incoming/*`.
    #[must_use]
    pub fn objects(&self) -> Val<String> {
        text!("{}/{}*", &self.bucket, &self.prefix)
    }

    fn list(&self) -> Statement {
        let list = Statement::allow(["s3:ListBucket"]).on([&self.bucket]);
        match self.prefix.as_str() {
            "" => list,
            prefix => list.when("StringLike", "s3:prefix", format!("{prefix}*")),
        }
    }

    /// The key works through S3 alone, so that a grant on objects is no grant on whatever else the key encrypts.
    fn key(&self, actions: &'static [&'static str]) -> Option<Statement> {
        let key = self.key.as_ref()?;
        let service = text!("s3.{}.amazonaws.com", region());
        Some(Statement::allow(actions.iter().copied()).on([key]).when("StringEquals", "kms:ViaService", service))
    }
}

impl Readable for Prefix {
    fn read(&self) -> Vec<Statement> {
        let get = Statement::allow(["s3:GetObject"]).on([self.objects()]);
        [get, self.list()].into_iter().chain(self.key(&["kms:Decrypt"])).collect()
    }
}

impl Writable for Prefix {
    fn write(&self) -> Vec<Statement> {
        let put = Statement::allow(["s3:AbortMultipartUpload", "s3:PutObject"]).on([self.objects()]);
        // S3 decrypts the parts of an upload before it puts them together.
        [put].into_iter().chain(self.key(&["kms:Decrypt", "kms:GenerateDataKey"])).collect()
    }
}

impl Readable for BucketHandle {
    fn read(&self) -> Vec<Statement> {
        self.under("").read()
    }
}

impl Writable for BucketHandle {
    fn write(&self) -> Vec<Statement> {
        self.under("").write()
    }
}

impl IntoVal<BucketName> for &BucketHandle {
    fn into_node(self) -> Node {
        IntoVal::<BucketName>::into_node(self.bucket.name())
    }
}

impl IntoVal<BucketArn> for &BucketHandle {
    fn into_node(self) -> Node {
        IntoVal::<BucketArn>::into_node(self.bucket.arn())
    }
}
