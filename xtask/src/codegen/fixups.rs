//! Corrections of our own to the vendored schemas. Each is a function with its reason, and fails when it changes
//! nothing: upstream has caught up, and the function goes.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use serde_json::{Value, json};

use super::Service;

pub(crate) type Registry = BTreeMap<String, Service>;

/// A name that says what is wrong, and what puts it right.
type Fixup = (&'static str, fn(&mut Registry));

const FIXUPS: [Fixup; 1] = [("codebuild-filter-group-without-items", codebuild_filter_group_without_items)];

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
        assert!(apply(&mut registry).is_ok());
        assert!(apply(&mut registry).is_err());
    }
}
