//! The all-at-once walk of the model: names, references, and every value against its type's schema.

mod names;
mod references;
mod schema;

use crate::core::Model;
use crate::diagnostic::Diagnostics;
use crate::schema::Registry;

/// Checks the whole model and reports everything that is wrong with it.
pub fn check(model: &Model<'_>, registry: &Registry, problems: &mut Diagnostics) {
    names::check(model, problems);
    for resolved in model.stacks() {
        references::check(model, resolved, registry, problems);
        schema::check(resolved, registry, problems);
        schema::expectations::check(resolved, registry, problems);
    }
}

/// Checks only the values that properties have: for a template that was read, whose names, references and quotas are
/// checked where they were written.
#[cfg(feature = "read")]
pub fn check_values(model: &Model<'_>, registry: &Registry, problems: &mut Diagnostics) {
    for resolved in model.stacks() {
        schema::check(resolved, registry, problems);
    }
}
