//! Corrections of our own to the vendored schemas. Each is a function with its reason, and fails when it changes
//! nothing: upstream has caught up, and the function goes.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Service;

pub(crate) type Registry = BTreeMap<String, Service>;

/// A name that says what is wrong, and what puts it right.
type Fixup = (&'static str, fn(&mut Registry));

const FIXUPS: [Fixup; 2] = [
    ("codebuild-filter-group-without-items", codebuild_filter_group_without_items),
    ("conditions-between-properties", conditions_between_properties),
];

/// What the services demand and the schemas do not say: one entry per demand, with where AWS says so, in JSON Schema. All
/// of them were read on 2026-11-20.
const CONDITIONS: &str = include_str!("../../tables/conditions.json");

/// The names of all fix-ups, in the order in which they apply.
pub(crate) fn names() -> Vec<&'static str> {
    FIXUPS.iter().map(|(name, _)| *name).collect()
}

/// Applies every fix-up.
pub(crate) fn apply(registry: &mut Registry) -> Result<()> {
    apply_all(registry, &FIXUPS)
}

fn apply_all(registry: &mut Registry, fixups: &[Fixup]) -> Result<()> {
    for (name, fixup) in fixups {
        let before = registry.clone();
        fixup(registry);
        if *registry == before {
            bail!("the fix-up `{name}` changes nothing any more: remove it from xtask/src/codegen/fixups.rs");
        }
    }
    Ok(())
}

/// A filter group is a list of webhook filters, says the user guide; the schema says a list of anything, so that
/// neither a typo in one is found nor a typed one generated.
fn codebuild_filter_group_without_items(registry: &mut Registry) {
    let Some(definitions) = definitions(registry, "codebuild", "AWS::CodeBuild::Project") else {
        return;
    };
    if definitions["FilterGroup"]["items"].is_null() {
        definitions["FilterGroup"]["items"] = json!({"$ref": "#/definitions/WebhookFilter"});
        definitions["WebhookFilter"] = json!({
            "type": "object",
            "additionalProperties": false,
            "properties": {
                "ExcludeMatchedPattern": {"type": "boolean"},
                "Pattern": {"type": "string"},
                "Type": {"type": "string"},
            },
            "required": ["Pattern", "Type"],
        });
    }
}

/// Which values belong together is mostly told in prose. [`CONDITIONS`] has it, and each entry joins `allOf` of the schema
/// at its pointer.
fn conditions_between_properties(registry: &mut Registry) {
    let conditions: Vec<Value> = serde_json::from_str(CONDITIONS).unwrap_or_default();
    for condition in &conditions {
        let (name, at) = (condition["type"].as_str().unwrap_or_default(), condition["at"].as_str().unwrap_or_default());
        let document = registry.values_mut().find_map(|service| service.get_mut(name));
        if let Some(Value::Object(schema)) = document.and_then(|document| document.pointer_mut(at))
            && let Value::Array(all) = schema.entry("allOf").or_insert_with(|| json!([]))
        {
            all.push(condition["schema"].clone());
        }
    }
}

fn definitions<'a>(registry: &'a mut Registry, service: &str, name: &str) -> Option<&'a mut Value> {
    registry.get_mut(service)?.get_mut(name)?.get_mut("definitions")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixup_that_changes_nothing_fails() {
        let idle: [Fixup; 1] = [("idle", |_| {})];
        let error = apply_all(&mut Registry::new(), &idle).expect_err("it changes nothing");
        assert!(error.to_string().contains("`idle` changes nothing"));
    }

    #[test]
    fn filter_groups_get_items_once() {
        let project = json!({"definitions": {"FilterGroup": {"type": "array"}}});
        let service = Service::from_iter([("AWS::CodeBuild::Project".to_owned(), project)]);
        let mut registry = Registry::from_iter([("codebuild".to_owned(), service)]);
        assert!(apply_all(&mut registry, &FIXUPS[..1]).is_ok());
        assert!(apply_all(&mut registry, &FIXUPS[..1]).is_err());
    }

    #[test]
    fn every_condition_has_its_place() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/schema/registry");
        let registry = super::super::source::load(&root).expect("the registry").services;
        let conditions: Vec<Value> = serde_json::from_str(CONDITIONS).expect("JSON");
        for condition in &conditions {
            let (name, at) =
                (condition["type"].as_str().expect("a type"), condition["at"].as_str().expect("a pointer"));
            assert!(condition["source"].as_str().is_some_and(|source| !source.is_empty()), "{name} {at}");
            let document = registry.values().find_map(|service| service.get(name)).expect(name);
            let all = document.pointer(at).and_then(|schema| schema["allOf"].as_array());
            assert!(all.is_some_and(|all| all.contains(&condition["schema"])), "{name} {at}");
        }
    }
}
