//! `synth` and the disk.

use std::collections::BTreeMap;
use std::fs;
use std::process::Stdio;
use std::time::Duration;

use super::support::{Case, snapshot, transcript};

const NETWORK: &str = "dist/orders/dev/cloudformation/network.template.json";

#[test]
fn a_tree_is_written_once_and_then_left_alone() {
    let case = Case::new().with("dev", "fine").with("prod", "fine");
    let first = case.run(&["synth"]).code(0);
    let time = |path: &str| fs::metadata(case.directory.join(path)).and_then(|facts| facts.modified()).expect("a time");
    let before = time("dist/orders/dev");
    std::thread::sleep(Duration::from_millis(20));
    let second = case.run(&["synth"]).code(0);
    assert_eq!(time("dist/orders/dev"), before);
    case.set("dev", "fine", 1);
    let third = case.run(&["synth"]).code(0);
    case.set("dev", "without-web", 1);
    let fourth = case.run(&["synth"]).code(0);
    let files: String = case.files("dist").keys().map(|name| format!("{name}\n")).collect();
    snapshot("synth", &format!("{}{files}", transcript(&[first, second, third, fourth])));
}

#[test]
fn the_manifest_says_how_to_deploy() {
    let case = Case::new().with("dev", "fine");
    case.run(&["synth"]).code(0);
    let mut manifest: serde_json::Value =
        serde_json::from_str(&case.get("dist/orders/dev/manifest.json")).expect("JSON");
    // Digests are those of the printed files, which have snapshots of their own.
    for stack in manifest["stacks"].as_array_mut().expect("stacks") {
        for engine in ["cloudformation", "terraform"] {
            let file = stack[engine].get("template").or(stack[engine].get("file")).and_then(|path| path.as_str());
            let text = case.get(&format!("dist/orders/dev/{}", file.expect("a path")));
            assert_eq!(stack[engine]["sha256"], sha256(text.as_bytes()));
            stack[engine]["sha256"] = "…".into();
        }
    }
    snapshot("manifest", &serde_json::to_string_pretty(&manifest).expect("JSON"));
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest, Sha256};
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_check_names_what_differs_and_writes_nothing() {
    let case = Case::new().with("dev", "fine").with("qa", "fine");
    let missing = case.run(&["synth", "--check", "--env", "dev"]).code(1);
    assert!(case.files("dist").is_empty());
    case.run(&["synth"]).code(0);
    let current = case.run(&["synth", "--check"]).code(0);
    case.put(NETWORK, "{}\n");
    case.set("dev", "without-web", 0);
    fs::remove_file(case.directory.join("env/qa.json")).expect("an environment goes");
    let before = case.files("dist");
    let stale = case.run(&["synth", "--check"]).code(1);
    assert_eq!(case.files("dist"), before);
    let written = case.run(&["synth"]).code(0);
    snapshot("synth-check", &transcript(&[missing, current, stale, written]));
}

#[test]
fn only_the_wanted_stacks_are_touched() {
    let case = Case::new().with("dev", "fine");
    let first = case.run(&["synth", "network"]).code(0);
    case.run(&["synth"]).code(0);
    let web = case.get("dist/orders/dev/cloudformation/web.template.json");
    case.put("dist/orders/dev/cloudformation/web.template.json", "{}\n");
    case.set("dev", "fine", 2);
    let second = case.run(&["synth", "network"]).code(0);
    assert_eq!(case.get("dist/orders/dev/cloudformation/web.template.json"), "{}\n");
    assert!(case.get(NETWORK).contains("Bucket1"));
    let third = case.run(&["synth", "--check", "web"]).code(1);
    case.run(&["synth", "web"]).code(0);
    assert_eq!(case.get("dist/orders/dev/cloudformation/web.template.json"), web);
    case.run(&["synth", "--check"]).code(0);
    snapshot("synth-selection", &transcript(&[first, second, third]));
}

#[test]
fn one_engine_is_enough() {
    let case = Case::new().with("dev", "fine");
    for backend in ["cloudformation", "terraform"] {
        case.run(&["synth", "--backend", backend, "--out", backend]).code(0);
        let other = if backend == "terraform" { "/cloudformation/" } else { "/terraform/" };
        assert!(case.files(backend).keys().all(|name| !name.contains(other)));
        assert_eq!(case.files(backend).len(), 3);
    }
}

#[test]
fn the_output_directory_may_come_from_the_environment() {
    let case = Case::new().with("dev", "fine");
    let synth = |arguments: &[&str]| case.command(arguments).env("FORMWORK_OUT", "build").output().expect("it runs");
    assert!(synth(&["synth"]).status.success());
    assert!(synth(&["synth", "-o", "other"]).status.success());
    assert_eq!(case.files("build").len(), case.files("other").len());
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let case = Case::new().with("dev", "fine").with("prod", "fine");
    case.run(&["synth", "--out", "a"]).code(0);
    case.run(&["synth", "--out", "b"]).code(0);
    let contents = |below: &str| case.files(below).into_values().collect::<Vec<_>>();
    assert_eq!(contents("a"), contents("b"));
}

/// Whenever a run is killed, the tree is the old one or the new one, whole; or it waits beside for the next run.
#[test]
fn a_killed_run_leaves_a_whole_tree() {
    let case = Case::new().with("dev", "fine");
    let tree = |buckets: u32| {
        case.set("dev", "fine", buckets);
        case.run(&["synth", "--out", "known"]).code(0);
        strip(case.files("known/orders/dev"))
    };
    let known = [tree(0), tree(40)];
    case.run(&["synth"]).code(0);
    for round in 0..30_u32 {
        case.set("dev", "fine", if round % 2 == 0 { 0 } else { 40 });
        let mut command = case.command(&["synth"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        std::thread::sleep(Duration::from_micros(u64::from(round) * 150));
        let _ = child.kill();
        let _ = child.wait();
        let mut found = strip(case.files("dist/orders/dev"));
        if found.is_empty() {
            found = strip(case.files("dist/orders/.dev.formwork-old"));
        }
        assert!(known.contains(&found), "round {round}: {:?}", found.keys());
    }
    case.run(&["synth"]).code(0);
    let hidden = |name: &&String| name.contains(".formwork-");
    assert_eq!(case.files("dist").keys().find(hidden), None);
}

/// The files by what follows their environment.
fn strip(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    files.into_iter().map(|(name, bytes)| (name.splitn(4, '/').last().unwrap_or_default().to_owned(), bytes)).collect()
}
