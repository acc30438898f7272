//! The published JSON Schemas are those of the code.

use std::fs;
use std::path::Path;

use formwork::{SettingsFile, assembly, cli, diagnostic};
use serde_json::Value;

fn check(name: &str, schema: &Value) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas").join(name);
    let text = serde_json::to_string_pretty(schema).expect("JSON") + "\n";
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&file, &text).expect("the schema is written");
    }
    let published = fs::read_to_string(&file).unwrap_or_default();
    // Not `assert_eq!`: two long texts are no help.
    assert!(published == text, "{name} is stale: `INSTA_UPDATE=always cargo test` writes it");
}

#[test]
fn schemas_are_fresh() {
    check("manifest.schema.json", &assembly::Manifest::schema());
    check("report.schema.json", &diagnostic::json_schema());
    check("baseline.schema.json", &cli::baseline_schema());
    // What a program's own settings look like is the program's to say.
    check("settings.schema.json", &schemars::schema_for!(SettingsFile<serde_json::Map<String, Value>>).to_value());
}
