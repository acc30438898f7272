//! What a resource waits for.

use std::collections::HashSet;

use super::resource::Resource;

/// What a resource waits for in its own stack, directly or through others.
pub(in crate::lint) struct Awaited<'a> {
    of: Resource<'a>,
    /// Where they stand there.
    found: HashSet<u32>,
}

impl<'a> Awaited<'a> {
    pub(super) fn by(resource: Resource<'a>) -> Self {
        let stack = resource.stack();
        let placed = stack.stack.resources();
        let mut found = HashSet::new();
        let mut open = vec![resource.address().index];
        while let Some(index) = open.pop() {
            let said = placed.get(index as usize).map_or(&[][..], |placed| placed.after());
            let said = said.iter().filter(|address| stack.owns(**address)).map(|address| address.index);
            for next in stack.references(index).iter().chain(stack.after(index)).copied().chain(said) {
                if found.insert(next) {
                    open.push(next);
                }
            }
        }
        Awaited { of: resource, found }
    }

    /// Whether another resource is among them; one of another stack never is.
    pub(in crate::lint) fn has(&self, other: Resource<'_>) -> bool {
        let (here, there) = (self.of.address(), other.address());
        here.stack == there.stack && self.found.contains(&there.index)
    }
}
