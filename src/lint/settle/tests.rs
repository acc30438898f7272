//! Exceptions that are needed, that are not, and that cannot be.

use super::*;
use crate::core::{App, Props, Resource, Stack};

struct Bucket;

impl Resource for Bucket {
    const TYPE: &'static str = "AWS::S3::Bucket";

    fn into_props(self) -> Props {
        Props::new()
    }

    fn from_props(_: Props) -> Self {
        Bucket
    }
}

/// What remains of one warning at `web / First`, one at `web`, and one error at `web / First`.
fn check(app: App, context: &Context<'_>, expected: &[(&str, Severity)]) {
    let mut found = Diagnostics::new();
    let model = Model::resolve(&app, &mut found);
    found.push(Diagnostic::warning("service-ended", "a").in_stack("web").of("First", "AWS::S3::Bucket"));
    found.push(Diagnostic::warning("deprecated-property", "b").in_stack("web"));
    found.push(Diagnostic::error("wrong-type", "c").in_stack("web").of("First", "AWS::S3::Bucket"));
    settle(&model, context, &mut found);
    let remaining: Vec<(&str, Severity)> = found.iter().map(|finding| (finding.rule, finding.severity)).collect();
    assert_eq!(remaining, expected, "{found:#?}");
    assert!(found.iter().all(|finding| finding.system == "orders"));
}

const SERVICE: (&str, Severity) = ("service-ended", Severity::Warning);
const DEPRECATED: (&str, Severity) = ("deprecated-property", Severity::Warning);
const WRONG: (&str, Severity) = ("wrong-type", Severity::Error);
const UNNEEDED: (&str, Severity) = ("unused-allow", Severity::Warning);

/// An app with two buckets and these exceptions on the first, on the second, on the stack, and everywhere.
fn app(first: &[&str], second: &[&str], stack: &[&str], everywhere: &[&str]) -> App {
    let mut web = Stack::new("web");
    for (id, rules) in [("First", first), ("Second", second)] {
        let bucket = web.add(id, Bucket);
        rules.iter().for_each(|rule| web.allow(&bucket, rule, "because"));
    }
    stack.iter().for_each(|rule| web.allow_everywhere(rule, "because"));
    everywhere.iter().fold(App::new("orders"), |app, rule| app.allow(rule, "because")).stack(web)
}

#[test]
fn an_exception_covers_its_place_and_no_other() {
    let context = Context::default();
    check(app(&[], &[], &[], &[]), &context, &[SERVICE, DEPRECATED, WRONG]);
    check(app(&["service-ended"], &[], &[], &[]), &context, &[DEPRECATED, WRONG]);
    check(app(&[], &["service-ended"], &[], &[]), &context, &[SERVICE, DEPRECATED, WRONG, UNNEEDED]);
    check(app(&[], &[], &["service-ended", "deprecated-property"], &[]), &context, &[WRONG]);
    check(app(&[], &[], &[], &["service-ended", "deprecated-property"]), &context, &[WRONG]);
    // Two that cover the same finding are both needed.
    check(app(&["service-ended"], &[], &["service-ended"], &[]), &context, &[DEPRECATED, WRONG]);
}

#[test]
fn errors_cannot_be_allowed() {
    check(app(&["wrong-type"], &[], &[], &[]), &Context::default(), &[SERVICE, DEPRECATED, WRONG, UNNEEDED]);
}

#[test]
fn a_name_must_be_a_rules() {
    check(app(&[], &[], &["service-endet"], &[]), &Context::default(), &[SERVICE, DEPRECATED, WRONG, UNNEEDED]);
}

#[test]
fn an_unused_exception_can_itself_be_allowed() {
    check(app(&[], &["service-ended"], &["unused-allow"], &[]), &Context::default(), &[SERVICE, DEPRECATED, WRONG]);
    check(app(&[], &[], &["unused-allow"], &[]), &Context::default(), &[SERVICE, DEPRECATED, WRONG, UNNEEDED]);
}

#[test]
fn strictness_comes_last() {
    let strict = Context { strict: true, ..Context::default() };
    let error = |(rule, _)| (rule, Severity::Error);
    check(app(&["service-ended"], &[], &[], &[]), &strict, &[error(DEPRECATED), WRONG]);
    check(
        app(&[], &["service-ended"], &[], &[]),
        &strict,
        &[error(SERVICE), error(DEPRECATED), WRONG, error(UNNEEDED)],
    );
}

#[test]
fn an_engine_that_nobody_asked_for_does_not_count() {
    let mut found = Diagnostics::new();
    let app = app(&[], &[], &[], &[]);
    let model = Model::resolve(&app, &mut found);
    found.push(Diagnostic::error("too-many-resources", "a").in_stack("web"));
    found.push(Diagnostic::error("unmapped-type", "b").in_stack("web"));
    settle(&model, &Context { cloudformation: false, ..Context::default() }, &mut found);
    assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["unmapped-type"]);
    settle(&model, &Context { terraform: false, ..Context::default() }, &mut found);
    assert!(found.is_empty());
}
