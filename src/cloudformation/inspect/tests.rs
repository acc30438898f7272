//! Conditions that go together, and those that are too many to tell.

use std::fmt::Write;

use super::*;
use crate::cloudformation::read;

fn rules(text: &str) -> Vec<&'static str> {
    let (document, mut problems) = read::document(text.as_bytes(), None);
    inspect(&document.expect("a document"), text.len(), &Registry::new(), &mut problems);
    problems.iter().map(|problem| problem.rule).collect()
}

fn check(conditions: &str, value: &str, expected: &[&str]) {
    let text = format!(
        "Parameters: {{ Stage: {{ Type: String, AllowedValues: [dev, test, prod] }} }}\nConditions:\n{conditions}\
         Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties: {{ QueueName: {value} }}\n"
    );
    assert_eq!(rules(&text), expected, "{text}");
}

#[test]
fn branches_that_other_conditions_rule_out_are_known() {
    let stages = "  Prod: !Equals [!Ref Stage, prod]\n  Test: !Equals [test, !Ref Stage]\n";
    check(stages, "!If [Prod, a, !If [Test, b, c]]", &[]);
    check(stages, "!If [Prod, !If [Test, a, b], c]", &["unreachable-branch"]);
    let dev = "  Dev: !Not [!Or [!Condition Prod, !Condition Test]]\n";
    check(&format!("{stages}{dev}"), "!If [Dev, !If [Prod, a, b], c]", &["unreachable-branch"]);
    check(&format!("{stages}{dev}"), "!If [Prod, a, !If [Test, b, !If [Dev, c, d]]]", &["unreachable-branch"]);
}

#[test]
fn conditions_that_never_change_are_known() {
    check("  Prod: !Equals [!Ref Stage, production]\n", "!If [Prod, a, b]", &["constant-condition"]);
    check("  Home: !Equals [!Ref 'AWS::Region', eu-west-1]\n", "!If [Home, !Ref Stage, b]", &[]);
}

/// Each condition names the one before it twice: trying them one by one would take for ever.
#[test]
fn many_conditions_are_no_burden() {
    let mut conditions = String::from("  C0: !Equals [!Ref Stage, prod]\n");
    for at in 1..200 {
        let _ = writeln!(conditions, "  C{at}: !And [!Condition C{0}, !Condition C{0}]", at - 1);
    }
    check(&conditions, "!If [C199, a, b]", &[]);
    let mut wide = String::new();
    for at in 0..40 {
        let _ = writeln!(wide, "  W{at}: !Equals [!Ref 'AWS::StackName', name{at}]");
        let _ = writeln!(wide, "  V{at}: !Equals [!Sub '${{AWS::Region}}{at}', name]");
    }
    let all: Vec<String> = (0..10).map(|at| format!("!Condition V{at}")).collect();
    let _ = writeln!(wide, "  All: !And [{}]", all.join(", "));
    let found = rules(&format!("Conditions:\n{wide}Resources: {{ Queue: {{ Type: AWS::SQS::Queue }} }}\n"));
    assert!(found.iter().all(|rule| *rule == "unused-condition"), "{found:?}");
}

#[test]
fn conditions_that_wait_for_each_other_are_told_once() {
    let circle = "  A: !Not [!Condition B]\n  B: !Not [!Condition A]\n";
    check(circle, "!If [A, a, !Ref Stage]", &["reference-cycle"]);
}
