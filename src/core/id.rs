//! The logical-id rule: what a resource is called in a template.

use std::collections::HashMap;

use compact_str::{CompactString, format_compact};

/// Separates the ids of a path.
pub(super) const SEPARATOR: char = '/';

/// A child with this id is the thing itself: it adds nothing to the logical id.
const SELF: &str = "Resource";

/// The readable form of a path: its letters and digits, joined.
///
/// `Network/Private-1/Resource` becomes `NetworkPrivate1`.
fn readable(path: &str) -> CompactString {
    let named = path.strip_suffix(SELF).and_then(|rest| rest.strip_suffix(SEPARATOR)).unwrap_or(path);
    named.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Eight digits that tell two paths with one readable form apart.
fn digest(path: &str) -> CompactString {
    let hash = path.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format_compact!("{hash:08X}")
}

/// Gives every path of a stack its logical id.
///
/// An id is the readable form of its path alone. Only where two paths would share it does the later one carry a digest
/// of its own path, so adding something never changes the id of what was there before it.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashMap<CompactString, ()>,
}

impl Ids {
    /// Marks an id as used by something that keeps it.
    pub(super) fn reserve(&mut self, id: &str) {
        self.taken.insert(id.into(), ());
    }

    /// The logical id of the next path.
    pub(super) fn assign(&mut self, path: &str) -> CompactString {
        let plain = readable(path);
        let id = if self.taken.contains_key(&plain) { format_compact!("{plain}{}", digest(path)) } else { plain };
        self.taken.insert(id.clone(), ());
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[&str], expected: &[&str]) {
        let mut ids = Ids::default();
        let assigned: Vec<_> = paths.iter().map(|path| ids.assign(path)).collect();
        assert_eq!(assigned, expected);
    }

    #[test]
    fn ids_are_the_path_without_separators() {
        check(&["Vpc", "Network/Private-1", "Orders/Resource"], &["Vpc", "NetworkPrivate1", "Orders"]);
    }

    #[test]
    fn only_the_later_of_two_equal_forms_carries_a_digest() {
        check(&["A/BC", "AB/C", "D"], &["ABC", "ABCF3BDCEB4", "D"]);
    }
}
