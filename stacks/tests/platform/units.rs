//! What the program expects of its roots, as tests that Terraform runs.

use serde_json::Value;

use crate::emitted;

#[test]
fn row_4_17_expectations_are_tests_of_their_root() {
    let emitted = emitted::of("prod");
    let test: Value = serde_json::from_str(emitted.text("terraform/rds/tests/unit.tftest.json")).expect("JSON");
    assert!(test["mock_provider"]["aws"].is_object(), "it needs no account");
    let run = &test["run"]["plan"];
    assert_eq!(run["command"], "plan");
    let asserts = run["assert"].as_array().expect("assertions");
    let says: Vec<&str> = asserts.iter().filter_map(|one| one["error_message"].as_str()).collect();
    assert!(says.contains(&"Expected that the database is encrypted."), "{says:?}");
    let condition = asserts[0]["condition"].as_str().expect("text");
    assert_eq!(condition, r#"${tostring(aws_db_instance.database.storage_encrypted) == "true"}"#);
    // Other roots' states are stood in for.
    let states: Vec<&str> =
        test["override_data"].as_array().expect("states").iter().filter_map(|state| state["target"].as_str()).collect();
    assert!(states.contains(&"data.terraform_remote_state.network"), "{states:?}");
    let stack = emitted.assembly.manifest.stack("rds").and_then(|stack| stack.terraform.as_ref()).expect("a root");
    assert_eq!(stack.test.as_deref(), Some("terraform -chdir=terraform/rds test"));
}

#[test]
fn row_4_17_the_model_is_held_to_them_as_well() {
    // One zone in `prod` is what its settings may say; then nothing is expected of a second.
    let emitted = emitted::with("prod", |settings| settings["database"]["multi_az"] = false.into());
    assert!(!emitted.findings.has_errors(), "{}", emitted.report());
    let test = emitted.text("terraform/rds/tests/unit.tftest.json");
    assert!(!test.contains("outlives a zone"), "{test}");
}
