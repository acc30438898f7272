//! Resources: their properties, and what is said of them.

use crate::core::{Allow, Props, Removal, ResourceParts};

use super::super::document::{Member, Value};
use super::{Names, is_resource, section};

pub(super) fn all(names: &Names<'_>, root: &Value) -> Vec<ResourceParts> {
    section(root, "Resources", is_resource).map(|member| resource(names, member)).collect()
}

fn resource(names: &Names<'_>, member: &Member) -> ResourceParts {
    let body = &member.value;
    let type_name = body.get("Type").and_then(Value::as_text).unwrap_or_default();
    let condition = body.get("Condition").and_then(Value::as_text);
    let after = body.get("DependsOn").map(texts).unwrap_or_default();
    ResourceParts {
        logical_id: member.key.to_string(),
        type_name: type_name.to_owned().into(),
        props: body.get("Properties").and_then(Value::as_object).map_or_else(Props::new, |props| names.props(props)),
        origin: member.at.origin(),
        condition: condition.and_then(|name| names.condition(name)),
        removal: removal(body),
        after: after.into_iter().filter(|id| *id != member.key).filter_map(|id| names.resource(id)).collect(),
        allows: allows(body),
    }
}

/// One text, or a list of them.
fn texts(value: &Value) -> Vec<&str> {
    match value.as_list() {
        Some(items) => items.iter().filter_map(Value::as_text).collect(),
        None => value.as_text().into_iter().collect(),
    }
}

fn removal(body: &Value) -> Removal {
    match body.get("DeletionPolicy").and_then(Value::as_text) {
        Some("Delete") => Removal::Delete,
        Some("Retain" | "RetainExceptOnCreate") => Removal::Retain,
        Some("Snapshot") => Removal::Snapshot,
        _ => Removal::Unsaid,
    }
}

/// `Metadata: { formwork: { allow: { rule: reason } } }`, of a resource or of the whole template.
pub(super) fn allows(body: &Value) -> Vec<Allow> {
    let signed = body.get("Metadata").and_then(|metadata| metadata.get("formwork")?.get("allow")?.as_object());
    let allow = |member: &Member| {
        let reason = member.value.as_text()?.to_owned();
        Some(Allow { rule: member.key.to_string(), reason, origin: member.at.origin() })
    };
    signed.unwrap_or_default().iter().filter_map(allow).collect()
}
