//! What tests of rules share: templates that are looked at.

use super::view::{Index, Memory, System, scenarios};
use super::{Context, check};
use crate::cloudformation::read;
use crate::core::Model;
use crate::diagnostic::Diagnostics;
use crate::schema::Registry;
use crate::validate;

/// What the schemas and all rules find in a template: `severity rule path/pointer: message` of each, in order.
pub(in crate::lint) fn findings(template: &str) -> Vec<String> {
    let (app, mut found) = read::app(template.as_bytes());
    let model = Model::resolve(&app, &mut found);
    let registry = Registry::new();
    validate::check(&model, &registry, &mut found);
    check(&model, &Context::default(), &registry, &mut found);
    found.sort();
    let line = |finding: &crate::diagnostic::Diagnostic| {
        let (severity, rule) = (finding.severity.word(), &finding.rule);
        format!("{severity} {rule} {}{}: {}", finding.path, finding.property, finding.message)
    };
    let mut lines: Vec<String> = found.iter().map(line).collect();
    lines.dedup();
    lines
}

/// What a rule finds in a template, without its name.
pub(in crate::lint) fn found(rule: &str, template: &str) -> Vec<String> {
    let name = format!(" {rule} ");
    findings(template).iter().filter_map(|line| Some(line.split_once(&name)?.1.to_owned())).collect()
}

/// What somebody sees who looks at a template, under the first assumption about its conditions.
pub(in crate::lint) fn look(template: &str, look: fn(System<'_>) -> Vec<String>) -> Vec<String> {
    let (app, mut problems) = read::app(template.as_bytes());
    let model = Model::resolve(&app, &mut problems);
    assert!(!problems.has_errors(), "{problems:?}");
    let (registry, index, memory) = (Registry::new(), Index::of(&model), Memory::default());
    let scenarios = scenarios(&model);
    look(System::new(&model, &registry, &index, &scenarios[0], &memory))
}
