//! See `docs/deprecated-runtime.md`.

use super::{Standing, report};
use crate::lint::builtin::BuiltIn;

pub(super) const RULE: BuiltIn =
    BuiltIn::new("deprecated-runtime", |system, findings| report(system, findings, Standing::Deprecated));
