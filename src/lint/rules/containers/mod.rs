//! Functions and tasks.

mod environment_too_large;
mod no_essential_container;

use super::Family;

pub(super) const FAMILY: Family =
    Family { title: "Functions and tasks", rules: &[environment_too_large::RULE, no_essential_container::RULE] };
