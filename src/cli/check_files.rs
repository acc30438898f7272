//! `check FILE…`: everything that is wrong with templates that someone else wrote.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use anyhow::Result;

use super::Outcome;
use super::args::{CheckFilesArgs, Format};
use super::check::{counted, weighed};
use super::failure::{Failure, Failures};
use super::terminal::Terminal;
use crate::check::{self, Options};
use crate::cloudformation::read::{self, Syntax};
use crate::diagnostic::{self, Diagnostics};

const STDIN: &str = "-";

pub(super) fn run(args: &CheckFilesArgs, terminal: &Terminal) -> Result<Outcome> {
    let options = Options { rules: Vec::new(), strict: args.strict, today: args.today.clone() };
    let (mut findings, mut errors) = (Diagnostics::new(), Vec::new());
    for path in &args.files {
        match one(path, &options) {
            Ok(found) => findings.extend(found),
            Err(error) => errors.push(error),
        }
    }
    let report = match args.format {
        Format::Text => diagnostic::text(&findings, terminal.out_style()),
        Format::Json => diagnostic::json(&findings),
    };
    terminal.result(&report)?;
    let read = args.files.len() - errors.len();
    Failures::of(errors)?;
    terminal.note(&format!("{} in {}\n", weighed(&findings), counted(read, "template")));
    Ok(if findings.has_errors() { Outcome::Findings } else { Outcome::Fine })
}

fn one(path: &Path, options: &Options) -> Result<Diagnostics> {
    let shown = if is_stdin(path) { "<stdin>".to_owned() } else { path.display().to_string().replace('\\', "/") };
    let bytes = bytes(path).map_err(|error| {
        let failure = Failure::new(format!("{shown}: {}", reason(&error)));
        anyhow::Error::from(failure.help("name template files, in JSON or YAML, or `-` for stdin"))
    })?;
    Ok(check::template(&shown, &bytes, syntax(path), options))
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
