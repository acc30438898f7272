//! What tests of rules share: templates that are looked at.

use super::view::{Index, Memory, System, scenarios};
use super::{Context, check};
use crate::cloudformation::read;
use crate::core::{App, Model};
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

/// What the rules alone say of a template: `rule: path/pointer: message` of each.
pub(in crate::lint) fn said(template: &str) -> Vec<String> {
    said_of(&app(template))
}

/// What the rules alone say of a system.
pub(in crate::lint) fn said_of(app: &App) -> Vec<String> {
    let mut found = Diagnostics::new();
    let model = Model::resolve(app, &mut found);
    check(&model, &Context::default(), &Registry::new(), &mut found);
    found.sort();
    let said = found.iter();
    said.map(|finding| format!("{}: {}{}: {}", finding.rule, finding.path, finding.property, finding.message)).collect()
}

/// The templates that a rule's document shows, as JSON.
pub(in crate::lint) fn shown(document: &str) -> Vec<serde_json::Value> {
    let blocks = document.split("```yaml\n").skip(1).filter_map(|block| block.split("\n```").next());
    let documents = blocks.filter_map(|text| read::document(text.as_bytes(), None).0);
    documents.map(|document| serde_json::from_slice(&document.to_json()).unwrap_or_default()).collect()
}

/// What somebody sees who looks at a template, under the first assumption about its conditions.
pub(in crate::lint) fn look<T>(template: &str, look: impl FnOnce(System<'_>) -> T) -> T {
    let app = app(template);
    let model = Model::resolve(&app, &mut Diagnostics::new());
    let (registry, index, memory) = (Registry::new(), Index::of(&model), Memory::default());
    let scenarios = scenarios(&model);
    look(System::new(&model, &registry, &index, &scenarios[0], &memory))
}

fn app(template: &str) -> App {
    let (app, problems) = read::app(template.as_bytes());
    let problems: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(problems, [""; 0], "the template can be read");
    app
}

/// Sees that a rule says this of a template, and nothing else.
pub(in crate::lint) fn says(rule: &str, template: &str, expected: &[&str]) {
    assert_eq!(found(rule, template), expected, "{rule} in {template}");
}
