//! Each rule with what it finds and what it leaves alone.

use super::*;
use crate::core::{Link, Parameter, Props, Resource};

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

/// The rules that find something, in order.
fn check(app: App, expected: &[&str]) {
    let mut problems = Diagnostics::new();
    let model = Model::resolve(&app, &mut problems);
    super::check(&model, &mut problems);
    let rules: Vec<&str> = problems.iter().map(|problem| problem.rule).collect();
    let messages: Vec<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(rules, expected, "{messages:#?}");
}

fn check_stack(stack: Stack, expected: &[&str]) {
    check(App::new("orders").stack(stack), expected);
}

#[test]
fn systems_are_directories() {
    for name in ["orders", "orders-2", "a.b_c"] {
        check(App::new(name), &[]);
    }
    for name in ["", "..", "../orders", "a/b", ".hidden", "a b", "größe", "dots."] {
        check(App::new(name), &["invalid-system"]);
    }
}

#[test]
fn stack_names_are_cloudformations() {
    check_stack(Stack::new("a"), &[]);
    check_stack(Stack::new("Network-1"), &[]);
    for name in ["", "1st", "a_b", "-a", "a b", &"a".repeat(129)] {
        check_stack(Stack::new(name), &["invalid-stack-name"]);
    }
    check(App::new("orders").stack(Stack::new("Web")).stack(Stack::new("web")), &["invalid-stack-name"]);
}

#[test]
fn roots_stay_in_their_directory_and_differ() {
    for path in ["eks/prod1/infra", "_tfstate"] {
        check_stack(Stack::new("a").terraform_root(path), &[]);
    }
    for path in ["", "/a", "a//b", "../a", "a/../b", "a/", "a b", ".", "_", "a/.terraform"] {
        check_stack(Stack::new("a").terraform_root(path), &["invalid-root"]);
    }
    let two =
        App::new("orders").stack(Stack::new("a").terraform_root("x/y")).stack(Stack::new("b").terraform_root("x/Y"));
    check(two, &["invalid-root"]);
    check(App::new("orders").stack(Stack::new("a")).stack(Stack::new("b").terraform_root("a/b")), &[]);
}

#[test]
fn names_in_a_template_are_letters_and_digits() {
    let mut stack = Stack::new("a");
    let stage = stack.parameter("Stage", Parameter::string());
    stack.output("api-url", "x");
    stack.condition("is prod", stage.equals("prod"));
    stack.mapping("größe", [("row", vec![("column", "value")])]);
    check_stack(stack, &["invalid-name", "invalid-name", "invalid-name"]);
}

#[test]
fn names_in_a_template_differ() {
    let mut stack = Stack::new("a");
    let stage = stack.parameter("Stage", Parameter::string());
    stack.parameter("Stage", Parameter::string());
    stack.output("Url", "x");
    stack.output("Url", "y");
    // Another kind of thing may have the same name.
    stack.condition("Url", stage.equals("prod"));
    check_stack(stack, &["duplicate-name", "duplicate-name"]);
}

#[test]
fn kept_ids_are_ids_and_clash_with_nothing() {
    let mut stack = Stack::new("a");
    stack.parameter("Stage", Parameter::string());
    let (first, second) = (stack.add("First", Bucket), stack.add("Second", Bucket));
    let third = stack.add("Third", Bucket);
    stack.keep_id(&first, "Stage");
    stack.keep_id(&second, "Stage");
    stack.keep_id(&third, "not-an-id");
    check_stack(stack, &["invalid-id", "duplicate-name", "duplicate-name"]);

    let mut stack = Stack::new("a");
    let first = stack.add("First", Bucket);
    stack.add("Second", Bucket);
    stack.keep_id(&first, "Second");
    check_stack(stack, &[]);
}

#[test]
fn exports_are_named_and_unique() {
    let stack = |name: &str, export: &str| {
        let mut stack = Stack::new(name);
        stack.output("Url", "x").export(export);
        stack
    };
    check(App::new("orders").stack(stack("a", "a:Url")).stack(stack("b", "b:Url")), &[]);
    check(App::new("orders").stack(stack("a", "Url")).stack(stack("b", "Url")), &["invalid-export"]);
    check_stack(stack("a", "network/url"), &["invalid-export"]);
    check_stack(stack("a", ""), &["invalid-export"]);
}

#[test]
fn a_default_obeys_its_own_rules() {
    let fine = [
        Parameter::string().default("dev").allowed(["dev", "prod"]),
        Parameter::string().default("eu-west-1").pattern("[a-z]{2}-[a-z]+-\\d").length(1..=20),
        Parameter::string().pattern("(unreadable here").default("anything"),
    ];
    let wrong = [
        Parameter::string().default("test").allowed(["dev", "prod"]),
        Parameter::string().default("eu-west-1a").pattern("[a-z]{2}-[a-z]+-\\d"),
        Parameter::string().default("long").length(1..=3),
        #[expect(clippy::reversed_empty_ranges, reason = "what the check is about")]
        Parameter::string().length(3..=1),
        Parameter::string().default(crate::core::region()),
    ];
    for (parameters, expected) in [(Vec::from(fine), &[][..]), (Vec::from(wrong), &["invalid-parameter"])] {
        for parameter in parameters {
            let mut stack = Stack::new("a");
            stack.parameter("Stage", parameter);
            check_stack(stack, expected);
        }
    }
    let mut stack = Stack::new("a");
    stack.parameter("Days", Parameter::integer().range(1..=35).default(40));
    stack.parameter("not-plain", Parameter::integer());
    check_stack(stack, &["invalid-parameter", "invalid-parameter"]);
}

#[test]
fn tags_are_what_aws_takes() {
    let tagged = |key: &str, value: &str| {
        let mut stack = Stack::new("a");
        stack.tag(key, value);
        stack
    };
    check_stack(tagged("team", "platform & co".replace('&', "+").as_str()), &[]);
    check_stack(tagged("größe", "東京/1"), &[]);
    for (key, value) in
        [("", ""), ("AWS:team", ""), (&"k".repeat(129), ""), ("team", &"v".repeat(257)), ("a<b", ""), ("a", "b;c")]
    {
        check_stack(tagged(key, value), &["invalid-tag"]);
    }
    let mut stack = tagged("team", "a");
    stack.tag("team", "b");
    check_stack(stack, &["invalid-tag"]);
    check((0..51).fold(App::new("orders"), |app, index| app.tag(format!("key{index}"), "")), &["invalid-tag"]);
}

#[test]
fn quotas_are_counted() {
    let mut stack = Stack::new("a");
    for index in 0..501 {
        stack.add(&format!("Bucket{index}"), Bucket);
    }
    for index in 0..201 {
        stack.parameter(&format!("Parameter{index}"), Parameter::string());
        stack.output(&format!("Output{index}"), "x");
    }
    check_stack(stack, &["too-many-resources", "too-many-parameters", "too-many-outputs"]);
}

#[test]
fn values_of_other_stacks_count() {
    let mut producer = Stack::new("producer");
    let buckets: Vec<_> = (0..201).map(|index| producer.add(&format!("Bucket{index}"), Bucket)).collect();
    let mut consumer = Stack::new("consumer");
    consumer.link(&producer, Link::Parameter);
    for (index, bucket) in buckets.iter().enumerate() {
        consumer.output(&format!("Output{index}"), bucket);
    }
    let app = App::new("orders").stack(producer).stack(consumer);
    check(app, &["too-many-outputs", "too-many-parameters", "too-many-outputs"]);
}
