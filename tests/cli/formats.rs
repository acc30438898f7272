//! What `check` prints for machines. The files beside the snapshots are what the referees read.

use std::path::Path;

use super::support::{Case, snapshot, transcript};

fn case() -> Case {
    Case::new().with("dev", "mistakes").with("prod", "fine").with("qa", "mesh")
}

/// Compares with `snapshots/cli/report.snap.<ending>`, the report as a file.
fn report(ending: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_binary_snapshot!(&format!("report-{ending}.{ending}"), text.as_bytes().to_vec()));
}

#[test]
fn annotations_for_github() {
    let run = case().run(&["check", "--format", "github"]).code(1);
    assert!(
        run.out.lines().all(|line| ["::error ", "::warning ", "::notice "].iter().any(|kind| line.starts_with(kind)))
    );
    snapshot("github", &transcript(&[run]));
}

#[test]
fn test_results_for_any_ci() {
    report("xml", &case().run(&["check", "--format", "junit"]).code(1).out);
}

#[test]
fn a_log_for_code_scanning() {
    let case = case();
    let own = |arguments: &[&str]| case.run_with_rules("own", arguments);
    let text = own(&["check", "--format", "sarif"]).code(1).out;
    let log: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    // The program's own rule is described like those that come with formwork, and every result finds its rule.
    assert!(results.iter().any(|result| result["ruleId"] == "undescribed-stack"));
    for result in results {
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string(), "{result}");
    }
    report("sarif", &case.run(&["check", "--format", "sarif"]).code(1).out);
}

#[test]
fn all_formats_say_the_same() {
    let case = case();
    let json: serde_json::Value = serde_json::from_str(&case.run(&["check", "--format", "json"]).out).expect("JSON");
    let findings = json["findings"].as_array().expect("findings");
    assert!(findings.len() > 4);
    for format in ["text", "sarif", "github", "junit"] {
        let out = case.run(&["check", "--format", format]).code(1).out;
        for finding in findings {
            let rule = finding["rule"].as_str().expect("a rule");
            assert!(out.contains(rule), "{format} does not tell of {rule}");
        }
        assert_eq!(out, case.run(&["check", "--format", format]).out, "{format} differs from run to run");
    }
}

#[test]
fn a_report_may_go_to_a_file() {
    let case = case();
    let run = case.run(&["check", "--format", "sarif", "--output-file", "report.sarif"]).code(1);
    assert_eq!(run.out, "");
    assert_eq!(case.get("report.sarif"), case.run(&["check", "--format", "sarif"]).out);
    let text = case.run(&["check", "--output-file", "report.txt", "--color", "always"]).code(1);
    assert!(!case.get("report.txt").contains('\u{1b}') && text.out.is_empty());
    snapshot("report-unwritable", &transcript(&[case.run(&["check", "--output-file", "no/where"]).code(2)]));
}

#[test]
fn the_page_knows_every_flag_and_format() {
    let page = include_str!("../../docs/check.md");
    let help = Case::new().run(&["check", "--help"]).code(0).out;
    let flags = help.split_whitespace().filter(|word| word.starts_with("--") && !["--color", "--help"].contains(word));
    let flags: Vec<&str> = flags.collect();
    assert!(flags.contains(&"--write-baseline"), "{flags:?}");
    for flag in flags {
        assert!(page.contains(flag), "docs/check.md does not know `{flag}`");
    }
    let formats = help.split("[default: text] [possible values: ").nth(1).and_then(|rest| rest.split(']').next());
    for format in formats.expect("the formats").split(", ") {
        assert!(page.contains(&format!("| `{format}` |")), "docs/check.md does not know the format `{format}`");
    }
}
