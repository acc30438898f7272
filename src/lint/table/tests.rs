//! Laws over all rules.
#![allow(clippy::disallowed_methods, reason = "the laws are about files")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::lint::builtin::BuiltIn;

const HEADINGS: [&str; 5] = ["## What it finds", "## Why it matters", "## Bad", "## Good", "## Help"];

#[test]
fn names_are_kebab_case_and_sorted() {
    let letters = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
    for entry in rules() {
        let name = entry.name;
        assert!(
            name.bytes().all(letters) && !name.starts_with('-') && !name.ends_with('-') && !name.contains("--"),
            "{name}"
        );
        assert_eq!(find(name).map(|found| found.name), Some(name));
    }
    assert!(rules().is_sorted_by(|a, b| a.name < b.name));
}

#[test]
fn every_rule_is_in_one_family() {
    let mut listed: Vec<&str> = families().flat_map(|(_, entries)| entries).map(|entry| entry.name).collect();
    listed.sort_unstable();
    let names: Vec<&str> = rules().iter().map(|entry| entry.name).collect();
    assert_eq!(listed, names);
    for family in FAMILIES {
        let names: Vec<&str> = family.rules.iter().map(BuiltIn::name).collect();
        assert!(names.is_sorted(), "{}: {names:?}", family.title);
        assert!(names.iter().all(|name| find(name).is_some()), "{}: not in the table: {names:?}", family.title);
    }
}

#[test]
fn documents_have_all_headings_in_order() {
    for entry in rules() {
        let Entry { name, document, .. } = entry;
        assert!(document.starts_with(&format!("# {name}\n\n")), "{name}: title");
        let headings: Vec<&str> = document.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(headings, HEADINGS, "{name}");
        for section in document.split("\n## ").skip(1) {
            let (heading, body) = section.split_once('\n').unwrap_or((section, ""));
            assert!(!body.trim().is_empty(), "{name}: nothing under {heading}");
        }
        assert!(document.ends_with('\n') && !document.contains('\r'), "{name}: line ends");
        assert!(entry.summary().ends_with('.'), "{name}: summary");
    }
}

#[test]
fn every_document_is_in_the_table() {
    let files = fs::read_dir(source().join("lint/docs")).expect("the documents are there");
    let files: BTreeSet<String> =
        files.map(|file| file.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
    let known: BTreeSet<String> = rules().iter().map(|entry| format!("{}.md", entry.name)).collect();
    assert_eq!(files, known);
}

/// Whoever reports something names a rule of the table, and gives it the table's weight.
#[test]
fn every_name_in_the_sources_is_in_the_table() {
    let mut wrong = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for file in rust_files(&source()) {
        let text = fs::read_to_string(&file).expect("the sources are readable");
        for (word, severity) in [("Error", Severity::Error), ("Warning", Severity::Warning), ("Info", Severity::Info)] {
            for name in reported(&text, &format!("Diagnostic::{}(", severity.word())).chain(listed(&text, word)) {
                seen.insert(name.to_owned());
                if find(name).map(|entry| entry.severity) != Some(severity) {
                    wrong.insert(format!("{name} in {}", file.display()));
                }
            }
        }
    }
    assert!(seen.contains("duplicate-id"), "the scan finds nothing");
    assert!(wrong.is_empty(), "not in the table, or with another weight: {wrong:#?}");
}

/// Names in calls: the first argument.
fn reported<'a>(text: &'a str, call: &str) -> impl Iterator<Item = &'a str> {
    let calls: Vec<&str> = text.split(call).skip(1).collect();
    calls.into_iter().filter_map(|after| after.trim_start().strip_prefix('"')?.split('"').next())
}

/// Names in tables of other modules: each before a comma and its weight.
fn listed<'a>(text: &'a str, word: &str) -> impl Iterator<Item = &'a str> {
    let end = format!("\", {word},");
    let mut before: Vec<&str> = text.split(&end).collect();
    before.pop();
    before.into_iter().filter_map(|before| before.rsplit('"').next())
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(directory: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).expect("the sources are there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}
