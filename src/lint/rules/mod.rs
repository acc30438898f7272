//! The rules that come with formwork: a folder per family, a file per rule.

mod template;
mod terraform;
mod versions;

use super::builtin::BuiltIn;

/// What rules of a kind are about.
pub(super) struct Family {
    /// What reports call it.
    pub(super) title: &'static str,
    pub(super) rules: &'static [BuiltIn],
}

/// All families, in the order in which they are listed.
pub(super) const FAMILIES: &[Family] = &[template::FAMILY, terraform::FAMILY, versions::FAMILY];
