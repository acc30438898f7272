//! Further resources.

use serde_json::json;

use crate::doc;
use crate::terraform::testing::{World, check_all, check_problems};

#[test]
fn a_satellite_is_tied_to_what_is_around_it() {
    let lines = "A  +aws_sat(main=id,mains=[name])  block\n  B  b\n  C  +aws_inner(sat=arn)  each\n    .  c";
    let properties = |_: &World| doc!({ "A": { "B": 1, "C": ["x"] } });
    let expected = json!({
        "aws_inner": { "main__0": { "sat": "${aws_sat.main.arn}", "c": "x" } },
        "aws_main": { "main": {} },
        "aws_sat": { "main": { "main": "${aws_main.main.id}", "mains": "${[aws_main.main.name]}", "b": 1 } },
    });
    check_all(lines, properties, expected);
}

#[test]
fn items_are_named_by_their_fields_or_their_place() {
    let lines = "A  +aws_sat()  each(N,M)\n  N  n\n  M  m";
    let properties = |world: &World| {
        doc!({ "A": [
            { "N": "OneTwo", "M": "x" },
            { "N": world.text.value(), "M": "y" },
            { "N": "OneTwo", "M": "x" },
        ] })
    };
    let expected = json!({
        "main__one_two_x": { "n": "OneTwo", "m": "x" },
        "main__1": { "n": "${var.text}", "m": "y" },
        "main__2": { "n": "OneTwo", "m": "x" },
    });
    check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": expected }));
}

#[test]
fn lines_about_one_satellite_fill_one() {
    let lines = "A  +aws_sat(main=id)  block\n  B  b\nC  +aws_sat(main=id)\n  .  c\nD  +aws_sat(main=arn)\n  .  d";
    let properties = |_: &World| doc!({ "A": { "B": 1 }, "C": 2, "D": 3 });
    let expected = json!({
        "main": { "main": "${aws_main.main.id}", "b": 1, "c": 2 },
        "main__d": { "main": "${aws_main.main.arn}", "d": 3 },
    });
    check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": expected }));
}

#[test]
fn lists_of_one_kind_have_names_of_their_own() {
    let lines =
        "A  +aws_sat(main=id)  each\n  .  a\nItems  +aws_sat(main=id)  each\n  .  b\nC  +aws_sat(main=id)\n  .  c";
    let properties = |_: &World| doc!({ "A": ["x"], "Items": ["y"], "C": "z" });
    let expected = json!({
        "main": { "main": "${aws_main.main.id}", "c": "z" },
        "main__0": { "main": "${aws_main.main.id}", "a": "x" },
        "main__0__items": { "main": "${aws_main.main.id}", "b": "y" },
    });
    check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": expected }));
}

#[test]
fn a_satellite_of_which_nothing_is_said_is_not_made() {
    let lines = "A  +aws_sat(main=id)\n  .  acl  values(Private=null)  must\n  set  x  1";
    check_all(lines, |_| doc!({ "A": "Private" }), json!({ "aws_main": { "main": {} } }));
    let made = json!({ "main": "${aws_main.main.id}", "acl": "Public", "x": 1 });
    check_all(lines, |_| doc!({ "A": "Public" }), json!({ "aws_main": { "main": {} }, "aws_sat": { "main": made } }));
}

#[test]
fn a_condition_or_the_line_itself_asks_for_a_satellite() {
    let links = json!({ "main": { "main": "${aws_main.main.id}" } });
    for lines in ["A  +aws_sat(main=id)  if .=true", "A  +aws_sat(main=id)  block  if .On=true\n  On  drop"] {
        let properties =
            |_: &World| if lines.contains("On") { doc!({ "A": { "On": true } }) } else { doc!({ "A": true }) };
        check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": links }));
    }
    check_all("A  +aws_sat(main=id)  if .=true", |_| doc!({ "A": false }), json!({ "aws_main": { "main": {} } }));
}

#[test]
fn a_property_overrides_a_link() {
    let lines = "A  +aws_sat(main=id,target=id)  block\n  Target  target\n  B  b  else \"\"";
    let properties = |_: &World| doc!({ "A": { "Target": "t" } });
    let satellite = json!({ "main": "${aws_main.main.id}", "target": "t", "b": "" });
    check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": { "main": satellite } }));
    let satellite = json!({ "main": "${aws_main.main.id}", "target": "${aws_main.main.id}", "b": "" });
    check_all(lines, |_| doc!({ "A": {} }), json!({ "aws_main": { "main": {} }, "aws_sat": { "main": satellite } }));
}

#[test]
fn satellites_wait_for_each_other() {
    let lines = "A  +aws_a(main=id)\n  .  a\nB  +aws_b(main=id)  after A,C\n  .  b\nC  +aws_c(main=id)  each\n  .  c";
    let properties = |_: &World| doc!({ "B": 1, "A": 2, "C": ["x"] });
    let b = json!({ "main": "${aws_main.main.id}", "b": 1, "depends_on": ["aws_a.main", "aws_c.main__0"] });
    let expected = json!({
        "aws_a": { "main": { "main": "${aws_main.main.id}", "a": 2 } },
        "aws_b": { "main": b },
        "aws_c": { "main__0": { "main": "${aws_main.main.id}", "c": "x" } },
        "aws_main": { "main": {} },
    });
    check_all(lines, properties, expected);
}

#[test]
fn a_satellite_may_be_a_list_or_a_table() {
    let lines = "A  +aws_sat(main=id)  first\n  B  b\nT  +aws_table(main=id)  table(Key,Value)\n  \"x\"  x";
    let properties = |_: &World| doc!({ "A": [{ "B": 1 }], "T": [{ "Key": "x", "Value": 2 }] });
    let expected = json!({
        "aws_main": { "main": {} },
        "aws_sat": { "main": { "main": "${aws_main.main.id}", "b": 1 } },
        "aws_table": { "main": { "main": "${aws_main.main.id}", "x": 2 } },
    });
    check_all(lines, properties, expected);
    check_problems(lines, |_| doc!({ "A": [{ "B": 1 }, { "B": 2 }] }), &["no-counterpart /A"]);
}

#[test]
fn defaults_make_satellites_too() {
    let lines = "A  +aws_sat(main=id)  each  else [{\"B\":1}]\n  B  b";
    let satellite = json!({ "main__0": { "main": "${aws_main.main.id}", "b": 1 } });
    check_all(lines, |_| doc!({}), json!({ "aws_main": { "main": {} }, "aws_sat": satellite }));
    let lines = "Kind  +aws_sat(main=id)  if On=true  else \"x\"\n  .  kind\nOn  drop";
    let satellite = json!({ "main": { "main": "${aws_main.main.id}", "kind": "x" } });
    check_all(lines, |_| doc!({ "On": true }), json!({ "aws_main": { "main": {} }, "aws_sat": satellite }));
    check_all(lines, |_| doc!({}), json!({ "aws_main": { "main": {} } }));
}
