//! `explain`: a rule's document, or all rules.

use anyhow::Result;

use super::Outcome;
use super::args::ExplainArgs;
use super::rules;
use super::terminal::Terminal;
use crate::diagnostic::{Severity, Style};
use crate::lint::{self, Engine, Entry, Rule};

pub(super) fn run(args: &ExplainArgs, own: &[&'static dyn Rule], terminal: &Terminal) -> Result<Outcome> {
    let known = rules::known(own);
    let text = match &args.rule {
        None => table(&known),
        Some(name) => {
            let rule = known.iter().find(|rule| rule.name == name).ok_or_else(|| rules::unknown(name, &known))?;
            document(rule, terminal.out_style())
        }
    };
    terminal.result(&(text.trim_end().to_owned() + "\n"))?;
    Ok(Outcome::Fine)
}

/// One line for each rule, beneath what the rules are about.
fn table(known: &[Entry]) -> String {
    let mut groups: Vec<(&str, Vec<&Entry>)> = lint::families().collect();
    let own: Vec<&Entry> = known.iter().filter(|rule| lint::find(rule.name).is_none()).collect();
    groups.push(("This program's own", own));
    groups.retain(|(_, rules)| !rules.is_empty());
    let width = known.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let group = |(title, rules): &(&str, Vec<&Entry>)| {
        let line = |rule: &&Entry| format!("  {:width$}  {:7}  {}\n", rule.name, rule.severity.word(), rule.summary());
        format!("{title}\n{}", rules.iter().map(line).collect::<String>())
    };
    groups.iter().map(group).collect::<Vec<_>>().join("\n")
}

/// The document, with what the table knows beneath its title; headings stand out on a terminal.
fn document(rule: &Entry, style: Style) -> String {
    let (title, body) = rule.document.split_once('\n').unwrap_or((rule.document, ""));
    let body = if title.starts_with("# ") { body } else { rule.document };
    let text = format!("# {}\n\n{}.\n\n{}", rule.name, facts(rule), body.trim_start());
    if style == Style::Plain {
        return text;
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

/// `A warning, for both engines`.
fn facts(rule: &Entry) -> String {
    let weight = match rule.severity {
        Severity::Error => "An error",
        Severity::Warning => "A warning",
        Severity::Info => "A note",
    };
    let engine = match rule.engine {
        Engine::Both => "both engines",
        Engine::Cloudformation => "CloudFormation",
        Engine::Terraform => "Terraform",
    };
    format!("{weight}, for {engine}")
}
