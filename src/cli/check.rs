//! `check`: everything that is wrong, and nothing written.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::Outcome;
use super::args::{CheckArgs, Format, Reported};
use super::baseline::Baseline;
use super::failure::Failure;
use super::judge::{Errors, Verdict};
use super::rules;
use super::settings::shown;
use super::source::Source;
use super::terminal::Terminal;
use crate::diagnostic::{self, Severity, Style};
use crate::lint::Entry;

pub(super) fn run(source: &Source<'_>, args: &CheckArgs, terminal: &Terminal) -> Result<Outcome> {
    let synthesised = source.synthesise(&args.judged, Errors::MayBeLeftOut)?;
    let seen = Seen { rules: source.rules(), places: &synthesised.looked_at, kind: "stack" };
    let outcome = report(&synthesised.verdict, &seen, &args.reported, terminal);
    // The process ends here; taking the tree apart first would only cost time.
    std::mem::forget(synthesised);
    outcome
}

/// What was looked at, and by which rules.
pub(super) struct Seen<'a> {
    pub(super) rules: Vec<Entry>,
    /// Each `<system>/<stack>`, or the file of each template.
    pub(super) places: &'a [String],
    /// What a place is called.
    pub(super) kind: &'static str,
}

/// Prints what counts, or writes down that it is known.
pub(super) fn report(verdict: &Verdict, seen: &Seen<'_>, reported: &Reported, terminal: &Terminal) -> Result<Outcome> {
    let findings = &verdict.findings;
    if let Some(file) = &reported.write_baseline {
        write(file, &Baseline::text(findings))?;
        terminal.result(&format!("{}\n", shown(file)))?;
        terminal.note(&format!("{} known from now on\n", counted(findings.len(), "finding")));
        return Ok(Outcome::Fine);
    }
    // A file is read later and elsewhere: it is not coloured.
    let style = if reported.output_file.is_some() { Style::Plain } else { terminal.out_style() };
    let text = match reported.format {
        Format::Text => diagnostic::text(findings, style),
        Format::Json => diagnostic::json(findings),
        Format::Sarif => diagnostic::sarif(findings, &rules::abouts(&seen.rules)),
        Format::Github => diagnostic::github(findings),
        Format::Junit => diagnostic::junit(findings, seen.places),
    };
    match &reported.output_file {
        Some(file) => write(file, &text)?,
        None => terminal.result(&text)?,
    }
    terminal.note(&format!("{}\n", summary(verdict, seen.places.len(), seen.kind)));
    Ok(if findings.has_errors() { Outcome::Findings } else { Outcome::Fine })
}

fn write(file: &Path, text: &str) -> Result<()> {
    fs::write(file, text).map_err(|error| Failure::new(format!("{}: {error}", shown(file))).into())
}

/// `2 errors, 1 warning in 3 stacks, beside 4 known findings`.
pub(super) fn summary(verdict: &Verdict, places: usize, kind: &str) -> String {
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
    format!("{what} in {}{known}", counted(places, kind))
}

/// `1 stack`, `2 stacks`.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
