//! Every rule about what resources mean to each other finds its document's bad templates, and nothing in the good ones.

use formwork::Model;
use formwork::cloudformation::read;
use formwork::diagnostic::{Diagnostics, Severity};
use formwork::lint::{self, Context, Entry};
use formwork::schema::Registry;
use formwork::validate;

/// What is found in a template.
fn findings(template: &str) -> Diagnostics {
    let (app, mut found) = read::app(template.as_bytes());
    let registry = Registry::new();
    let model = Model::resolve(&app, &mut found);
    validate::check(&model, &registry, &mut found);
    lint::check(&model, &Context::default(), &registry, &mut found);
    found.sort();
    found
}

/// The templates under a heading of a document.
pub(super) fn templates<'d>(document: &'d str, heading: &str) -> Vec<&'d str> {
    let section = document.split("\n## ").find_map(|section| section.strip_prefix(heading)).unwrap_or_default();
    let blocks = section.split("```yaml\n").skip(1);
    blocks.filter_map(|block| block.split("\n```").next()).collect()
}

/// What is wrong with the examples of a rule.
fn check(rule: &Entry) -> Vec<String> {
    let (bad, good) = (templates(rule.document, "Bad\n"), templates(rule.document, "Good\n"));
    let mut wrong = Vec::new();
    if bad.is_empty() || good.is_empty() {
        wrong.push(format!("{}: its document shows no bad template, or no good one", rule.name));
    }
    for template in bad {
        let found = findings(template);
        if !found.iter().any(|finding| finding.rule == rule.name) {
            wrong.push(format!("{}: not found in\n{template}", rule.name));
        }
        wrong.extend(others(rule, &found, template));
    }
    for template in good {
        let found = findings(template);
        if found.iter().any(|finding| finding.rule == rule.name) {
            wrong.push(format!("{}: found in\n{template}", rule.name));
        }
        wrong.extend(others(rule, &found, template));
    }
    wrong
}

/// Errors of other rules: an example shows one fault.
fn others(rule: &Entry, found: &Diagnostics, template: &str) -> Vec<String> {
    let other = found.iter().filter(|finding| finding.severity == Severity::Error && finding.rule != rule.name);
    other
        .map(|finding| {
            let place = format!("{}{}", finding.path, finding.property);
            format!("{}: {} at {place}: {} in\n{template}", rule.name, finding.rule, finding.message)
        })
        .collect()
}

#[test]
fn rules_find_what_their_documents_say() {
    let judging = lint::families().filter(|(title, _)| *title != "Form").flat_map(|(_, entries)| entries);
    let mut count = 0;
    let mut wrong = Vec::new();
    for rule in judging {
        count += 1;
        wrong.extend(check(rule));
    }
    assert!(count > 0, "there are no rules");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
