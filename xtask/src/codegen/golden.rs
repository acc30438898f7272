//! Small schemas and the Rust that comes of them: `xtask/tests/codegen/<case>.json` and `.rs`.
//!
//! A case holds `types`, and the tables it needs. A missing `.rs` is written, and the test fails once.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;

use super::model::Model;
use super::render::Renderer;
use super::tables::Tables;
use super::{Options, run};

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The Rust of a case, and the lines of its tables that nothing used.
fn generate(case: &Value) -> Result<(String, Vec<String>)> {
    let lines = |name: &str| {
        let lines = case[name].as_array().into_iter().flatten().filter_map(Value::as_str);
        lines.collect::<Vec<_>>().join("\n")
    };
    let constructors =
        case["constructors"].as_object().map_or_else(|| "{}".to_owned(), |map| Value::from(map.clone()).to_string());
    let tables = Tables::parse(&lines("relations"), &lines("refs"), &lines("secrets"), &constructors)?;
    let types = case["types"].as_object().expect("a case has types");
    let model = Model::of("demo", types, &tables)?;
    Ok((Renderer::new(&root())?.service(&model)?, tables.idle()))
}

fn case(text: &str) -> Value {
    serde_json::from_str(text).expect("a case is JSON")
}

#[test]
fn cases_come_out_as_expected() {
    let mut wrong = Vec::new();
    for entry in fs::read_dir(root().join("xtask/tests/codegen")).expect("the cases are there") {
        let path = entry.expect("a case can be read").path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let (found, idle) =
            generate(&case(&fs::read_to_string(&path).expect("a case can be read"))).expect("a case generates");
        assert_eq!(idle, Vec::<String>::new(), "{}", path.display());
        let expected = path.with_extension("rs");
        match fs::read_to_string(&expected) {
            Ok(text) if text.replace("\r\n", "\n") == found => {}
            Ok(_) => wrong.push(format!("{} differs; remove it to write it again", expected.display())),
            Err(_) => {
                fs::write(&expected, found).expect("the expectation can be written");
                wrong.push(format!("{} was missing and is written: review it", expected.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_committed_is_what_codegen_writes() {
    run(&Options { from: None, check: true, propose: false }).expect("nothing is stale");
}

/// What a case is refused with.
fn refusal(text: &str) -> String {
    format!("{:#}", generate(&case(text)).expect_err("the case is refused"))
}

#[test]
fn a_new_property_that_sounds_secret_is_refused() {
    let found = refusal(
        r#"{"types": {"AWS::Demo::Thing": {"primaryIdentifier": ["/properties/Id"],
            "properties": {"Id": {"type": "string"}, "AdminPassword": {"type": "string"}},
            "writeOnlyProperties": ["/properties/AdminPassword"]}}}"#,
    );
    assert!(found.contains("say `secret` or `plain` in secrets.txt"), "{found}");
}

#[test]
fn an_unknown_format_is_refused() {
    let found = refusal(
        r#"{"types": {"AWS::Demo::Thing": {"primaryIdentifier": ["/properties/Id"],
            "properties": {"Id": {"type": "string"}, "Zone": {"type": "string", "format": "AWS::Demo::Zone.Id"}}}}}"#,
    );
    assert!(found.contains("says nothing of the format `AWS::Demo::Zone.Id`"), "{found}");
}

#[test]
fn a_frozen_argument_that_is_gone_is_refused() {
    let found = refusal(
        r#"{"constructors": {"AWS::Demo::Thing": ["Gone"]},
            "types": {"AWS::Demo::Thing": {"primaryIdentifier": ["/properties/Id"], "properties": {"Id": {"type": "string"}}}}}"#,
    );
    assert!(found.contains("takes `Gone`, which is not a property any more"), "{found}");
}

#[test]
fn two_selectors_of_one_weight_are_refused() {
    let found = refusal(
        r#"{"relations": ["ThingId AWS::Demo::Thing Ref demo:Other", "ZoneId AWS::Demo::Zone Ref demo:Other"],
            "types": {"AWS::Demo::Thing": {"primaryIdentifier": ["/properties/Id"],
            "properties": {"Id": {"type": "string"}, "Other": {"type": "string"}}}}}"#,
    );
    assert!(found.contains("both speak of"), "{found}");
}

#[test]
fn a_line_that_nothing_uses_is_named() {
    let case = case(
        r#"{"relations": ["ThingId AWS::Demo::Thing Ref demo:Nowhere", "format AWS::Demo::Thing.Id ThingId"],
            "refs": ["AWS::Demo::Gone Id"], "secrets": ["secret demo:Gone"],
            "types": {"AWS::Demo::Thing": {"primaryIdentifier": ["/properties/Id"], "properties": {"Id": {"type": "string"}}}}}"#,
    );
    let (_, idle) = generate(&case).expect("the case generates");
    let expected = ["selector demo:Nowhere", "format AWS::Demo::Thing.Id", "ref AWS::Demo::Gone", "secret demo:Gone"];
    assert_eq!(idle, expected);
}
