//! `check`: everything that is wrong, and nothing written.

use anyhow::Result;

use super::Outcome;
use super::args::{CheckArgs, Format};
use super::source::Source;
use super::terminal::Terminal;
use crate::diagnostic::{self, Diagnostics, Severity};

pub(super) fn run(source: &Source<'_>, args: &CheckArgs, terminal: &Terminal) -> Result<Outcome> {
    let synthesised = source.synthesise(&args.judged)?;
    let findings = &synthesised.findings;
    let report = match args.format {
        Format::Text => diagnostic::text(findings, terminal.out_style()),
        Format::Json => diagnostic::json(findings),
    };
    terminal.result(&report)?;
    terminal.note(&format!("{}\n", summary(findings, synthesised.stacks.len())));
    let outcome = if findings.has_errors() { Outcome::Findings } else { Outcome::Fine };
    // The process ends here; taking the tree apart first would only cost time.
    std::mem::forget(synthesised);
    Ok(outcome)
}

/// `2 errors, 1 warning in 3 stacks`.
pub(super) fn summary(findings: &Diagnostics, stacks: usize) -> String {
    format!("{} in {}", weighed(findings), counted(stacks, "stack"))
}

/// `2 errors, 1 warning`.
pub(super) fn weighed(findings: &Diagnostics) -> String {
    let weights = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "note")];
    let counts = weights.map(|(severity, word)| (findings.count(severity), word));
    let said: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, word)| counted(count, word)).collect();
    if said.is_empty() { "nothing found".to_owned() } else { said.join(", ") }
}

/// `1 stack`, `2 stacks`.
pub(super) fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
