//! Findings as commands to GitHub's runner, which shows each beside its line.

use std::fmt::Write;

use super::render_text::explained;
use super::{Diagnostic, Diagnostics, Severity};

/// One workflow command for each finding: the runner makes annotations of them.
///
/// The heaviest come first: the runner shows ten errors and ten warnings of a step, and leaves the rest to the log.
#[must_use]
pub fn github(diagnostics: &Diagnostics) -> String {
    diagnostics.iter().map(command).collect()
}

fn command(diagnostic: &Diagnostic) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut out = format!("::{name} title={}", property(diagnostic.rule));
    if let Some(place) = &diagnostic.origin {
        // Writing to a `String` cannot fail.
        let _ = write!(out, ",file={},line={},col={}", property(&place.file), place.line, place.column);
    }
    let _ = writeln!(out, "::{}{}", data(&diagnostic.message), data(&explained(diagnostic)));
    out
}

/// The text of a command. A command ends with its line, so nothing in the text can begin another one.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn check(diagnostic: Diagnostic, expected: &str) {
        let mut findings = Diagnostics::new();
        findings.push(diagnostic);
        assert_eq!(github(&findings), expected);
    }

    #[test]
    fn nothing_in_a_finding_ends_its_command() {
        let mut finding = Diagnostic::warning("service-ended", "50 % of `a`\r\n::error::no").help("c: d, e");
        finding.origin = Some(Place { file: "a,b:c%.rs".to_owned(), line: 3, column: 7 });
        check(
            finding,
            "::warning title=service-ended,file=a%2Cb%3Ac%25.rs,line=3,col=7::50 %25 of `a`%0D%0A::error::no%0Ahelp: c: d, e\n",
        );
    }

    #[test]
    fn a_finding_without_a_line_names_no_file() {
        check(
            Diagnostic::new("wrong-type", Severity::Info, "m").in_stack("s"),
            "::notice title=wrong-type::m%0Ain s\n",
        );
    }
}
