//! `check`: everything that is wrong, and nothing written.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::Outcome;
use super::args::{CheckArgs, Format};
use super::baseline::Baseline;
use super::failure::Failure;
use super::judge::{Errors, Verdict};
use super::rules;
use super::settings::shown;
use super::source::Source;
use super::terminal::Terminal;
use crate::diagnostic::{self, Severity, Style};

pub(super) fn run(source: &Source<'_>, args: &CheckArgs, terminal: &Terminal) -> Result<Outcome> {
    let synthesised = source.synthesise(&args.judged, Errors::MayBeLeftOut)?;
    let findings = &synthesised.verdict.findings;
    let outcome = if let Some(file) = &args.write_baseline {
        write(file, &Baseline::text(findings)?)?;
        terminal.result(&format!("{}\n", shown(file)))?;
        terminal.note(&format!("{} known from now on\n", counted(findings.len(), "finding")));
        Outcome::Fine
    } else {
        let report = match args.format {
            Format::Text => diagnostic::text(findings, style(args, terminal)),
            Format::Json => diagnostic::json(findings),
            Format::Sarif => diagnostic::sarif(findings, &rules::abouts(&source.rules())),
            Format::Github => diagnostic::github(findings),
            Format::Junit => diagnostic::junit(findings, &synthesised.looked_at),
        };
        match &args.output_file {
            Some(file) => write(file, &report)?,
            None => terminal.result(&report)?,
        }
        terminal.note(&format!("{}\n", summary(&synthesised.verdict, synthesised.stacks.len())));
        if findings.has_errors() { Outcome::Findings } else { Outcome::Fine }
    };
    // The process ends here; taking the tree apart first would only cost time.
    std::mem::forget(synthesised);
    Ok(outcome)
}

/// A file is read later and elsewhere: it is not coloured.
fn style(args: &CheckArgs, terminal: &Terminal) -> Style {
    if args.output_file.is_some() { Style::Plain } else { terminal.out_style() }
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).map_err(|error| Failure::new(format!("{}: {error}", shown(file))).into())
}

/// `2 errors, 1 warning in 3 stacks, beside 4 known findings`.
pub(super) fn summary(verdict: &Verdict, stacks: usize) -> String {
    let weights = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note")];
    let counts = weights.map(|(severity, word)| (verdict.findings.count(severity), word));
    let said: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(count, word)).collect();
    let what = if said.is_empty() { "nothing found".to_owned() } else { said.join(", ") };
    let known = if verdict.known == 0 {
        String::new()
    } else {
        format!(", beside {}", counted(verdict.known, "known finding"))
    };
    format!("{what} in {}{known}", counted(stacks, "stack"))
}

/// `1 stack`, `2 stacks`.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
