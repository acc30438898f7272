//! How large a policy is, as IAM counts.

use super::text::Text;
use crate::core::Node;
use crate::lint::{Resource, Value};

/// The characters of a policy without white space, at the least: what is known only later counts as nothing.
/// (IAM and STS quotas, "IAM doesn't count white space", read 2026-11-20.)
pub(in crate::lint) fn size<'a>(owner: Resource<'a>, value: &Value<'a>) -> usize {
    let system = owner.system();
    match value.node() {
        Some(Node::List(items)) => 2 + separated(items.iter().map(|item| size(owner, &system.value(item)))),
        Some(Node::Map(_)) => {
            let members = value.members().into_iter();
            2 + separated(members.map(|(name, value)| name.len() + 3 + size(owner, &value)))
        }
        Some(Node::Null | Node::Bool(true)) => 4,
        Some(Node::Bool(false)) => 5,
        Some(Node::Int(number)) => number.to_string().len(),
        Some(Node::Num(number)) => number.to_string().len(),
        Some(Node::Str(text)) => 2 + text.chars().filter(|letter| !letter.is_whitespace()).count(),
        Some(Node::Expr(_)) | None if value.is_absent() => 0,
        Some(Node::Expr(_)) | None => 2 + Text::of(owner, value).shortest(),
    }
}

fn separated(parts: impl Iterator<Item = usize>) -> usize {
    parts.fold(0, |sum, part| sum + part + usize::from(sum > 0))
}
