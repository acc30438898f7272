//! What a resource waits for.

use super::resource::Resource;

/// What a resource waits for in its own stack, directly or through others.
pub(in crate::lint) struct Awaited<'a> {
    of: Resource<'a>,
    marks: Vec<bool>,
}

impl<'a> Awaited<'a> {
    pub(super) fn by(resource: Resource<'a>) -> Self {
        let stack = resource.stack();
        let placed = stack.stack.resources();
        let mut marks = vec![false; placed.len()];
        let mut open = vec![resource.address().index];
        while let Some(index) = open.pop() {
            let said = placed.get(index as usize).map_or(&[][..], |placed| placed.after());
            let said = said.iter().filter(|address| stack.owns(**address)).map(|address| address.index);
            for next in stack.references(index).iter().chain(stack.after(index)).copied().chain(said) {
                if let Some(mark) = marks.get_mut(next as usize).filter(|mark| !**mark) {
                    *mark = true;
                    open.push(next);
                }
            }
        }
        Awaited { of: resource, marks }
    }

    /// Whether another resource is among them; one of another stack never is.
    pub(in crate::lint) fn has(&self, other: Resource<'_>) -> bool {
        let (here, there) = (self.of.address(), other.address());
        here.stack == there.stack && self.marks.get(there.index as usize).copied().unwrap_or_default()
    }
}
