//! Which conditions can hold together.

use super::*;
use crate::core::{App, Parameter, Test};
use crate::diagnostic::Diagnostics;

/// The distinct outcomes of the conditions that `declare` names, in order.
fn check(declare: impl FnOnce(&mut Stack), expected: &[&str]) {
    let mut stack = Stack::new("orders");
    declare(&mut stack);
    let app = App::new("shop").stack(stack);
    let model = Model::resolve(&app, &mut Diagnostics::new());
    let found: Vec<String> = scenarios(&model)
        .iter()
        .map(|Scenario(stacks)| stacks[0].iter().map(|truth| if *truth { '1' } else { '0' }).collect())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn nothing_conditional_is_one_scenario() {
    check(|_| {}, &[""]);
}

#[test]
fn what_excludes_each_other_never_holds_together() {
    check(
        |stack| {
            let stage = stack.parameter("Stage", Parameter::string());
            stack.condition("Prod", stage.equals("prod"));
            stack.condition("Dev", stage.equals("dev"));
            stack.condition("Any", stage.equals("dev").or(stage.equals("prod")));
        },
        &["000", "101", "011"],
    );
}

#[test]
fn what_is_usual_comes_first() {
    check(
        |stack| {
            let stage = stack.parameter("Stage", Parameter::string().default("prod"));
            stack.condition("Prod", stage.equals("prod"));
        },
        &["1", "0"],
    );
}

#[test]
fn values_that_are_not_allowed_are_never_given() {
    check(
        |stack| {
            let stage = stack.parameter("Stage", Parameter::string().allowed(["dev", "prod"]));
            stack.condition("Prod", stage.equals("prod"));
            stack.condition("NotDev", stage.equals("dev").negate());
            stack.condition("Test", stage.equals("test"));
        },
        &["110", "000"],
    );
}

#[test]
fn conditions_use_each_other() {
    check(
        |stack| {
            let (one, two) = (stack.parameter("One", Parameter::string()), stack.parameter("Two", Parameter::string()));
            let both = stack.condition("Both", one.equals("yes").and(two.equals("yes")));
            stack.condition("NotBoth", both.test().negate());
            stack.condition("Alike", one.value().equals(two));
        },
        &["010", "100", "011", "101"],
    );
}

#[test]
fn there_are_never_many() {
    let mut stack = Stack::new("orders");
    let mut last: Option<Test> = None;
    for number in 0..40 {
        let parameter = stack.parameter(&format!("P{number}"), Parameter::string());
        // Each needs the one before it twice: without care, that is 2^40 steps.
        let test = match last {
            Some(before) => before.clone().and(before).or(parameter.equals("yes")),
            None => parameter.equals("yes"),
        };
        last = Some(stack.condition(&format!("C{number}"), test).test());
    }
    assert!(of_stack(&stack).len() <= MOST);
}
