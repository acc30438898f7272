//! See `docs/unsupported-version.md`.

use super::{Standing, report};
use crate::lint::builtin::BuiltIn;

pub(super) const RULE: BuiltIn =
    BuiltIn::new("unsupported-version", |system, findings| report(system, findings, Standing::Refused));
