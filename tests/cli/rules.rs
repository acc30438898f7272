//! A program's own rules: judged, explained and signed like those that come with formwork.

use super::support::{Case, snapshot, transcript};

#[test]
fn a_program_brings_rules_of_its_own() {
    let case = Case::new().with("dev", "fine");
    let own = |arguments: &[&str]| case.run_with_rules("own", arguments);
    let runs = [
        own(&["check"]).code(0),
        own(&["check", "--strict"]).code(1),
        own(&["explain", "undescribed-stack"]).code(0),
        own(&["explain", "undescribed-stak"]).code(2),
        case.run(&["explain", "undescribed-stack"]).code(2),
    ];
    snapshot("own-rules", &transcript(&runs));
    let listed = own(&["explain"]).code(0).out;
    let line = listed.lines().find(|line| line.starts_with("  undescribed-stack ")).expect("it is listed");
    assert!(line.ends_with("warning  A stack that does not say what it is for."), "{line}");
    assert!(listed.contains("\n\nThis program's own\n  undescribed-stack "), "{listed}");
}

#[test]
fn an_exception_to_an_own_rule_is_signed_like_any_other() {
    let case = Case::new().with("dev", "signed");
    assert_eq!(case.run_with_rules("own", &["check"]).code(0).out, "");
    let without = case.run(&["check"]).code(0).out;
    assert!(without.contains("warning[unused-allow]: no rule is called `undescribed-stack`"), "{without}");
}

#[test]
fn rules_need_names_of_their_own() {
    let case = Case::new().with("dev", "fine");
    let runs = [case.run_with_rules("twice", &["check"]).code(2), case.run_with_rules("twice", &["explain"]).code(2)];
    snapshot("twin-rules", &transcript(&runs));
}
