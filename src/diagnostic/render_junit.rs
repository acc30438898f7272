//! Findings as test results, which every CI system shows.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::render_text::explained;
use super::{Diagnostic, Diagnostics, Severity};

/// One case of a suite.
struct Case<'a> {
    name: String,
    finding: &'a Diagnostic,
}

/// All findings as JUnit XML: a suite for each stack, a case for each finding, and one passed case for each place of
/// `looked_at` (`<system>/<stack>`, or a template's file) without any.
///
/// The report is red exactly where the verb fails: errors are failures, everything lighter is skipped, with what was
/// found as the reason. A case's name has no line in it, so CI systems that compare two runs see what is new.
#[must_use]
pub fn junit(diagnostics: &Diagnostics, looked_at: &[String]) -> String {
    let mut suites: BTreeMap<String, Vec<&Diagnostic>> =
        looked_at.iter().map(|place| (place.clone(), Vec::new())).collect();
    for diagnostic in diagnostics {
        suites.entry(suite(diagnostic)).or_default().push(diagnostic);
    }
    let mut body = String::new();
    let mut total = [0; 3];
    for (name, findings) in &suites {
        let counts = counts(findings);
        total = std::array::from_fn(|at| total[at] + counts[at]);
        let _ = writeln!(body, "  <testsuite name=\"{}\"{}>", quoted(name), attributes(counts));
        for case in cases(findings) {
            testcase(&mut body, name, &case);
        }
        if findings.is_empty() {
            let _ = writeln!(body, "    <testcase classname=\"{}\" name=\"nothing found\"/>", quoted(name));
        }
        body.push_str("  </testsuite>\n");
    }
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    format!("{head}<testsuites name=\"formwork\"{}>\n{body}</testsuites>\n", attributes(total))
}

/// `orders/network`, as far as it is known, or the template.
fn suite(diagnostic: &Diagnostic) -> String {
    let names: Vec<&str> =
        [diagnostic.system.as_str(), &diagnostic.stack].into_iter().filter(|name| !name.is_empty()).collect();
    if names.is_empty() { diagnostic.template().unwrap_or("formwork").to_owned() } else { names.join("/") }
}

/// Cases, failures and what is skipped. A suite without findings has one case, and it passed.
fn counts(findings: &[&Diagnostic]) -> [usize; 3] {
    let failures = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    [findings.len().max(1), failures, findings.len() - failures]
}

fn attributes([tests, failures, skipped]: [usize; 3]) -> String {
    format!(" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
}

/// The findings under names of their own: of two cases with one name, CI systems show the first.
fn cases<'a>(findings: &[&'a Diagnostic]) -> Vec<Case<'a>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut cases = Vec::new();
    for finding in findings {
        let place = format!("{}{}", finding.path, finding.property);
        let name = if place.is_empty() { finding.rule.to_owned() } else { format!("{} at {place}", finding.rule) };
        let count = seen.entry(name.clone()).or_default();
        *count += 1;
        let name = if *count == 1 { name } else { format!("{name} ({count})") };
        cases.push(Case { name, finding });
    }
    cases
}

fn testcase(out: &mut String, class: &str, Case { name, finding }: &Case<'_>) {
    // Writing to a `String` cannot fail.
    let _ = write!(out, "    <testcase classname=\"{}\" name=\"{}\"", quoted(class), quoted(name));
    if let Some(place) = &finding.origin {
        let _ = write!(out, " file=\"{}\" line=\"{}\"", quoted(&place.file), place.line);
    }
    out.push_str(">\n");
    let at = finding.origin.as_ref().map(|place| format!("\n--> {place}")).unwrap_or_default();
    let (rule, word, message) = (finding.rule, finding.severity.word(), quoted(&finding.message));
    let text = escaped(&format!("{word}: {}{at}{}", finding.message, explained(finding)));
    let _ = match finding.severity {
        Severity::Error => writeln!(out, "      <failure type=\"{rule}\" message=\"{message}\">{text}</failure>"),
        Severity::Warning | Severity::Info => {
            writeln!(out, "      <skipped message=\"{word}: {message}\">{text}</skipped>")
        }
    };
    out.push_str("    </testcase>\n");
}

/// Text for XML 1.0. What XML cannot say becomes the replacement character.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(letter),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}

/// Text for a quoted attribute, whose white space a reader would fold.
fn quoted(text: &str) -> String {
    escaped(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(findings: &[Diagnostic], looked_at: &[&str]) -> String {
        let mut all = Diagnostics::new();
        all.extend(findings.iter().cloned());
        junit(&all, &looked_at.iter().map(|place| (*place).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn nothing_is_cut_out_of_its_element() {
        let finding = Diagnostic::error("wrong-type", "<a> & \"b\"\u{1b}[1m\u{ffff}").help("c\nd]]>").in_stack("s\"<");
        let xml = of(&[finding], &[]);
        assert!(
            xml.contains("<testsuite name=\"s&quot;&lt;\" tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\">"),
            "{xml}"
        );
        assert!(xml.contains("message=\"&lt;a&gt; &amp; &quot;b&quot;\u{fffd}[1m\u{fffd}\">"), "{xml}");
        assert!(xml.contains("help: c\nd]]&gt;</failure>"), "{xml}");
    }

    #[test]
    fn every_case_has_a_name_of_its_own() {
        let finding = Diagnostic::error("wrong-type", "one").in_stack("s").of("A", "T").property("/P");
        let other = Diagnostic { message: "two".to_owned(), ..finding.clone() };
        let xml = of(&[finding, other], &[]);
        assert!(xml.contains("name=\"wrong-type at A/P\"") && xml.contains("name=\"wrong-type at A/P (2)\""), "{xml}");
    }

    #[test]
    fn what_is_fine_passed_and_what_does_not_fail_is_skipped() {
        let finding = Diagnostic::warning("service-ended", "gone").in_stack("mesh");
        let xml = of(&[finding], &["mesh", "web"]);
        assert!(
            xml.contains("<testsuites name=\"formwork\" tests=\"2\" failures=\"0\" errors=\"0\" skipped=\"1\">"),
            "{xml}"
        );
        assert!(xml.contains("<testcase classname=\"web\" name=\"nothing found\"/>"), "{xml}");
        assert!(xml.contains("<skipped message=\"warning: gone\">") && !xml.contains("<failure"), "{xml}");
    }
}
