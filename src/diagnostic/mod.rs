//! Findings as data: collected, never thrown, each at the author's own line.

mod identity;
mod origin;
mod render_github;
mod render_json;
mod render_junit;
mod render_sarif;
mod render_text;

pub use origin::{Origin, Place};
pub use render_github::github;
pub use render_json::json;
#[cfg(feature = "schemars")]
pub use render_json::json_schema;
pub use render_junit::junit;
pub use render_sarif::{About, sarif};
pub use render_text::{Style, text};

use crate::json::{Write, Writer, members};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(rename_all = "lowercase"))]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// Worth a look; an error under `--strict`.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

impl Write for Severity {
    fn write(&self, out: &mut Writer) {
        out.string(self.word());
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// The rule's name, which reads after "allow".
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one line; names in backticks, no final period.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The environments in which it was found; none where it was found in every one that was looked at.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "Vec::is_empty"))]
    pub environments: Vec<String>,
    /// The system, where one is known.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "String::is_empty"))]
    pub system: String,
    /// The stack, where one is known.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "String::is_empty"))]
    pub stack: String,
    /// The path of ids inside the stack.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "String::is_empty"))]
    pub path: String,
    /// The resource's AWS type.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "String::is_empty"))]
    pub resource_type: String,
    /// JSON pointer to the property.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "String::is_empty"))]
    pub property: String,
    /// The constraint that does not hold: keyword and what it expects.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "String::is_empty"))]
    pub constraint: String,
    /// What was found, shortened; masked when it is secret.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "String::is_empty"))]
    pub found: String,
    /// The author's line.
    pub origin: Option<Place>,
    /// Other places that take part.
    #[cfg_attr(feature = "schemars", schemars(skip_serializing_if = "Vec::is_empty"))]
    pub related: Vec<Related>,
}

members!(write Diagnostic {
    must "rule" => rule,
    must "severity" => severity,
    must "message" => message,
    may "help" => help,
    may "environments" => environments,
    may "system" => system,
    may "stack" => stack,
    may "path" => path,
    may "resource_type" => resource_type,
    may "property" => property,
    may "constraint" => constraint,
    may "found" => found,
    may "origin" => origin,
    may "related" => related,
});

/// Another place that takes part in a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Related {
    /// Where.
    pub origin: Place,
    /// What is there.
    pub message: String,
}

members!(write Related { must "origin" => origin, must "message" => message });

impl Diagnostic {
    /// A finding of the given weight.
    #[must_use]
    pub fn new(rule: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Diagnostic {
            rule,
            severity,
            message: message.into(),
            help: None,
            environments: Vec::new(),
            system: String::new(),
            stack: String::new(),
            path: String::new(),
            resource_type: String::new(),
            property: String::new(),
            constraint: String::new(),
            found: String::new(),
            origin: None,
            related: Vec::new(),
        }
    }

    /// An error.
    #[must_use]
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Error, message)
    }

    /// A warning.
    #[must_use]
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(rule, Severity::Warning, message)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// The author's line.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Self {
        self.origin = Some(origin.place());
        self
    }

    /// Another place that takes part.
    #[must_use]
    pub fn with(mut self, origin: Origin, message: impl Into<String>) -> Self {
        self.related.push(Related { origin: origin.place(), message: message.into() });
        self
    }

    /// Where the property was set: there, or beside the line that made it where that made more than it says. A line of this
    /// library says nothing to an author.
    #[must_use]
    pub(crate) fn set_at(self, derived: bool, origin: Option<Origin>) -> Self {
        match origin {
            Some(origin) if !derived => self.at(origin),
            Some(origin) if !origin.is_own() => self.with(origin, "set here"),
            _ => self,
        }
    }

    /// JSON pointer to the property.
    #[must_use]
    pub fn property(mut self, pointer: impl Into<String>) -> Self {
        self.property = pointer.into();
        self
    }

    /// Places the finding in a stack.
    #[must_use]
    pub fn in_stack(mut self, name: &str) -> Self {
        self.stack = name.to_owned();
        self
    }

    /// Places the finding at a resource.
    #[must_use]
    pub fn of(mut self, path: &str, resource_type: &str) -> Self {
        self.path = path.to_owned();
        self.resource_type = resource_type.to_owned();
        self
    }
}

/// What findings are ordered by; two that agree in it are one.
fn key(of: &Diagnostic) -> impl Ord + '_ {
    (of.severity, &of.origin, &of.system, &of.stack, &of.path, &of.property, of.rule, &of.message, &of.found)
}

/// Everything found, in all stacks.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Nothing found yet.
    #[must_use]
    pub const fn new() -> Self {
        Diagnostics(Vec::new())
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// The findings.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// The findings, to change them.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.0.iter_mut()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether anything was found that keeps files from being written.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many findings have this weight.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Keeps the findings that `keep` accepts.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Counts warnings as errors.
    pub fn strictly(&mut self) {
        for finding in self.0.iter_mut().filter(|finding| finding.severity == Severity::Warning) {
            finding.severity = Severity::Error;
        }
    }

    /// In the order a reader wants: by weight, then by place; each once.
    pub fn sort(&mut self) {
        self.0.sort_by(|a, b| key(a).cmp(&key(b)));
        self.0.dedup();
    }

    /// The findings of several environments as one list. What was found in each of them is there once and names none;
    /// what was found in some names those.
    #[must_use]
    pub fn across(found: Vec<(String, Diagnostics)>) -> Self {
        let mut names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let all = names.len();
        let mut tagged: Vec<(&str, &Diagnostic)> = Vec::new();
        for (name, diagnostics) in &found {
            tagged.extend(diagnostics.iter().map(|diagnostic| (name.as_str(), diagnostic)));
        }
        tagged.sort_by(|(_, a), (_, b)| key(a).cmp(&key(b)));
        let mut merged: Vec<Diagnostic> = Vec::new();
        for (name, diagnostic) in tagged {
            match merged.last_mut().filter(|last| key(last) == key(diagnostic)) {
                Some(last) if last.environments.iter().any(|known| known == name) => {}
                Some(last) => last.environments.push(name.to_owned()),
                None => merged.push(Diagnostic { environments: vec![name.to_owned()], ..diagnostic.clone() }),
            }
        }
        for diagnostic in merged.iter_mut().filter(|diagnostic| diagnostic.environments.len() == all) {
            diagnostic.environments.clear();
        }
        Diagnostics(merged)
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each environment found, and which environments each remaining finding names.
    fn check(found: &[(&str, &[&str])], expected: &[(&str, &[&str])]) {
        let of = |messages: &[&str]| {
            let mut findings = Diagnostics::new();
            findings.extend(messages.iter().map(|message| Diagnostic::error("wrong-type", *message)));
            findings
        };
        let merged =
            Diagnostics::across(found.iter().map(|(name, messages)| ((*name).to_owned(), of(messages))).collect());
        let merged: Vec<(&str, Vec<&str>)> = merged
            .iter()
            .map(|finding| (finding.message.as_str(), finding.environments.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(message, names)| (*message, names.to_vec())).collect();
        assert_eq!(merged, expected);
    }

    #[test]
    fn what_every_environment_finds_is_said_once() {
        check(&[], &[]);
        check(&[("dev", &["a", "b"])], &[("a", &[]), ("b", &[])]);
        check(&[("dev", &["a", "b"]), ("prod", &["b", "a"])], &[("a", &[]), ("b", &[])]);
        check(
            &[("dev", &["a", "b"]), ("prod", &["a"]), ("qa", &["a", "c", "b"])],
            &[("a", &[]), ("b", &["dev", "qa"]), ("c", &["qa"])],
        );
        // Several systems of one environment are one environment.
        check(&[("dev", &["a"]), ("dev", &["a"]), ("prod", &[])], &[("a", &["dev"])]);
    }
}
