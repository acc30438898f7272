//! Findings for machines.

use serde::Serialize;

use super::{Diagnostic, Diagnostics, Severity};

/// Everything that was found.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
struct Report<'a> {
    /// The version of this format. It changes when a field changes its meaning or goes away.
    version: u32,
    /// How many findings are errors.
    errors: usize,
    /// How many findings are warnings.
    warnings: usize,
    /// The findings: errors first, then by place.
    findings: &'a [Diagnostic],
}

/// The JSON Schema of what [`json`] prints.
#[cfg(feature = "schemars")]
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Report<'static>).to_value()
}

/// All findings as one JSON document, with a line feed at the end.
#[must_use]
pub fn json(diagnostics: &Diagnostics) -> String {
    let report = Report {
        version: 1,
        errors: diagnostics.count(Severity::Error),
        warnings: diagnostics.count(Severity::Warning),
        findings: &diagnostics.0,
    };
    let mut text = serde_json::to_string_pretty(&report).unwrap_or_default();
    text.push('\n');
    text
}
