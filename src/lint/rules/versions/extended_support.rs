//! See `docs/extended-support.md`.

use super::{Standing, report};
use crate::lint::builtin::BuiltIn;

pub(super) const RULE: BuiltIn =
    BuiltIn::new("extended-support", |system, findings| report(system, findings, Standing::Costly));
