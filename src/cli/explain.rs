//! `explain`: a rule's document, or all rules.

use std::fmt::Write;

use anyhow::Result;

use super::Outcome;
use super::args::ExplainArgs;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::diagnostic::Style;
use crate::lint;
use crate::schema::names;

pub(super) fn run(args: &ExplainArgs, terminal: &Terminal) -> Result<Outcome> {
    let text = match &args.rule {
        None => table(),
        Some(name) => {
            let entry = lint::find(name).ok_or_else(|| unknown(name))?;
            document(entry.document, terminal.out_style())
        }
    };
    terminal.result(&text)?;
    Ok(Outcome::Fine)
}

/// One line for each rule.
fn table() -> String {
    let width = lint::rules().iter().map(|entry| entry.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    for entry in lint::rules() {
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "{:width$}  {:7}  {}", entry.name, entry.severity.word(), entry.summary());
    }
    out
}

/// The document as it is; headings stand out on a terminal.
fn document(text: &str, style: Style) -> String {
    if style == Style::Plain {
        return text.to_owned();
    }
    let mut fenced = false;
    let mut out = String::new();
    for line in text.lines() {
        fenced ^= line.starts_with("```");
        let line = if line.starts_with('#') && !fenced { style.paint("1", line) } else { line.to_owned() };
        out.extend([line.as_str(), "\n"]);
    }
    out
}

fn unknown(name: &str) -> Failure {
    let near = names::nearest(name, lint::rules().iter().map(|entry| entry.name));
    let help = names::did_you_mean(&near).unwrap_or_else(|| "`explain` without a name lists all rules".to_owned());
    Failure::new(format!("no rule is called `{name}`")).help(help)
}
