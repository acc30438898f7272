//! `schema`: published schemas, and what the registry knows of a type.

use serde_json::Value;

use super::support::{Case, Run, snapshot, tool, transcript};

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).expect("JSON")
}

#[test]
fn published_schemas_are_printed() {
    let case = Case::new();
    for (name, file) in
        [("manifest", "manifest"), ("diagnostics", "report"), ("baseline", "baseline"), ("settings", "settings")]
    {
        let path = format!("{}/docs/schemas/{file}.schema.json", env!("CARGO_MANIFEST_DIR"));
        let published = std::fs::read_to_string(path).expect("a published schema").replace("\r\n", "\n");
        let run = tool(&case.directory, &["schema", name]).code(0);
        assert!(run.out == published && run.err.is_empty(), "{name}");
    }
    let open = case.run(&["schema", "settings"]).code(0);
    assert!(open.err.starts_with("note: ") && json(&open)["properties"]["settings"].is_object());
}

#[test]
fn a_program_describes_its_own_settings() {
    let case = Case::new();
    let run = case.run_with_rules("settings", &["schema", "settings"]).code(0);
    assert!(run.err.is_empty());
    let schema = json(&run);
    assert_eq!(schema["$defs"]["Settings"]["properties"]["buckets"]["type"], "integer");
    assert_eq!(schema["required"], serde_json::json!(["settings"]));
}

#[test]
fn a_type_is_described() {
    let case = Case::new();
    let of = |arguments: &[&str]| tool(&case.directory, &[&["schema", "registry"], arguments].concat());
    let runs = [
        tool(&case.directory, &["schema"]).code(0),
        of(&["AWS::Logs::LogGroup"]).code(0),
        of(&["AWS::EC2::VPC"]).code(0),
        of(&["AWS::EKS::AccessEntry", "--json"]).code(0),
        of(&["AWS::AppMesh::Mesh"]).code(0),
        of(&["AWS::ECR::R"]).code(0),
        of(&["AWS::ECR::R", "--json"]).code(0),
    ];
    snapshot("schema", &transcript(&runs));
}

#[test]
fn every_type_can_be_described() {
    let case = Case::new();
    let names = tool(&case.directory, &["schema", "registry"]).code(0).out;
    assert!(names.lines().count() > 1_500);
    // Definitions that hold themselves, maps, alternatives, and the largest type there is.
    for name in
        ["AWS::WAFv2::WebACL", "AWS::S3::Bucket", "AWS::QuickSight::Dashboard", "AWS::EC2::Instance", "Custom::X"]
    {
        let text = tool(&case.directory, &["schema", "registry", name]).code(0).out;
        assert!(text.lines().count() < 60_000, "{name}: {} lines", text.lines().count());
        let known = json(&tool(&case.directory, &["schema", "registry", name, "--json"]).code(0));
        assert!(known["properties"].as_array().is_some_and(|properties| !properties.is_empty()), "{name}");
    }
}

#[test]
fn an_unknown_type_is_met_with_near_ones() {
    let case = Case::new();
    let of = |arguments: &[&str]| tool(&case.directory, arguments);
    let runs = [
        of(&["schema", "registry", "AWS::EC2::Vpcs"]).code(2),
        of(&["schema", "registry", "aws::logs::loggroup"]).code(2),
        of(&["schema", "registry", "nothing of the kind"]).code(2),
        of(&["schema", "manifesto"]).code(2),
        of(&["schema", "manifest", "AWS::EC2::VPC"]).code(2),
    ];
    assert!(runs.iter().all(|run| run.out.is_empty()));
    snapshot("schema-unknown", &transcript(&runs));
}
