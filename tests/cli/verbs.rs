//! What each verb says when all is well.

use std::io::Read;
use std::process::Stdio;

use super::support::{Case, snapshot, tool, transcript};

fn case() -> Case {
    Case::new().with("prod", "fine").with("dev", "fine")
}

#[test]
fn lists() {
    let case = case();
    let commands: [&[&str]; 4] =
        [&["list"], &["list", "--env", "prod"], &["list", "--long"], &["list", "--json", "--env", "dev"]];
    snapshot("list", &transcript(&commands.map(|arguments| case.run(arguments).code(0))));
}

#[test]
fn checks_dated_facts_for_a_day_and_as_strictly_as_asked() {
    let case = Case::new().with("dev", "mesh");
    let runs = [
        case.run(&["check"]).code(0),
        case.run(&["check", "--strict"]).code(1),
        case.run(&["check", "--today", "2026-01-01"]).code(0),
    ];
    snapshot("check-mesh", &transcript(&runs));
    case.run(&["synth"]).code(0);
    case.run(&["synth", "--strict", "--out", "strict"]).code(1);
    assert!(case.files("strict").is_empty());
}

#[test]
fn explains() {
    let case = case();
    let table = case.run(&["explain"]).code(0);
    for name in ["duplicate-id", "service-ended", "unused-allow"] {
        assert!(table.out.lines().any(|line| line.starts_with(&format!("  {name} "))), "{name}");
    }
    let explained = case.run(&["explain", "service-ended"]).code(0);
    assert!(explained.out.starts_with("# service-ended\n\nA warning, for both engines.\n\n## What it finds\n"));
    assert!(explained.err.is_empty());
    let engine = case.run(&["explain", "unmapped-property"]).code(0).out;
    assert!(engine.starts_with("# unmapped-property\n\nAn error, for Terraform.\n"), "{engine}");
}

#[test]
fn the_stand_alone_binary_explains_alike() {
    let case = case();
    assert_eq!(
        tool(&case.directory, &["explain", "unused-allow"]).code(0).out,
        case.run(&["explain", "unused-allow"]).out
    );
    let of = |arguments: &[&str]| tool(&case.directory, arguments);
    snapshot("tool", &transcript(&[of(&["--help"]).code(0), of(&["synth"]).code(2), of(&["--version"]).code(0)]));
}

#[test]
fn every_help_has_the_exit_codes() {
    let case = case();
    let runs = [
        case.run(&["--help"]).code(0),
        case.run(&["synth", "--help"]).code(0),
        case.run(&["list", "--help"]).code(0),
        case.run(&["check", "--help"]).code(0),
        case.run(&["explain", "--help"]).code(0),
        case.run(&["schema", "--help"]).code(0),
        case.run(&["schema", "registry", "--help"]).code(0),
        case.run(&["completions", "--help"]).code(0),
        case.run(&["man", "--help"]).code(0),
        tool(&case.directory, &["init", "--help"]).code(0),
    ];
    assert!(runs.iter().all(|run| run.out.contains("Exit codes:\n  0  ") && run.err.is_empty()));
    snapshot("help", &transcript(&runs));
}

#[test]
fn colours_are_for_those_who_want_them() {
    let case = Case::new().with("dev", "mistakes");
    let coloured = |arguments: &[&str], variables: &[(&str, &str)]| {
        let output = case.command(arguments).envs(variables.iter().copied()).output().expect("the program runs");
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&["check"], &[]));
    assert!(coloured(&["check", "--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&["check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["check", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&["explain", "duplicate-id"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_reader_may_stop_early() {
    let case = case();
    let mut child =
        case.command(&["explain"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("stderr").read_to_string(&mut said).expect("UTF-8");
    assert_eq!((child.wait().expect("it ends").code(), said.as_str()), (Some(0), ""));
}

#[test]
fn a_program_needs_no_settings() {
    let case = Case::new();
    let runs = [case.run(&["list"]).code(0), case.run(&["synth", "--backend", "cloudformation"]).code(0)];
    snapshot("without-settings", &transcript(&runs));
}

#[test]
fn settings_beside_the_manifest_come_first() {
    let case = case();
    case.put("elsewhere/env/qa.json", "{ \"settings\": { \"scenario\": \"without-web\" } }");
    let output =
        case.command(&["list"]).env("PROGRAM_HOME", case.directory.join("elsewhere")).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "orders/qa/network\n");
}
