//! Options of a line: other values, defaults, conditions, versions.

use serde_json::json;

use crate::doc;
use crate::terraform::testing::{World, check, check_all, check_problems, lowered};

#[test]
fn literals_are_called_otherwise() {
    let lines = "A  a  values(on=true, off=false, gone=null, n=5, t=\"x y\")";
    for (from, to) in [("on", json!({ "a": true })), ("n", json!({ "a": 5 })), ("t", json!({ "a": "x y" }))] {
        check(lines, |_| doc!({ "A": from }), to);
    }
    check(lines, |_| doc!({ "A": "other" }), json!({ "a": "other" }));
    check(lines, |_| doc!({ "A": "gone" }), json!({}));
    check("A  a  values(true=ON)", |_| doc!({ "A": true }), json!({ "a": "ON" }));
    check("A  a  wrap  values(x=y)", |_| doc!({ "A": "x" }), json!({ "a": ["y"] }));
    let deferred = "${var.text == \"x\" ? true : (var.text == \"y\" ? null : var.text)}";
    check("A  a  values(x=true, y=null)", |world| doc!({ "A": world.text.value() }), json!({ "a": deferred }));
    check(lines, |world| doc!({ "A": world.other.reference() }), json!({ "a": "${aws_other.other.id}" }));
    let choice = |world: &World| doc!({ "A": world.on.pick::<String>("on", "gone") });
    check(lines, choice, json!({ "a": "${local.on ? true : null}" }));
}

#[test]
fn defaults_stand_for_what_is_absent() {
    let lines = "A  a  else false\nB  b.c  else 1\nC  d.e  fill 2\nD  f  fill 3";
    check(lines, |_| doc!({}), json!({ "a": false, "f": 3, "b": { "c": 1 } }));
    check(lines, |_| doc!({ "A": true, "B": 9 }), json!({ "a": true, "f": 3, "b": { "c": 9 } }));
    check("A  a.b\nC  a.c  fill 2", |_| doc!({ "A": 1 }), json!({ "a": { "b": 1, "c": 2 } }));
    check("A  a.b.c\nC  a.d.e  fill 2", |_| doc!({ "A": 1 }), json!({ "a": { "b": { "c": 1 } } }));
    check("A  a\nB  a  else 2", |_| doc!({ "A": 1 }), json!({ "a": 1 }));
}

#[test]
fn defaults_with_children_speak_cloudformations_terms() {
    let lines = "A  a  block  else {\"B\":1}\n  B  b\n  C  c  else 2";
    check(lines, |_| doc!({}), json!({ "a": { "b": 1, "c": 2 } }));
}

#[test]
fn defaults_may_depend_on_a_sibling() {
    let lines = "Kind  drop\nA  a  else switch(Kind: x=1, y=null, *=3)";
    for (kind, expected) in [("x", json!({ "a": 1 })), ("y", json!({})), ("z", json!({ "a": 3 }))] {
        check(lines, |_| doc!({ "Kind": kind }), expected);
    }
    check(lines, |_| doc!({}), json!({ "a": 3 }));
    check(lines, |world| doc!({ "Kind": world.text.value() }), json!({ "a": 3 }));
}

#[test]
fn names_are_made_up() {
    let lines = "A  a  else $id\nB  b  blocks\n  C  c  else $id\nset  w  $word";
    let properties = |_: &World| doc!({ "B": [{}, { "C": "own" }, {}] });
    let blocks = json!([{ "c": "test-demo-main-1" }, { "c": "own" }, { "c": "test-demo-main-3" }]);
    check(lines, properties, json!({ "a": "test-demo-main", "w": "testdemomain", "b": blocks }));
}

#[test]
fn constants_stand_by_themselves() {
    let lines = "set  a  true\nset  b.c  {}\nX  x  block\n  set  d  \"e\"\nA  a";
    check(lines, |_| doc!({}), json!({ "a": true, "b": { "c": {} } }));
    check(lines, |_| doc!({ "A": false, "X": {} }), json!({ "a": false, "x": { "d": "e" }, "b": { "c": {} } }));
    check(
        "I  t  block\n  set  k  \"K\"\n  .  v  wrap",
        |_| doc!({ "I": "i" }),
        json!({ "t": { "v": ["i"], "k": "K" } }),
    );
}

#[test]
fn what_terraform_needs_is_asked_for() {
    check_problems("A  a  must", |_| doc!({}), &["needed-by-terraform "]);
    check_problems("A  b.a  must\nB  b.b", |_| doc!({ "B": 1 }), &["needed-by-terraform "]);
    check("A  b.a  must\nB  b.b", |_| doc!({}), json!({}));
    check("A  a  must\nB  a", |_| doc!({ "B": 1 }), json!({ "a": 1 }));
    check_problems("A  a  blocks\n  B  b  must", |_| doc!({ "A": [{}] }), &["needed-by-terraform /A/0"]);
    check_problems("A  .  block  must\n  B  b", |_| doc!({}), &["needed-by-terraform "]);
    check("A  a  must  else 1  unless B\nB  b", |_| doc!({}), json!({ "a": 1 }));
    check_problems("A  a  must  else 1  unless B\nB  b", |_| doc!({ "B": 1 }), &["needed-by-terraform "]);
}

#[test]
fn newer_arguments_need_a_newer_provider() {
    let lines = "A  a  since 6.4  else 1\nB  b\nC  none";
    check_problems(lines, |_| doc!({ "A": 1 }), &["needs-newer-provider /A"]);
    // A default of what the provider does not know yet is left out.
    check(lines, |_| doc!({ "B": 1 }), json!({ "b": 1 }));
}

#[test]
fn lines_count_under_conditions() {
    let lines = "A  a  if B\nA  c  unless B\nB  drop\nset  d  1  if B=x|C\nC  drop";
    check(lines, |_| doc!({ "A": 1 }), json!({ "c": 1 }));
    check(lines, |_| doc!({ "A": 1, "B": "x" }), json!({ "a": 1, "d": 1 }));
    check(lines, |_| doc!({ "A": 1, "B": "y" }), json!({ "a": 1 }));
    check(lines, |_| doc!({ "B": "", "C": true }), json!({ "d": 1 }));
    check(lines, |_| doc!({ "A": 1, "B": false }), json!({ "c": 1 }));
    check(lines, |world| doc!({ "A": 1, "C": world.text.value() }), json!({ "c": 1, "d": 1 }));
    check_problems(lines, |world| doc!({ "B": world.text.value() }), &["needs-literal "]);
}

#[test]
fn conditions_may_look_below() {
    let lines = "A  a  block  if .On=true\n  On  drop\n  B  b\nC  c  if .=true\nL  l  blocks  if .X\n  X  x\nL  m  pluck(Y)  unless .X";
    let properties = |_: &World| doc!({ "A": { "On": true, "B": 1 }, "C": true, "L": [{ "X": 1 }, { "Y": 2 }] });
    check(lines, properties, json!({ "c": true, "a": { "b": 1 }, "l": [{ "x": 1 }], "m": [2] }));
    check(lines, |_| doc!({ "A": { "On": false, "B": 1 }, "C": false }), json!({}));
    check_problems(lines, |world| doc!({ "A": { "On": world.text.value() } }), &["needs-literal /A"]);
}

#[test]
fn a_default_may_have_a_condition_of_its_own() {
    let lines = "A  a  else 1  unless B|C\nB  b\nC  c";
    check(lines, |_| doc!({}), json!({ "a": 1 }));
    check(lines, |_| doc!({ "C": 1 }), json!({ "c": 1 }));
    check(lines, |_| doc!({ "C": 1, "A": 2 }), json!({ "a": 2, "c": 1 }));
    let deferred = "${!(tostring(var.text) == \"x\") ? 1 : null}";
    let lines = "A  a  else 1  unless B=x\nB  drop";
    check(lines, |world| doc!({ "B": world.text.value() }), json!({ "a": deferred }));
}

#[test]
fn removal_policies_choose_constants() {
    let lines = "AWS::Test::Main  aws_main\n  deletion  Delete  skip  true\n  set  skip  false\n";
    check_all(lines, |_| doc!({}), json!({ "aws_main": { "main": { "skip": false } } }));
}

#[test]
fn problems_point_at_the_line_that_set_the_property() {
    let found = lowered("A  a  blocks\n  B  none", |_| doc!({ "A": [{ "B": 1 }] }));
    assert_eq!(found.messages, ["Terraform has no counterpart of `B`"]);
    assert_eq!(found.problems, ["no-counterpart /A/0/B"]);
}
