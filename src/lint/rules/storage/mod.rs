//! Buckets, logs, tables and images.

mod endless_logs;
mod lifecycle;
mod malformed_lifecycle_policy;
mod mismatched_key_attributes;
mod mutable_tags;
mod plain_http_bucket;
mod public_bucket;
mod single_image_kept;
mod table_without_recovery;
mod unscanned_images;
mod unversioned_bucket;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;

pub(super) const FAMILY: Family = Family {
    title: "Buckets, logs, tables and images",
    rules: &[
        endless_logs::RULE,
        malformed_lifecycle_policy::RULE,
        mismatched_key_attributes::RULE,
        mutable_tags::RULE,
        plain_http_bucket::RULE,
        public_bucket::RULE,
        single_image_kept::RULE,
        table_without_recovery::RULE,
        unscanned_images::RULE,
        unversioned_bucket::RULE,
    ],
};
