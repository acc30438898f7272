//! Where Terraform keeps what it knows.

/// A bucket for Terraform's state, locked by a file beside it.
///
/// ```
/// use formwork::S3State;
///
/// let state = S3State::new("acme-terraform-state", "eu-west-1");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct S3State {
    /// The bucket's name.
    pub bucket: String,
    /// The bucket's region.
    pub region: String,
    /// The key that encrypts what is written there, by alias (`alias/…`), id or ARN.
    pub key: Option<String>,
}

impl S3State {
    /// State in `bucket`, at `<system>/<environment>/<root>.tfstate`, encrypted, with a lock file.
    #[must_use]
    pub fn new(bucket: impl Into<String>, region: impl Into<String>) -> Self {
        S3State { bucket: bucket.into(), region: region.into(), key: None }
    }

    /// The key that encrypts it, by alias (`alias/…`), id or ARN. Without it, a key of S3's own does, whatever the bucket's
    /// default is: Terraform asks for it with each write.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }
}
