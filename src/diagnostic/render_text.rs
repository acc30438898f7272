//! Findings for people.

use std::borrow::Cow;
use std::fmt::Write;

use super::{Diagnostic, Diagnostics, Severity};

/// Whether a report is coloured. The command line decides; the library only asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    #[default]
    Plain,
    /// With terminal colours.
    Coloured,
}

impl Style {
    pub(crate) fn paint(self, code: &str, text: &str) -> String {
        match self {
            Style::Plain => text.to_owned(),
            Style::Coloured => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        }
    }
}

/// All findings, one paragraph each, and nothing else.
#[must_use]
pub fn text(diagnostics: &Diagnostics, style: Style) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        paragraph(&mut out, diagnostic, style);
        out.push('\n');
    }
    out
}

fn paragraph(out: &mut String, diagnostic: &Diagnostic, style: Style) {
    let colour = match diagnostic.severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    };
    let head = style.paint(colour, &format!("{}[{}]", diagnostic.severity.word(), diagnostic.rule));
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{head}: {}", visible(&diagnostic.message));
    if let Some(origin) = &diagnostic.origin {
        let _ = writeln!(out, "  --> {origin}");
    }
    for line in details(diagnostic) {
        let _ = writeln!(out, "  {}", visible(&line));
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  {}: {}", style.paint("1", "help"), visible(help));
    }
}

/// Text in which a terminal finds no orders: names in a template are whatever its author wrote.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let shown = |letter: char| if letter.is_control() { letter.escape_default().to_string() } else { letter.into() };
    Cow::Owned(text.chars().map(shown).collect())
}

/// What stands between the message and the help, a line each.
fn details(diagnostic: &Diagnostic) -> Vec<String> {
    let mut lines: Vec<String> = place(diagnostic).iter().map(|place| format!("in {place}")).collect();
    if !diagnostic.environments.is_empty() {
        lines.push(format!("only in {}", diagnostic.environments.join(", ")));
    }
    lines.extend(diagnostic.related.iter().map(|related| format!("also {}: {}", related.origin, related.message)));
    lines
}

/// What stands behind the message in reports for machines: everything else that a person wants, each on a line of its own.
pub(super) fn explained(diagnostic: &Diagnostic) -> String {
    let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
    details(diagnostic).into_iter().chain(help).map(|line| format!("\n{line}")).collect()
}

/// `orders-db / Orders (AWS::RDS::DBInstance) at /StorageEncrypted`, as far as it is known.
fn place(diagnostic: &Diagnostic) -> Option<String> {
    let names: Vec<&str> =
        [&diagnostic.stack, &diagnostic.path].into_iter().filter(|name| !name.is_empty()).map(String::as_str).collect();
    if names.is_empty() {
        return (!diagnostic.system.is_empty()).then(|| format!("the system {}", diagnostic.system));
    }
    let mut place = names.join(" / ");
    if !diagnostic.resource_type.is_empty() {
        let _ = write!(place, " ({})", diagnostic.resource_type);
    }
    if !diagnostic.property.is_empty() {
        let _ = write!(place, " at {}", diagnostic.property);
    }
    Some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_a_terminal_no_orders() {
        let mut findings = Diagnostics::new();
        findings.push(Diagnostic::error("wrong-type", "a\u{1b}[2J\nb ü").of("x\u{9b}y", "T").help("c\u{7}"));
        let said = text(&findings, Style::Plain);
        assert_eq!(said, "error[wrong-type]: a\\u{1b}[2J\\nb ü\n  in x\\u{9b}y (T)\n  help: c\\u{7}\n\n");
    }
}
