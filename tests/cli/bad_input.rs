//! Everything a user can get wrong: a clear message, the right code, nothing written.

use super::support::{Case, Run, snapshot, transcript};

fn check(name: &str, case: &Case, commands: &[&[&str]]) -> Vec<Run> {
    let runs: Vec<Run> = commands.iter().map(|arguments| case.run(arguments)).collect();
    snapshot(name, &transcript(&runs));
    assert!(case.files("dist").is_empty(), "something was written");
    runs
}

#[test]
fn a_settings_file_is_wrong() {
    let case = Case::new();
    case.put("env/dev.json", "{\n  \"region\": \"eu-west-1\",\n  \"settings\": { \"scenrio\": \"fine\" }\n}\n");
    case.put("env/prod.json", "{\n  \"account\": \"1234\",\n  \"settings\": { \"scenario\": \"fine\" }\n}\n");
    case.put("env/qa.json", "{\n  \"settings\": { \"scenario\": \"mehs\" }\n");
    check("settings-file", &case, &[&["synth"], &["check", "--env", "prod"]]);
}

#[test]
fn an_environment_is_unknown() {
    let case = Case::new().with("dev", "fine").with("prod", "fine");
    check("unknown-environment", &case, &[&["synth", "--env", "prd"], &["list", "--env", "dev,staging,qa"]]);
}

#[test]
fn a_stack_is_unknown() {
    let case = Case::new().with("dev", "fine");
    check("unknown-stack-name", &case, &[&["synth", "netwrok"], &["synth", "web", "database"]]);
}

#[test]
fn mistakes_are_all_reported_at_once() {
    let case = Case::new().with("dev", "mistakes").with("prod", "mistakes").with("qa", "fine");
    let runs = check("mistakes", &case, &[&["check"], &["synth"], &["check", "--env", "qa"]]);
    assert_eq!(runs.iter().map(|run| run.code).collect::<Vec<_>>(), [1, 1, 0]);
}

#[test]
fn findings_are_data_too() {
    let case = Case::new().with("dev", "mistakes").with("prod", "fine");
    let runs = check("mistakes-json", &case, &[&["check", "--format", "json"]]);
    let report: serde_json::Value = serde_json::from_str(&runs[0].out).expect("JSON");
    assert_eq!(report["findings"][0]["environments"], serde_json::json!(["dev"]));
}

#[test]
fn stacks_take_from_each_other_in_a_circle() {
    let case = Case::new().with("dev", "circle");
    check("circle", &case, &[&["synth"], &["list"]]);
}

#[test]
fn the_program_itself_fails() {
    let case = Case::new().with("dev", "panics").with("prod", "fine");
    let runs = check("panic", &case, &[&["synth"]]);
    assert_eq!(runs[0].code, 2);
    let case = Case::new().with("dev", "refuses").with("prod", "refuses");
    check("refusal", &case, &[&["synth"], &["list"], &["check", "--env", "prod"]]);
}

#[test]
fn apps_would_overwrite_each_other() {
    let case = Case::new().with("dev", "twins").with("prod", "fine");
    check("twins", &case, &[&["synth"]]);
    let case = Case::new().with("dev", "homeless").with("prod", "homeless");
    check("homeless", &case, &[&["synth"]]);
}

#[test]
fn there_are_no_settings_files() {
    let case = Case::new();
    case.put("env/.hidden.json", "{}");
    check("no-settings", &case, &[&["list"]]);
    let case = Case::new();
    check("no-environments", &case, &[&["list"], &["list", "--env", "dev"]]);
}

#[test]
fn usage_is_wrong() {
    let case = Case::new().with("dev", "fine");
    let commands: [&[&str]; 6] = [
        &[],
        &["sinth"],
        &["synth", "--backend", "cdk"],
        &["check", "--today", "2026-02-30"],
        &["list", "--long", "--json"],
        &["explain", "refrence-cycle"],
    ];
    let runs = check("usage", &case, &commands);
    assert!(runs.iter().all(|run| run.code == 2 && run.out.is_empty()));
}

#[test]
fn the_output_cannot_be_written() {
    let case = Case::new().with("dev", "fine");
    case.put("taken", "a file");
    case.put("others/orders/dev/thesis.txt", "years of work");
    case.put("newer/orders/dev/manifest.json", "{ \"version\": 2 }");
    case.put("broken/orders/dev/manifest.json", "<<<<<<< HEAD");
    let before = case.files("");
    let commands: [&[&str]; 5] = [
        &["synth", "--out", "taken"],
        &["synth", "--out", "others"],
        &["synth", "--out", "newer"],
        &["synth", "--out", "broken"],
        &["synth", "--check", "--out", "others"],
    ];
    let runs = check("unwritable", &case, &commands);
    assert!(runs.iter().all(|run| run.code == 2 && run.out.is_empty()));
    assert_eq!(case.files(""), before);
}
