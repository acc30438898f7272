//! Tags said on apps and stacks, put on everything that can carry them.
//!
//! A pass over the model and not a backend's business, so that both engines tag alike. A tag that a resource has
//! already wins over its stack's, and a stack's over its app's. Types whose tags have a shape of their own (an
//! Auto Scaling group's say whether instances inherit them) are left to the author.

use std::borrow::Cow;

use crate::core::{App, Node, Placed, Props};
use crate::schema::{Registry, TagShape, Tags};

/// What Terraform's provider cannot tag. Tags for everything leave these out, so that both engines leave the same; one
/// that the author puts on such a resource itself is refused by Terraform's tables.
const UNTAGGED: [&str; 6] = [
    "AWS::CloudFront::Function",
    "AWS::CloudFront::KeyValueStore",
    "AWS::CloudWatch::Dashboard",
    "AWS::EC2::SubnetCidrReservation",
    "AWS::Kinesis::StreamConsumer",
    "AWS::RDS::DBProxyTargetGroup",
];

/// Tags every resource of the app.
pub(crate) fn apply(app: &mut App, registry: &Registry) {
    let common = app.tags().to_vec();
    for stack in app.stacks_mut() {
        let mut wanted = stack.tags().to_vec();
        add_missing(&mut wanted, &common);
        for placed in stack.resources_mut() {
            let mut own = placed.tags().to_vec();
            if !UNTAGGED.contains(&placed.type_name.as_ref()) {
                add_missing(&mut own, &wanted);
            }
            if own.is_empty() {
                continue;
            }
            if let Some(tags) = registry.get(&placed.type_name).and_then(|schema| schema.tags()) {
                tag(placed, &tags, &own);
            }
        }
    }
}

fn add_missing(tags: &mut Vec<(String, String)>, more: &[(String, String)]) {
    for (key, value) in more {
        if !tags.iter().any(|(known, _)| known == key) {
            tags.push((key.clone(), value.clone()));
        }
    }
}

/// Adds the tags that the resource does not have itself. Tags that are computed as a whole stay as they are.
fn tag(placed: &mut Placed, tags: &Tags<'_>, wanted: &[(String, String)]) {
    let [property] = tags.path else { return };
    let origin = placed.origin;
    if placed.props.get(property).is_none() {
        let empty = match tags.shape {
            TagShape::List { .. } => Node::List(Vec::new()),
            TagShape::Map => Node::Map(Props::new()),
            TagShape::Other => return,
        };
        placed.props.put_from(Cow::Borrowed(*property), empty, origin);
    }
    match (placed.props.get_mut(property), tags.shape) {
        (Some(Node::List(items)), TagShape::List { key, value }) => {
            for (name, text) in wanted {
                let known = items.iter().any(|item| {
                    item.as_map().and_then(|item| item.get(key)).and_then(Node::as_str) == Some(name.as_str())
                });
                if !known {
                    let mut item = Props::new();
                    item.put_from(Cow::Borrowed(key), Node::Str(name.into()), origin);
                    item.put_from(Cow::Borrowed(value), Node::Str(text.into()), origin);
                    items.push(Node::Map(item));
                }
            }
        }
        (Some(Node::Map(map)), TagShape::Map) => {
            for (name, text) in wanted {
                if map.get(name).is_none() {
                    map.put_from(Cow::Owned(name.clone()), Node::Str(text.into()), origin);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test reads the tables")]
mod tests {
    use super::UNTAGGED;

    #[test]
    fn what_is_left_out_is_what_the_tables_cannot_tag() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/terraform/mapping");
        let mut found = Vec::new();
        for file in std::fs::read_dir(folder).expect("the tables").flatten() {
            let text = std::fs::read_to_string(file.path()).unwrap_or_default();
            let mut type_name = String::new();
            for line in text.lines() {
                match line.split_whitespace().collect::<Vec<_>>().as_slice() {
                    [first, ..] if first.starts_with("AWS::") => (*first).clone_into(&mut type_name),
                    ["Tags", "none", ..] if line.starts_with("  T") => found.push(type_name.clone()),
                    _ => {}
                }
            }
        }
        found.sort();
        assert_eq!(found, UNTAGGED);
    }
}
