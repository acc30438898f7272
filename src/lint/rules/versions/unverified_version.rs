//! See `docs/unverified-version.md`.

use super::{Standing, report};
use crate::lint::builtin::BuiltIn;

pub(super) const RULE: BuiltIn =
    BuiltIn::new("unverified-version", |system, findings| report(system, findings, Standing::Unverified));
