//! The settings files: that they are what the schema says, and that the schema is what the program reads.

use formwork::{Environment, SettingsFile};
use formwork_stacks::Settings;

use crate::support::settings;

#[test]
fn the_schema_is_fresh() {
    let schema = schemars::schema_for!(SettingsFile<Settings>);
    let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
    let committed = include_str!("../../env/settings.schema.json").replace("\r\n", "\n");
    // Not `assert_eq!`: two long texts are no help.
    assert!(
        text == committed,
        "run `cargo run -p formwork-stacks --example settings_schema > stacks/env/settings.schema.json`"
    );
}

fn refuse(change: impl Fn(&str) -> String, message: &str) {
    let error =
        Environment::<Settings>::from_json("dev", &change(settings("dev"))).expect_err("this is no settings file");
    assert!(error.contains(message), "{error}");
}

#[test]
fn what_nobody_reads_is_refused() {
    refuse(|text| text.replace("\"prefix\"", "\"prefiks\""), "unknown field `prefiks`");
    refuse(|text| text.replace("\"arm64\"", "\"arm46\""), "unknown variant `arm46`");
    refuse(|text| text.replace("\"111122223333\",", "\"1111\","), "not twelve digits");
}
