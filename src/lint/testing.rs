//! Templates for the tests of rules.

use super::view::{Index, scenarios};
use super::{Context, System, check};
use crate::cloudformation::read;
use crate::core::{App, Model};
use crate::diagnostic::Diagnostics;
use crate::schema::Registry;

/// What the rules say of a template: name, place and message of each.
pub(super) fn findings(template: &str) -> Vec<String> {
    of_app(&app(template))
}

/// What the rules say of a system: name, place and message of each.
pub(super) fn of_app(app: &App) -> Vec<String> {
    let mut found = Diagnostics::new();
    let model = Model::resolve(app, &mut found);
    check(&model, &Context::default(), &Registry::new(), &mut found);
    found.sort();
    let said = found.iter();
    said.map(|finding| format!("{}: {}{}: {}", finding.rule, finding.path, finding.property, finding.message)).collect()
}

/// Shows a template as rules see it, under the first of its scenarios.
pub(super) fn look(template: &str, look: impl FnOnce(System<'_>)) {
    let (app, registry) = (app(template), Registry::new());
    let model = Model::resolve(&app, &mut Diagnostics::new());
    let (index, scenarios) = (Index::of(&model), scenarios(&model));
    look(System::new(&model, &registry, &index, &scenarios[0]));
}

fn app(template: &str) -> App {
    let (app, problems) = read::app(template.as_bytes());
    let problems: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(problems, [""; 0], "the template can be read");
    app
}
