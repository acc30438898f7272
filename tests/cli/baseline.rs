//! Which findings count: chosen by rule, and known from a baseline.

use serde_json::Value;

use super::support::{Case, snapshot, transcript};

const KNOWN: [&str; 3] = ["check", "--baseline", "baseline.json"];

fn write(case: &Case) {
    let run = case.run(&["check", "--write-baseline", "baseline.json"]).code(0);
    assert_eq!(run.out, "baseline.json\n");
}

#[test]
fn rules_are_chosen_by_name() {
    let case = Case::new().with("dev", "mistakes").with("prod", "mesh");
    let runs = [
        case.run(&["check", "--select", "service-ended,unused-*"]).code(0),
        case.run(&["check", "--ignore", "invalid-*", "--ignore", "duplicate-id"]).code(0),
        case.run(&["check", "--select", "invalid-*", "--ignore", "invalid-tag"]).code(1),
        case.run(&["check", "--select", "servce-ended", "--ignore", "nothing-*"]).code(2),
    ];
    snapshot("select", &transcript(&runs));
}

#[test]
fn what_is_known_does_not_count() {
    let case = Case::new().with("dev", "mistakes").with("qa", "mesh");
    write(&case);
    let runs = [
        case.run(&KNOWN).code(0),
        case.run(&["check", "--baseline", "baseline.json", "--strict"]).code(0),
        // Known in one environment is not known in another.
        {
            case.set("prod", "mesh", 0);
            case.run(&KNOWN).code(0)
        },
    ];
    snapshot("baseline", &(case.get("baseline.json") + "\n" + &transcript(&runs)));
}

#[test]
fn a_baseline_is_what_its_schema_says() {
    let case = Case::new().with("dev", "mistakes").with("qa", "mesh");
    write(&case);
    let written: Value = serde_json::from_str(&case.get("baseline.json")).expect("JSON");
    let schema: Value = serde_json::from_str(include_str!("../../docs/schemas/baseline.schema.json")).expect("JSON");
    agrees(&written, &schema);
    let known = written["findings"].as_array().expect("a list");
    assert!(!known.is_empty());
    known.iter().for_each(|known| agrees(known, &schema["$defs"]["Known"]));
}

/// Sees that an object has the members that it must have, and none that it cannot.
fn agrees(written: &Value, schema: &Value) {
    let (written, possible) = (written.as_object().expect("an object"), &schema["properties"]);
    let needed = schema["required"].as_array().expect("a list");
    assert!(needed.iter().all(|name| written.contains_key(name.as_str().unwrap_or_default())), "{written:?}");
    for (name, value) in written {
        let kind = match value {
            Value::String(_) => "string",
            Value::Array(_) => "array",
            _ => "integer",
        };
        assert_eq!(possible[name]["type"], kind, "{name}");
    }
}

#[test]
fn what_is_known_and_gone_is_a_finding() {
    let case = Case::new().with("dev", "mesh");
    write(&case);
    case.set("dev", "fine", 0);
    let runs = [
        case.run(&KNOWN).code(0),
        case.run(&["check", "--baseline", "baseline.json", "--strict"]).code(1),
        // Not looked at is not gone.
        case.run(&["check", "--baseline", "baseline.json", "--env", "dev"]).code(0),
        case.run(&["check", "--baseline", "baseline.json", "--backend", "terraform"]).code(0),
        case.run(&["check", "--baseline", "baseline.json", "--select", "service-ended"]).code(0),
        case.run(&["check", "--baseline", "baseline.json", "--ignore", "service-ended"]).code(0),
    ];
    snapshot("baseline-gone", &transcript(&runs));
}

/// A baseline is committed: an edit elsewhere must not change it, and its own line must be found.
#[test]
fn a_baseline_does_not_depend_on_lines() {
    let case = Case::new().with("dev", "mistakes");
    write(&case);
    let text = case.get("baseline.json");
    assert!(!text.contains("program.rs"), "{text}");
    write(&case);
    assert_eq!(case.get("baseline.json"), text);
    // Laid out by somebody's editor, it says the same.
    let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    case.put("baseline.json", &serde_json::to_string_pretty(&read).expect("JSON"));
    assert_eq!(case.run(&KNOWN).code(0).out, "");
}

#[test]
fn no_error_is_written_past() {
    let case = Case::new().with("dev", "mistakes");
    write(&case);
    case.run(&["synth", "--baseline", "baseline.json"]).code(1);
    case.run(&["synth", "--ignore", "*"]).code(1);
    case.run(&["synth", "--select", "service-ended"]).code(1);
    assert!(case.files("dist").is_empty());
    // What only counts because it is judged strictly is no error by itself.
    case.set("dev", "mesh", 0);
    write(&case);
    case.run(&["synth", "--strict", "--baseline", "baseline.json"]).code(0);
    case.run(&["synth", "--strict", "--ignore", "service-ended,unused-allow", "--check"]).code(0);
    case.run(&["synth", "--strict", "--ignore", "service-ended"]).code(1);
}

#[test]
fn a_baseline_is_wrong() {
    let case = Case::new().with("dev", "fine");
    case.put("version.json", "{ \"version\": 2, \"findings\": [] }\n");
    case.put("member.json", "{ \"version\": 1,\n  \"findings\": [ { \"rule\": \"a\", \"mesage\": \"b\" } ] }\n");
    let of = |file: &str| case.run(&["check", "--baseline", file]).code(2);
    let both = ["check", "--baseline", "version.json", "--write-baseline", "version.json"];
    let runs = [of("version.json"), of("member.json"), of("none.json"), of("env"), case.run(&both).code(2)];
    snapshot("baseline-wrong", &transcript(&runs));
}
