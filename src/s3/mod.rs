//! Buckets, what becomes of their objects, and who may use them.

mod bucket;
mod grant;
mod lifecycle;

pub use bucket::{Bucket, BucketHandle, Retention};
pub use grant::Prefix;
pub use lifecycle::{Lifecycle, StorageClass};
