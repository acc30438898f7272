//! Keys: who can use them, who can change them, and whether they change by themselves.

mod key_closed_to_service;
mod key_without_administrator;
mod key_without_rotation;
mod open_key;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;

pub(super) const FAMILY: Family = Family {
    title: "Keys",
    rules: &[key_closed_to_service::RULE, key_without_administrator::RULE, key_without_rotation::RULE, open_key::RULE],
};
