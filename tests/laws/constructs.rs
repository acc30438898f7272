//! The index of constructs is whole, and names only what there is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Spec types that a user adds, but whose sentence has another name.
const SENTENCES: &[(&str, &str)] = &[("iam::Granted", "iam::Grant")];

/// Rust files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// `service::Name` of every public construct.
fn constructs() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    let mut found = Vec::new();
    files(&source, &mut found);
    for path in found {
        let inside = path.strip_prefix(&source).expect("inside").components().next().expect("a module");
        let text = fs::read_to_string(&path).expect("a file of the source");
        modules.entry(inside.as_os_str().to_string_lossy().into_owned()).or_default().push_str(&text);
    }
    let mut names = BTreeSet::new();
    for (module, text) in modules.iter().filter(|(module, _)| !["core", "aws"].contains(&module.as_str())) {
        for line in text.lines().filter_map(|line| line.strip_prefix("impl Construct for ")) {
            let name = line.split(['<', ' ']).next().unwrap_or_default();
            if [" {", ";", "<", "("].iter().any(|end| text.contains(&format!("\npub struct {name}{end}"))) {
                let name = format!("{module}::{name}");
                let sentence = SENTENCES.iter().find(|(spec, _)| *spec == name);
                names.insert(sentence.map_or(name, |(_, sentence)| (*sentence).to_owned()));
            }
        }
    }
    names
}

#[test]
fn every_construct_is_in_the_index() {
    let index =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/constructs.md")).expect("the index");
    let made = index.split("\n## What exists already").next().unwrap_or(&index);
    let listed: BTreeSet<String> = made
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`').map(|(name, _)| name.to_owned()))
        .collect();
    let there = constructs();
    let missing: Vec<_> = there.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "not in docs/constructs.md: {missing:?}; not in the source: {gone:?}"
    );
}
