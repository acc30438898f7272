//! `check FILE…`: everything that is wrong with templates that someone else wrote.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::Result;

use super::args::CheckFilesArgs;
use super::check::{self, Seen};
use super::failure::{Failure, Failures};
use super::judge::{Errors, Judge};
use super::terminal::Terminal;
use super::{Outcome, rules};
use crate::check::{Options, template};
use crate::cloudformation::read::{self, Syntax};
use crate::diagnostic::Diagnostics;

const STDIN: &str = "-";

pub(super) fn run(args: &CheckFilesArgs, terminal: &Terminal) -> Result<Outcome> {
    let rules = rules::known(&[]);
    let judge = Judge::of(&args.counted, Errors::MayBeLeftOut, false, &rules)?;
    let options = Options { today: args.today.clone(), ..Options::default() };
    let (mut found, mut places, mut errors) = (Vec::new(), Vec::new(), Vec::new());
    for path in &args.files {
        match one(path, &options) {
            Ok(findings) => {
                found.push((String::new(), findings));
                places.push(name(path));
            }
            Err(error) => errors.push(error),
        }
    }
    let verdict = judge.apply(found);
    let outcome = check::report(&verdict, &Seen { rules, places: &places, kind: "template" }, &args.reported, terminal);
    // What could be read is reported all the same.
    Failures::of(errors)?;
    outcome
}

/// What a file is called in reports.
fn name(path: &Path) -> String {
    if is_stdin(path) { "<stdin>".to_owned() } else { path.display().to_string().replace('\\', "/") }
}

fn one(path: &Path, options: &Options) -> Result<Diagnostics> {
    let shown = name(path);
    let bytes = bytes(path).map_err(|error| {
        let failure = Failure::new(format!("{shown}: {}", reason(&error)));
        anyhow::Error::from(failure.help("name template files, in JSON or YAML, or `-` for stdin"))
    })?;
    Ok(template(&shown, &bytes, syntax(path), options))
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// A little more than what is read at all, so that a file that is too large is known as such; not one byte beyond.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    const MOST: u64 = read::MOST_BYTES as u64 + 1;
    let mut bytes = Vec::new();
    if is_stdin(path) {
        io::stdin().lock().take(MOST).read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    file.take(MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::IsADirectory => "is a directory, not a template".to_owned(),
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    }
}

/// What the file's name says. A YAML file may hold JSON, which is read as such: that is what CloudFormation does.
fn syntax(path: &Path) -> Option<Syntax> {
    match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
        "json" => Some(Syntax::Json),
        "yaml" | "yml" => Some(Syntax::Yaml),
        _ => None,
    }
}
