//! What the author expects of resources, held against the finished stack.

use super::place::Place;
use super::words;
use crate::core::{Expectation, Node, Placed, Props, Resolved};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::schema::Registry;

/// Checks every expectation of a stack: one finding for each property that differs.
pub(in crate::validate) fn check(resolved: &Resolved<'_>, registry: &Registry, problems: &mut Diagnostics) {
    for expectation in resolved.stack.expectations() {
        let Some(placed) = resolved.stack.resources().get(expectation.index as usize) else { continue };
        if expectation.props.is_empty() {
            problems.push(finding(resolved, placed, expectation, "", "nothing is expected"));
        }
        let schema = registry.get(&placed.type_name);
        let mut report = |pointer: &str, what: &str| {
            problems.push(finding(resolved, placed, expectation, pointer, what));
        };
        match schema {
            Some(schema) => object(&expectation.props, &placed.props, &Place::root(schema, None), &mut report),
            // Without a schema nothing says what is secret: nothing is shown.
            None if !matches(&expectation.props, &placed.props) => report("", "it differs"),
            None => {}
        }
    }
}

fn finding(
    resolved: &Resolved<'_>,
    placed: &Placed,
    expectation: &Expectation,
    pointer: &str,
    what: &str,
) -> Diagnostic {
    Diagnostic::error("unmet-expectation", format!("expected that {}: {what}", expectation.says))
        .help("change what makes it so, or what is expected")
        .in_stack(resolved.stack.name())
        .of(&placed.path, &placed.type_name)
        .property(pointer)
        .at(expectation.origin)
        .with(placed.origin, format!("`{}` was added here", placed.path))
}

fn object(expected: &Props, found: &Props, place: &Place<'_>, report: &mut impl FnMut(&str, &str)) {
    for prop in expected {
        let place = place.name(&prop.name, prop.origin);
        match found.get(&prop.name) {
            Some(node) => value(&prop.node, node, &place, report),
            None => {
                let wanted = words::shown(&prop.node, &place);
                report(&place.pointer(), &format!("{} is not set; {wanted} is expected", place.subject()));
            }
        }
    }
}

fn value(expected: &Node, found: &Node, place: &Place<'_>, report: &mut impl FnMut(&str, &str)) {
    match (expected, found) {
        (Node::Map(expected), Node::Map(found)) => object(expected, found, place, report),
        (Node::List(expected), Node::List(found)) if expected.len() == found.len() => {
            for (index, (expected, found)) in expected.iter().zip(found).enumerate() {
                value(expected, found, &place.item(index), report);
            }
        }
        _ if expected == found => {}
        _ => {
            let wanted = words::shown(expected, place);
            let found = words::is(found, place);
            report(&place.pointer(), &format!("{} {found}; {wanted} is expected", place.subject()));
        }
    }
}

fn matches(expected: &Props, found: &Props) -> bool {
    expected.into_iter().all(|prop| found.get(&prop.name) == Some(&prop.node))
}

#[cfg(all(test, feature = "s3"))]
mod tests {
    use super::*;
    use crate::aws::s3;
    use crate::core::{App, Model, Stack};

    /// What is found wrong with an expectation of a bucket.
    fn found(expected: impl FnOnce(s3::Bucket) -> s3::Bucket) -> Vec<String> {
        let mut stack = Stack::new("data");
        let versioning = s3::VersioningConfiguration::new("Enabled");
        let rules = [s3::ServerSideEncryptionRule::new().bucket_key_enabled(true)];
        let bucket = s3::Bucket::new()
            .bucket_name("orders")
            .versioning_configuration(versioning)
            .bucket_encryption(s3::BucketEncryption::new(rules));
        let bucket = stack.add("Orders", bucket);
        stack.expect(&bucket, "orders are kept well", expected);
        let app = App::new("shop").stack(stack);
        let mut problems = Diagnostics::new();
        let model = Model::resolve(&app, &mut problems);
        check(model.stack(0), &Registry::new(), &mut problems);
        problems.iter().map(|problem| format!("{} {} {}", problem.rule, problem.property, problem.message)).collect()
    }

    #[test]
    fn what_is_so_is_not_reported() {
        assert_eq!(found(|it| it.bucket_name("orders")), Vec::<String>::new());
        assert_eq!(
            found(|it| it.versioning_configuration(s3::VersioningConfiguration::new("Enabled"))),
            Vec::<String>::new()
        );
    }

    #[test]
    fn each_difference_is_reported_with_its_place() {
        let rules = [s3::ServerSideEncryptionRule::new().bucket_key_enabled(false)];
        let wrong = found(|it| {
            it.bucket_name("payments").object_lock_enabled(true).bucket_encryption(s3::BucketEncryption::new(rules))
        });
        assert_eq!(
            wrong,
            [
                r#"unmet-expectation /BucketName expected that orders are kept well: `BucketName` is "orders"; "payments" is expected"#,
                "unmet-expectation /ObjectLockEnabled expected that orders are kept well: `ObjectLockEnabled` is not set; \
                 true is expected",
                "unmet-expectation /BucketEncryption/ServerSideEncryptionConfiguration/0/BucketKeyEnabled expected that \
                 orders are kept well: `BucketKeyEnabled` is true; false is expected",
            ]
        );
    }

    #[test]
    fn an_expectation_of_nothing_is_one_too() {
        assert_eq!(found(|it| it), ["unmet-expectation  expected that orders are kept well: nothing is expected"]);
    }
}
