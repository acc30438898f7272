//! The names of the schema's rules. Each reads after "allow"; `lint/docs` has a page for each.

pub(super) const DEPRECATED_PROPERTY: &str = "deprecated-property";
pub(super) const DUPLICATE_ITEM: &str = "duplicate-item";
pub(super) const INVALID_COMBINATION: &str = "invalid-combination";
pub(super) const INVALID_FORMAT: &str = "invalid-format";
pub(super) const ITEM_COUNT_OUT_OF_RANGE: &str = "item-count-out-of-range";
pub(super) const LENGTH_OUT_OF_RANGE: &str = "length-out-of-range";
pub(super) const LITERAL_SECRET: &str = "literal-secret";
pub(super) const MISSING_PROPERTY: &str = "missing-property";
pub(super) const PATTERN_MISMATCH: &str = "pattern-mismatch";
pub(super) const READ_ONLY_PROPERTY: &str = "read-only-property";
pub(super) const UNKNOWN_PROPERTY: &str = "unknown-property";
pub(super) const UNKNOWN_TYPE: &str = "unknown-type";
pub(super) const VALUE_NOT_ALLOWED: &str = "value-not-allowed";
pub(super) const VALUE_OUT_OF_RANGE: &str = "value-out-of-range";
pub(super) const WRONG_REFERENCE: &str = "wrong-reference";
pub(super) const WRONG_TYPE: &str = "wrong-type";
