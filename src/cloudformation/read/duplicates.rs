//! Keys that are there twice: one value would be lost without a word.

use std::collections::HashMap;

use super::document::{Member, Position};
use super::json::short;
use super::text::tell;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Looks for them; keeps its memory from object to object.
#[derive(Default)]
pub(super) struct Duplicates {
    seen: HashMap<compact_str::CompactString, Position>,
}

/// Up to so many keys, comparing each with each is the fast way.
const FEW: usize = 24;

impl Duplicates {
    /// Reports each key that an earlier member has, and drops its member.
    pub(super) fn check(&mut self, members: &mut Vec<Member>, problems: &mut Diagnostics) {
        if members.len() <= FEW {
            let twice = |index: usize| members[..index].iter().any(|earlier| earlier.key == members[index].key);
            if !(1..members.len()).any(twice) {
                return;
            }
        }
        self.seen.clear();
        members.retain(|member| match self.seen.get(&member.key) {
            None => {
                self.seen.insert(member.key.clone(), member.at);
                true
            }
            Some(first) => {
                tell(problems, || {
                    let message = format!("the key `{}` is there twice", short(&member.key));
                    Diagnostic::error("duplicate-key", message)
                        .help("keep one of them")
                        .with(first.origin(), "the first one")
                        .at(member.at.origin())
                });
                false
            }
        });
    }
}
