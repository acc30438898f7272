//! A baseline: a committed file of findings that are known, so that only new ones count.

use std::path::Path;

use anyhow::{Error, Result};
use serde_json::Value;

use super::failure::Failure;
use super::settings::{self, shown};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::json::{self, members};

/// The version of the format. It changes when a member changes its meaning or goes away.
const VERSION: u32 = 1;

/// Findings that are known, so that only new ones count.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(rename = "Baseline"))]
struct Document {
    /// The version of this format. It changes when a field changes its meaning or goes away.
    version: u32,
    /// What is known, a line for each in the file that `check --write-baseline` writes.
    findings: Vec<Entry>,
}

/// A finding that is known: what makes it the same one in another run, and nothing that moves with its line.
#[derive(Debug)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(rename = "Known"))]
struct Entry {
    /// The rule's name.
    rule: String,
    /// The template, where it was judged by itself.
    #[cfg_attr(feature = "schemars", schemars(default, skip_serializing_if = "String::is_empty"))]
    file: String,
    /// The system, where one is known.
    #[cfg_attr(feature = "schemars", schemars(default, skip_serializing_if = "String::is_empty"))]
    system: String,
    /// The stack, where one is known.
    #[cfg_attr(feature = "schemars", schemars(default, skip_serializing_if = "String::is_empty"))]
    stack: String,
    /// The path of ids inside the stack.
    #[cfg_attr(feature = "schemars", schemars(default, skip_serializing_if = "String::is_empty"))]
    path: String,
    /// A JSON pointer into the resource's properties.
    #[cfg_attr(feature = "schemars", schemars(default, skip_serializing_if = "String::is_empty"))]
    property: String,
    /// What was said.
    message: String,
    /// The environments in which it is known; none where it is known in all.
    #[cfg_attr(feature = "schemars", schemars(default, skip_serializing_if = "Vec::is_empty"))]
    environments: Vec<String>,
}

/// The JSON Schema of baselines.
#[cfg(feature = "schemars")]
#[must_use]
pub fn baseline_schema() -> Value {
    schemars::schema_for!(Document).to_value()
}

members!(read Document { must "version" => version, must "findings" => findings });

members!(read Entry {
    must "rule" => rule,
    may "file" => file,
    may "system" => system,
    may "stack" => stack,
    may "path" => path,
    may "property" => property,
    must "message" => message,
    may "environments" => environments,
});

impl Entry {
    fn of(finding: &Diagnostic) -> Self {
        Entry {
            rule: finding.rule.to_owned(),
            file: finding.template().unwrap_or_default().to_owned(),
            system: finding.system.clone(),
            stack: finding.stack.clone(),
            path: finding.path.clone(),
            property: finding.property.clone(),
            message: finding.message.clone(),
            environments: finding.environments.clone(),
        }
    }

    fn identity(&self) -> [&str; 6] {
        let home = if self.file.is_empty() { &self.system } else { &self.file };
        [home, &self.stack, &self.path, &self.property, &self.rule, &self.message]
    }

    fn covers(&self, environment: &str, finding: &Diagnostic) -> bool {
        self.identity() == finding.identity()
            && (self.environments.is_empty() || self.environments.iter().any(|known| known == environment))
    }

    /// It as one line, without what it leaves open.
    fn line(&self) -> String {
        let Entry { rule, file, system, stack, path, property, message, environments } = self;
        let names = ["rule", "file", "system", "stack", "path", "property", "message"];
        let texts = names.into_iter().zip([rule, file, system, stack, path, property, message]);
        let texts = texts.filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, text.as_str().into()));
        let environments: Option<Value> = (!environments.is_empty()).then(|| environments.as_slice().into());
        let members = texts.chain(environments.map(|names| ("environments", names)));
        Value::Object(members.map(|(name, value)| (name.to_owned(), value)).collect()).to_string()
    }
}

/// What is known, and which of it was found again.
#[derive(Debug)]
pub(super) struct Baseline {
    file: String,
    text: String,
    entries: Vec<(Entry, bool)>,
}

impl Baseline {
    pub(super) fn read(file: &Path) -> Result<Self> {
        let text = settings::text(file)?;
        let read: Result<Document, String> = json::parse(text.as_bytes());
        let document = read.map_err(|error| settings::wrong(file, &text, &error))?;
        if document.version != VERSION {
            return Err(other_version(file, document.version));
        }
        let entries = document.findings.into_iter().map(|entry| (entry, false)).collect();
        Ok(Baseline { file: shown(file), text, entries })
    }

    /// Whether a finding is known.
    pub(super) fn covers(&mut self, environment: &str, finding: &Diagnostic) -> bool {
        let mut known = false;
        for (_, used) in self.entries.iter_mut().filter(|(entry, _)| entry.covers(environment, finding)) {
            known = true;
            *used = true;
        }
        known
    }

    /// Findings about entries of these rules that were not found again.
    pub(super) fn unused(&self, wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = Diagnostic> {
        self.entries.iter().filter(move |(entry, used)| !used && wanted(&entry.rule)).map(|(entry, _)| {
            let home = if entry.file.is_empty() { String::new() } else { format!(" of `{}`", entry.file) };
            let message = format!("this known `{}`{home} is not found any more", entry.rule);
            let mut finding = Diagnostic::warning("unused-baseline", message)
                .help("remove its line, or write the file anew with `check --write-baseline`");
            finding.system.clone_from(&entry.system);
            finding.stack.clone_from(&entry.stack);
            finding.path.clone_from(&entry.path);
            finding.property.clone_from(&entry.property);
            finding.origin = Some(Place { file: self.file.clone(), line: self.line_of(entry), column: 1 });
            finding
        })
    }

    /// The line of an entry; the first one where somebody has laid out the file anew.
    fn line_of(&self, entry: &Entry) -> u32 {
        let wanted = entry.line();
        let at = self.text.lines().position(|line| line.trim().trim_end_matches(',') == wanted);
        at.and_then(|at| u32::try_from(at + 1).ok()).unwrap_or(1)
    }

    /// The text of a file in which all these findings are known: a line each, in an order that edits do not change.
    pub(super) fn text(findings: &Diagnostics) -> String {
        let mut entries: Vec<Entry> = findings.iter().map(Entry::of).collect();
        entries.sort_by(|a, b| a.identity().cmp(&b.identity()));
        let lines: Vec<String> = entries.iter().map(Entry::line).collect();
        let lines = if lines.is_empty() { String::new() } else { format!("\n    {}\n  ", lines.join(",\n    ")) };
        format!("{{\n  \"version\": {VERSION},\n  \"findings\": [{lines}]\n}}\n")
    }
}

fn other_version(file: &Path, version: u32) -> Error {
    let failure = Failure::new(format!("{}: the baseline has version {version}, not {VERSION}", shown(file)));
    failure.help("write it anew with `check --write-baseline`").into()
}
