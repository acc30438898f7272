//! Findings for machines.

use super::{Diagnostic, Diagnostics, Severity};
use crate::json::{self, members};

/// Everything that was found.
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
struct Report {
    /// The version of this format. It changes when a field changes its meaning or goes away.
    version: u32,
    /// How many findings are errors.
    errors: usize,
    /// How many findings are warnings.
    warnings: usize,
    /// The findings: errors first, then by place.
    findings: Vec<Diagnostic>,
}

members!(write Report {
    must "version" => version, must "errors" => errors, must "warnings" => warnings, must "findings" => findings,
});

/// The JSON Schema of what [`json`] prints.
#[cfg(feature = "schemars")]
#[must_use]
pub fn json_schema() -> serde_json::Value {
    schemars::schema_for!(Report).to_value()
}

/// All findings as one JSON document, with a line feed at the end.
#[must_use]
pub fn json(diagnostics: &Diagnostics) -> String {
    let report = Report {
        version: 1,
        errors: diagnostics.count(Severity::Error),
        warnings: diagnostics.count(Severity::Warning),
        findings: diagnostics.0.clone(),
    };
    json::print(&report)
}
