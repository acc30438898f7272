//! `init`: what it makes is a whole crate, which is really built here.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::support::{Case, snapshot, tool, transcript};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Cargo in the new crate, without a network, against this checkout. It builds in one place for all runs of the tests.
fn cargo(home: &Path, arguments: &[&str]) -> std::process::Output {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(arguments)
        .env("CARGO_NET_OFFLINE", "true")
        .current_dir(home)
        .env_remove("RUSTFLAGS")
        .env_remove("FORMWORK_OUT");
    command.env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("init"));
    command.env("RUST_BACKTRACE", "0").output().expect("cargo runs")
}

#[track_caller]
fn well(output: &std::process::Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

/// What follows from the constructs, taken over from the new crate when snapshots are blessed.
fn bless(home: &Path) {
    const SNAPSHOTS: [&str; 2] = ["tests/snapshots/output__dev.snap", "tests/snapshots/output__prod.snap"];
    let templates = PathBuf::from(ROOT).join("templates/init");
    let take = |file: &str| {
        fs::copy(home.join(file), templates.join(file)).expect("a template");
    };
    let schema = well(&cargo(home, &["run", "--quiet", "--", "schema", "settings"]));
    fs::write(home.join("env/settings.schema.json"), schema).expect("the settings' schema");
    take("env/settings.schema.json");
    SNAPSHOTS.iter().for_each(|file| fs::remove_file(home.join(file)).expect("an old snapshot"));
    well(&cargo(home, &["test", "--quiet"]));
    SNAPSHOTS.iter().for_each(|file| take(file));
}

#[test]
fn a_new_crate_builds_synthesises_and_is_well_at_once() {
    // Always at one place: cargo would take a crate at another for another crate, and build and keep it too.
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("harbour");
    let _ = fs::remove_dir_all(&home);
    let place = home.display().to_string();
    tool(Path::new(ROOT), &["init", "harbour-platform", "--path", &place, "--formwork", ROOT]).code(0);
    // The versions that are at hand.
    fs::copy(Path::new(ROOT).join("Cargo.lock"), home.join("Cargo.lock")).expect("a lock file");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        bless(&home);
    }
    let written = well(&cargo(&home, &["run", "--quiet", "--", "synth"]));
    assert_eq!(written.lines().count(), 10, "{written}");
    well(&cargo(&home, &["run", "--quiet", "--", "synth", "--check"]));
    assert_eq!(well(&cargo(&home, &["run", "--quiet", "--", "check", "--strict"])), "");
    well(&cargo(&home, &["test", "--quiet"]));
}

#[test]
fn a_new_crate_is_formatted() {
    let case = Case::new();
    tool(&case.directory, &["init", "orders", "--formwork", ROOT]).code(0);
    well(&{
        let mut rustfmt = Command::new("rustfmt");
        // As its users have it; this repository's own lines are longer.
        rustfmt.args(["--check", "--edition", "2024", "--config", "max_width=100,use_small_heuristics=Default"]);
        rustfmt.args(["src/lib.rs", "src/main.rs", "tests/output.rs"]).current_dir(case.directory.join("orders"));
        rustfmt.output().expect("rustfmt runs")
    });
}

#[test]
fn it_makes_every_file_and_says_so() {
    let case = Case::new();
    let run = tool(&case.directory, &["init", "orders", "--path", "infra"]).code(0);
    let mut said: Vec<&str> = run.out.lines().collect();
    said.sort_unstable();
    assert_eq!(case.files("infra").keys().map(String::as_str).collect::<Vec<_>>(), said);
    let manifest = case.get("infra/Cargo.toml");
    assert!(manifest.contains("formwork = { version = \"0.1\", features = [\"schemars\"] }"), "{manifest}");
    assert!(
        manifest
            .contains("[profile.dev]\ndebug = \"line-tables-only\"\n\n[profile.dev.package.\"*\"]\ndebug = false\n")
    );
    assert!(!manifest.contains("opt-level"));
    let workflow = case.get("infra/.github/workflows/infrastructure.yml");
    assert!(workflow.contains("synth --check"));
    snapshot("init", &transcript(&[run]));
}

#[test]
fn nothing_is_overwritten() {
    let case = Case::new();
    case.put("orders/README.md", "years of work");
    case.put("orders/src/main.rs", "fn main() {}");
    case.put("orders/src/other.rs", "");
    case.put("taken", "a file");
    case.put("empty/keep", "");
    let before = case.files("");
    let of = |arguments: &[&str]| tool(&case.directory, &[&["init"], arguments].concat());
    let runs = [
        of(&["orders"]).code(2),
        of(&["orders", "--path", "taken"]).code(2),
        of(&["orders", "--path", "new", "--formwork", "empty"]).code(2),
        of(&["Orders"]).code(2),
        of(&["../orders"]).code(2),
        of(&["match"]).code(2),
        of(&[]).code(2),
    ];
    assert!(runs.iter().all(|run| run.out.is_empty()));
    // How the system words it differs.
    of(&["orders", "--path", "taken/below"]).code(2);
    assert_eq!(case.files(""), before);
    snapshot("init-refused", &transcript(&runs));
    // What is beside the new files stays.
    of(&["orders", "--path", "empty"]).code(0);
    assert_eq!(case.get("empty/keep"), "");
}
