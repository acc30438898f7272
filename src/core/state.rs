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
}

impl S3State {
    /// State in `bucket`, at `<system>/<environment>/<root>.tfstate`, encrypted, with a lock file.
    #[must_use]
    pub fn new(bucket: impl Into<String>, region: impl Into<String>) -> Self {
        S3State { bucket: bucket.into(), region: region.into() }
    }
}
