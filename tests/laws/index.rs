//! Rules: their names last, and their index is the one of the code.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use formwork::lint::{self, Engine};
use serde_json::Value;

const HEAD: &str = "\
# Rules

Everything that `check` and `synth` can find. `explain <rule>` prints a rule's document, `check.md` says how findings are
chosen, signed and shown. An error keeps files from being written and cannot be allowed; a warning can, and is an error under
`--strict`.

Written from `src/lint/table.rs`, `src/lint/docs` and `src/lint/unchecked.json`; when one of them has changed:

```console
$ INSTA_UPDATE=always cargo test --features full --test tests laws::index
```
";

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}

/// Every name that was ever released, and what took its place where it is none any more.
fn released(text: &str) -> Vec<(&str, Option<&str>)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split_once(" -> ").map_or((line, None), |(old, new)| (old, Some(new)))).collect()
}

/// What is wrong with the list, given the names of the rules that there are.
fn complaints(released: &[(&str, Option<&str>)], rules: &[&str]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (name, successor) in released {
        if !seen.insert(*name) {
            wrong.push(format!("`{name}` is listed twice"));
        }
        match successor {
            Some(_) if rules.contains(name) => wrong.push(format!("`{name}` is retired and still a rule")),
            Some(successor) if !rules.contains(successor) => {
                wrong.push(format!("`{successor}`, which took the place of `{name}`, is no rule"));
            }
            None if !rules.contains(name) => {
                wrong.push(format!("`{name}` is no rule any more: say `{name} -> <the rule that took its place>`"));
            }
            _ => {}
        }
    }
    let new = rules.iter().filter(|name| !seen.contains(*name));
    wrong.extend(new.map(|name| format!("`{name}` is new: add a line for it, and never change that line again")));
    wrong
}

#[test]
fn names_last() {
    let text = read("src/lint/names.txt");
    let rules: Vec<&str> = lint::rules().iter().map(|rule| rule.name).collect();
    let wrong = complaints(&released(&text), &rules);
    assert!(wrong.is_empty(), "src/lint/names.txt:\n  {}", wrong.join("\n  "));
}

#[test]
fn a_name_that_goes_leaves_a_trace() {
    let check = |text: &str, rules: &[&str], expected: &[&str]| {
        let wrong = complaints(&released(text), rules);
        assert!(
            wrong.len() == expected.len() && wrong.iter().zip(expected).all(|(a, b)| a.starts_with(b)),
            "{wrong:?}"
        );
    };
    check("# all\na\nb -> a\n", &["a"], &[]);
    check("a\n", &["a", "b"], &["`b` is new"]);
    check("a\nb\n", &["a"], &["`b` is no rule any more"]);
    check("a\na -> b\n", &["a", "b"], &["`a` is listed twice", "`a` is retired", "`b` is new"]);
    check("a -> c\n", &[], &["`c`, which took the place of `a`, is no rule"]);
}

/// The index of all rules, as a reader of the repository meets it.
fn index() -> String {
    let mut text = HEAD.to_owned();
    for (title, rules) in lint::families() {
        let _ = write!(text, "\n## {title}\n\n| rule | | for | finds |\n|---|---|---|---|\n");
        for rule in rules {
            let engine = match rule.engine {
                Engine::Both => "both",
                Engine::Cloudformation => "CloudFormation",
                Engine::Terraform => "Terraform",
            };
            let (name, weight, summary) = (rule.name, rule.severity.word(), rule.summary().replace('|', "\\|"));
            let _ = writeln!(text, "| [`{name}`](../src/lint/docs/{name}.md) | {weight} | {engine} | {summary} |");
        }
    }
    text.push_str("\n## What is not checked, and why\n\n");
    for (what, why) in unchecked() {
        let _ = writeln!(text, "* **{what}** {why}");
    }
    text
}

/// What nobody should expect to be found, from `src/lint/unchecked.json`.
fn unchecked() -> Vec<(String, String)> {
    let rows: Vec<Value> =
        serde_json::from_str(&read("src/lint/unchecked.json")).expect("src/lint/unchecked.json: a list");
    let text = |row: &Value, name: &str| {
        let text = row[name].as_str().unwrap_or_default().trim().to_owned();
        assert!(text.ends_with('.'), "src/lint/unchecked.json: `{name}` is a sentence: {row}");
        text
    };
    rows.iter().map(|row| (text(row, "what"), text(row, "why"))).collect()
}

#[test]
fn the_index_is_fresh() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let text = index();
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&file, &text).expect("the index is written");
    }
    let written = read("docs/rules.md");
    // Not `assert_eq!`: two long texts are no help.
    assert!(
        written == text,
        "docs/rules.md is stale: `INSTA_UPDATE=always cargo test --features full --test tests laws::index` writes it"
    );
}
