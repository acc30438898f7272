//! Every construct that `docs/constructs.md` names, and every word that relaxes it, stands in one of the systems, which the
//! referees deploy.

#![allow(clippy::disallowed_methods, reason = "the law is about files")]

use std::fs;
use std::path::Path;

#[test]
fn every_construct_of_the_catalogue_stands_in_a_system() {
    let sources = sources();
    let missing: Vec<_> = catalogue().into_iter().filter(|row| !names(&sources, &row.construct)).collect();
    assert!(missing.is_empty(), "no system has: {:?}", missing.iter().map(|row| &row.construct).collect::<Vec<_>>());
}

#[test]
fn every_word_of_the_catalogue_stands_in_a_system() {
    let sources = sources();
    let mut missing = Vec::new();
    for row in catalogue() {
        let words = row.words.iter().filter(|word| !names(&sources, word));
        missing.extend(words.map(|word| format!("{} of {}", word, row.construct)));
    }
    assert!(missing.is_empty(), "no system says: {missing:?}");
}

/// A row of the catalogue: `ec2::Vpc`, and the words that relax it.
struct Row {
    construct: String,
    words: Vec<String>,
}

fn catalogue() -> Vec<Row> {
    let text = include_str!("../../../docs/constructs.md");
    // What exists already is shown by the pages of its handles.
    let made = text.split("\n## What exists already").next().unwrap_or(text);
    let rows = made.lines().filter(|line| line.starts_with("| `")).map(|line| {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        let last = |name: &str| name.rsplit("::").next().unwrap_or(name).to_owned();
        let words = quoted(cells.get(4).unwrap_or_else(|| panic!("a row has four columns: {line}")));
        Row { construct: last(&quoted(cells[1])[0]), words: words.iter().map(|word| last(word)).collect() }
    });
    let rows: Vec<_> = rows.collect();
    assert!(rows.len() >= 40, "the catalogue has moved: {} rows", rows.len());
    rows
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The systems' source, without comments.
fn sources() -> String {
    fn read(folder: &Path, into: &mut String) {
        for entry in fs::read_dir(folder).expect("the systems' source is there") {
            let path = entry.expect("a folder lists its files").path();
            if path.is_dir() {
                read(&path, into);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = fs::read_to_string(&path).expect("source is text");
                into.extend(
                    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]),
                );
            }
        }
    }
    let mut all = String::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// Whether a name is called or built: `Vpc::…` or `.spot(`.
fn names(sources: &str, word: &str) -> bool {
    let called = [format!("{word}::"), format!("::{word}("), format!(".{word}(")];
    called.iter().any(|call| {
        sources.match_indices(call.as_str()).any(|(at, _)| {
            call.starts_with([':', '.']) || !sources[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    })
}
