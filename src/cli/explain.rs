//! `explain`: a rule's document, or all rules.

use std::fmt::Write;

use anyhow::Result;

use super::Outcome;
use super::args::ExplainArgs;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::diagnostic::{Severity, Style};
use crate::lint::{self, Rule};
use crate::schema::names;

/// A rule, whoever wrote it.
struct Known {
    name: &'static str,
    severity: Severity,
    document: &'static str,
}

pub(super) fn run(args: &ExplainArgs, own: &[&'static dyn Rule], terminal: &Terminal) -> Result<Outcome> {
    let known = known(own);
    let text = match &args.rule {
        None => table(&known),
        Some(name) => {
            let rule = known.iter().find(|rule| rule.name == name).ok_or_else(|| unknown(name, &known))?;
            document(rule.document, terminal.out_style())
        }
    };
    terminal.result(&(text.trim_end().to_owned() + "\n"))?;
    Ok(Outcome::Fine)
}

/// The rules that come with formwork and the program's own, by name.
fn known(own: &[&'static dyn Rule]) -> Vec<Known> {
    let built_in = lint::rules().iter();
    let built_in = built_in.map(|rule| Known { name: rule.name, severity: rule.severity, document: rule.document });
    let own = own.iter().map(|rule| Known { name: rule.name(), severity: rule.severity(), document: rule.document() });
    let mut known: Vec<Known> = built_in.chain(own).collect();
    known.sort_by_key(|rule| rule.name);
    known
}

/// One line for each rule.
fn table(known: &[Known]) -> String {
    let width = known.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut out = String::new();
    for rule in known {
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "{:width$}  {:7}  {}", rule.name, rule.severity.word(), lint::summary(rule.document));
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

fn unknown(name: &str, known: &[Known]) -> Failure {
    let near = names::nearest(name, known.iter().map(|rule| rule.name));
    let help = names::did_you_mean(&near).unwrap_or_else(|| "`explain` without a name lists all rules".to_owned());
    Failure::new(format!("no rule is called `{name}`")).help(help)
}
