//! Findings for code scanning: SARIF 2.1.0.

use serde_json::{Value, json};

use super::render_text::explained;
use super::{Diagnostic, Diagnostics, Place, Severity};

/// A rule as a report describes it.
#[derive(Clone, Debug)]
pub struct About {
    /// Its name.
    pub name: &'static str,
    /// How much its findings weigh.
    pub severity: Severity,
    /// What it finds, in one line.
    pub summary: String,
    /// Its document in Markdown.
    pub document: &'static str,
}

/// All findings as a SARIF log, with the documents of those of these rules that found something.
///
/// Each finding has a fingerprint that stays when its line moves, under the name that GitHub's code scanning reads.
#[must_use]
pub fn sarif(diagnostics: &Diagnostics, rules: &[About]) -> String {
    let spoke = |rule: &&About| diagnostics.iter().any(|diagnostic| diagnostic.rule == rule.name);
    let rules: Vec<&About> = rules.iter().filter(spoke).collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &rules)).collect();
    let driver = json!({
        "name": "formwork",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules.iter().copied().map(descriptor).collect::<Vec<_>>(),
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    });
    format!("{log:#}\n")
}

fn descriptor(rule: &About) -> Value {
    json!({
        "id": rule.name,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": rule.summary },
        "help": { "text": rule.document, "markdown": rule.document },
        "defaultConfiguration": { "level": level(rule.severity) },
    })
}

fn result(diagnostic: &Diagnostic, rules: &[&About]) -> Value {
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "level": level(diagnostic.severity),
        "message": { "text": format!("{}{}", diagnostic.message, explained(diagnostic)) },
    });
    if let Some(index) = rules.iter().position(|rule| rule.name == diagnostic.rule) {
        result["ruleIndex"] = json!(index);
    }
    // Code scanning shows only what has a place in a file; other readers take the logical one.
    let place = diagnostic.origin.as_ref().map(physical);
    let location = [place.map(|place| ("physicalLocation", place)), logical(diagnostic)];
    let location: serde_json::Map<String, Value> =
        location.into_iter().flatten().map(|(name, value)| (name.to_owned(), value)).collect();
    if !location.is_empty() {
        result["locations"] = json!([location]);
    }
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().enumerate();
        let related = related.map(|(id, other)| {
            json!({ "id": id, "physicalLocation": physical(&other.origin), "message": { "text": other.message } })
        });
        result["relatedLocations"] = related.collect();
    }
    result["partialFingerprints"] = json!({ "primaryLocationLineHash": diagnostic.fingerprint() });
    result
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// A place is a point: where it ends is not known.
fn physical(place: &Place) -> Value {
    json!({
        "artifactLocation": { "uri": uri(&place.file) },
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.line,
            "endColumn": place.column + 1,
        },
    })
}

/// Where it is in the model: `orders/network/Logs`.
fn logical(diagnostic: &Diagnostic) -> Option<(&'static str, Value)> {
    let names = [&diagnostic.system, &diagnostic.stack, &diagnostic.path];
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).map(String::as_str).collect();
    let kind = if diagnostic.path.is_empty() { "module" } else { "resource" };
    let location = json!([{ "fullyQualifiedName": names.join("/"), "kind": kind }]);
    (!names.is_empty()).then_some(("logicalLocations", location))
}

/// A path as a URI reference; an absolute one names its scheme.
fn uri(path: &str) -> String {
    let drive = path.get(1..3) == Some(":/");
    let mut out = match (path.starts_with('/'), drive) {
        (true, _) => "file://".to_owned(),
        (false, true) => "file:///".to_owned(),
        (false, false) => String::new(),
    };
    for (at, byte) in path.bytes().enumerate() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            b':' if drive && at == 1 => out.push(':'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_uris() {
        for (path, expected) in [
            ("src/main.rs", "src/main.rs"),
            ("a b/ü#?%.json", "a%20b/%C3%BC%23%3F%25.json"),
            ("a:b.json", "a%3Ab.json"),
            ("/srv/x.yaml", "file:///srv/x.yaml"),
            ("C:/x.yaml", "file:///C:/x.yaml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn a_finding_without_a_line_still_has_a_place_in_the_model() {
        let mut findings = Diagnostics::new();
        findings.push(Diagnostic::error("wrong-type", "m").in_stack("network"));
        findings.push(Diagnostic::new("own", Severity::Info, "m"));
        let rule = About { name: "wrong-type", severity: Severity::Error, summary: "S.".to_owned(), document: "# d" };
        let log: Value = serde_json::from_str(&sarif(&findings, &[rule])).expect("JSON");
        let [first, second] = [0, 1].map(|at| &log["runs"][0]["results"][at]);
        assert_eq!(first["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "network");
        assert_eq!((&first["ruleIndex"], &first["level"]), (&json!(0), &json!("error")));
        assert_eq!((&second["ruleIndex"], &second["level"]), (&Value::Null, &json!("note")));
        assert!(second.get("locations").is_none());
    }
}
