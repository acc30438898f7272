use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::{encode, encode_types};

fn types(schema: Value) -> BTreeMap<String, Value> {
    BTreeMap::from([("AWS::A::B".to_owned(), schema)])
}

fn size(schema: Value) -> usize {
    encode_types(&types(schema)).expect("a schema").len()
}

fn refused(schema: Value, because: &str) {
    let error = encode_types(&types(schema)).expect_err(because);
    assert!(format!("{error:#}").contains(because), "{error:#}");
}

#[test]
fn the_committed_archive_is_made_from_the_vendored_schemas() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src/schema");
    let encoded = encode(&schema.join("registry")).expect("the vendored schemas");
    let committed = std::fs::read(schema.join("registry.bin")).expect("the archive");
    assert!(encoded == committed, "run `cargo xtask codegen`");
}

#[test]
fn the_order_of_keys_does_not_count() {
    let one: Value =
        serde_json::from_str(r#"{"properties": {"A": {"type": "string", "pattern": "a"}, "B": {}}}"#).expect("JSON");
    let other: Value =
        serde_json::from_str(r#"{"properties": {"B": {}, "A": {"pattern": "a", "type": "string"}}}"#).expect("JSON");
    assert_eq!(encode_types(&types(one)).expect("one"), encode_types(&types(other)).expect("other"));
}

#[test]
fn equal_nodes_are_written_once() {
    let property = json!({"type": "string", "minLength": 1});
    let once = size(json!({"properties": {"A": property}}));
    let twice = size(json!({"properties": {"A": property, "B": property}}));
    assert!(twice < once + 8, "{once} {twice}");
}

#[test]
fn references_may_lead_back_to_themselves_but_not_be_nothing_else() {
    let tree = json!({
        "definitions": {"Tree": {"type": "object", "properties": {"Left": {"$ref": "#/definitions/Tree"}}}},
        "properties": {"Root": {"$ref": "#/definitions/Tree"}},
    });
    assert!(encode_types(&types(tree)).is_ok());
    let nothing = |target: &str| json!({"definitions": {"A": {"$ref": target}}, "properties": {"P": {"$ref": "#/definitions/A"}}});
    refused(nothing("#/definitions/A"), "`$ref` to itself");
    refused(nothing("#/definitions/B"), "`$ref` to nothing");
    refused(nothing("other.json#/A"), "`$ref` to another document");
}

#[test]
fn what_it_does_not_know_is_refused_and_not_dropped() {
    refused(json!({"properties": {"P": {"minimums": 1}}}), "`minimums`: unknown keyword");
    refused(json!({"properties": {"P": {"type": "text"}}}), "unknown type");
    refused(json!({"properties": {"P": {"minLength": -1}}}), "not a count");
    refused(json!({"properties": {"P": {"minimum": "1"}}}), "not a number");
    refused(json!({"properties": {"P": {"required": "A"}}}), "not a list");
    refused(json!({"readOnlyProperties": ["/definitions/A"]}), "leads outside the properties");
    refused(json!({"tagging": {"colour": true}}), "unknown fact `colour`");
    refused(json!({"lifecycle": {"since": "2026-01-01"}}), "unknown fact `since`");
    refused(json!([]), "a type's schema must be an object");
}
