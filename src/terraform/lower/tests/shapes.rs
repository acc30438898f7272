//! Targets and shapes.

use serde_json::json;

use crate::doc;
use crate::terraform::testing::{World, check, check_problems};

#[test]
fn values_pass_as_they_are() {
    let properties = |_: &_| doc!({ "A": "x", "B": [1, 2], "C": { "k ${v}": true, "l": 0.5 } });
    check("A  a\nB  b\nC  c", properties, json!({ "a": "x", "b": [1, 2], "c": { "k $${v}": true, "l": 0.5 } }));
}

#[test]
fn a_property_goes_to_each_of_its_lines() {
    check("A  a\nA  b", |_| doc!({ "A": 1 }), json!({ "a": 1, "b": 1 }));
}

#[test]
fn lines_that_share_a_block_build_one() {
    let lines = "A  outer.a\nB  outer.inner.b\nC  outer.inner.c";
    let expected = json!({ "outer": { "a": 1, "inner": { "b": 2, "c": 3 } } });
    check(lines, |_| doc!({ "A": 1, "B": 2, "C": 3 }), expected);
}

#[test]
fn a_block_and_lines_about_its_arguments_are_one_block() {
    let lines = "A  oidc.a\nB  oidc  block\n  C  c\nD  oidc.d";
    check(lines, |_| doc!({ "A": 1, "B": { "C": 2 }, "D": 3 }), json!({ "oidc": { "a": 1, "c": 2, "d": 3 } }));
}

#[test]
fn objects_are_blocks_or_lie_flat() {
    let lines = "A  a  block\n  B  b\n  C  .  block\n    D  d\nE  .  block\n  F  f\nG  x.g  block\n  H  h";
    let properties = |_: &_| doc!({ "A": { "B": 1, "C": { "D": 2 } }, "E": { "F": 3 }, "G": { "H": 4 } });
    check(lines, properties, json!({ "f": 3, "a": { "b": 1, "d": 2 }, "x": { "g": { "h": 4 } } }));
    check("A  a  block", |_| doc!({ "A": {} }), json!({ "a": {} }));
}

#[test]
fn lists_of_objects_are_repeated_blocks() {
    let lines = "A  a  blocks\n  B  b\n  C  c.d";
    let expected = json!({ "a": [{ "b": 1 }, { "c": { "d": 2 } }] });
    check(lines, |_| doc!({ "A": [{ "B": 1 }, { "C": 2 }] }), expected);
}

#[test]
fn blocks_of_several_lines_follow_each_other() {
    let lines = "One  item  block\n  A  a\nMany  item  blocks\n  A  a\nB  item.b";
    let properties = |_: &_| doc!({ "One": { "A": 1 }, "Many": [{ "A": 2 }], "B": 3 });
    check(lines, properties, json!({ "item": [{ "a": 1, "b": 3 }, { "a": 2 }] }));
    let properties = |_: &_| doc!({ "Many": [{ "A": 2 }], "B": 3 });
    check(lines, properties, json!({ "item": [{ "a": 2 }, { "b": 3 }] }));
}

#[test]
fn groups_are_lines_by_name() {
    let lines = "AWS::Test::Main  aws_main\n  A  a  use(G)\n  B  b  uses(G)\ngroup G\n  X  x\n  Inner  inner  use(G)\n";
    let properties = |_: &_| doc!({ "A": { "Inner": { "X": 1 } }, "B": [{ "X": 2 }] });
    check(lines, properties, json!({ "a": { "inner": { "x": 1 } }, "b": [{ "x": 2 }] }));
}

#[test]
fn documents_become_text() {
    let literal = |_: &_| doc!({ "A": { "k": ["${x}", "\"q\"", true] } });
    check("A  a  json", literal, json!({ "a": "{\"k\":[\"$${x}\",\"\\\"q\\\"\",true]}" }));
    let computed = |world: &World| doc!({ "A": { "k${x}": world.text.value(), "l": "%{y} \"q\"" } });
    let text = "${jsonencode({\"k$${x}\" = var.text, \"l\" = \"%%{y} \\\"q\\\"\"})}";
    check("A  a  json", computed, json!({ "a": text }));
    check("A  a  json", |_| doc!({ "A": "{ \"as\": \"is\" }" }), json!({ "a": "{ \"as\": \"is\" }" }));
}

#[test]
fn pairs_become_a_map() {
    let lines = "Tags  tags  map(Key,Value)";
    let properties = |world: &World| {
        doc!({ "Tags": [
            { "Key": "a ${b}", "Value": "c" },
            { "Key": world.text.value(), "Value": crate::text!("x-{}", world.text) },
        ] })
    };
    check(lines, properties, json!({ "tags": { "a $${b}": "c", "${var.text}": "x-${var.text}" } }));
    check(lines, |_| doc!({ "Tags": { "a": "b" } }), json!({ "tags": { "a": "b" } }));
}

#[test]
fn pairs_become_arguments() {
    let lines = "A  .  table(Key,Value)\n  \"x.on\"  x\n  \"y\"  y.z  else 7\nB  b  table(Key,Value)\n  \"k\"  k  must";
    let properties = |_: &_| doc!({ "A": [{ "Key": "x.on", "Value": true }], "B": [{ "Key": "k", "Value": 1 }] });
    check(lines, properties, json!({ "x": true, "y": { "z": 7 }, "b": { "k": 1 } }));
    check_problems(lines, |_| doc!({ "A": [{ "Key": "q", "Value": 1 }] }), &["no-counterpart /A/0"]);
    check_problems(lines, |_| doc!({ "B": [] }), &["needed-by-terraform /B"]);
    let deferred = |world: &World| doc!({ "A": [{ "Key": world.text.value(), "Value": 1 }] });
    check_problems(lines, deferred, &["needs-literal /A/0"]);
}

#[test]
fn fields_are_plucked() {
    let properties = |_: &_| doc!({ "A": [{ "F": 1 }, { "F": 2 }], "B": [{ "F": 3 }], "C": [4], "D": 5 });
    let lines = "A  a  pluck(F)\nB  b  first(F)\nC  c  first\nD  d  wrap";
    check(lines, properties, json!({ "a": [1, 2], "b": 3, "c": 4, "d": [5] }));
    check("A  a  first", |_| doc!({ "A": "one" }), json!({ "a": "one" }));
    check("A  a  first", |world| doc!({ "A": world.other.reference() }), json!({ "a": "${aws_other.other.id}" }));
    check("A  a  first", |world| doc!({ "A": world.names.value() }), json!({ "a": "${flatten([var.names])[0]}" }));
    check_problems("A  a  first", |_| doc!({ "A": [1, 2] }), &["no-counterpart /A"]);
    check_problems("A  a  pluck(F)", |world| doc!({ "A": world.names.value() }), &["needs-literal /A"]);
}

#[test]
fn only_one_item_is_a_block() {
    let lines = "A  a  first\n  B  b\nC  .  first\n  D  d";
    check(lines, |_| doc!({ "A": [{ "B": 1 }], "C": [{ "D": 2 }] }), json!({ "d": 2, "a": { "b": 1 } }));
    check_problems(lines, |_| doc!({ "A": [{ "B": 1 }, { "B": 2 }] }), &["no-counterpart /A"]);
    let choice = |world: &World| doc!({ "F": [world.on.then::<crate::Document>(doc!({ "B": 1 }))] });
    check("F  f  first(B)", choice, json!({ "f": "${local.on ? 1 : null}" }));
}

#[test]
fn texts_are_built() {
    let lines = "A  a  join(, )\nB  b  text(arn:{partition}:{}:%{x})\nC  c  join(|)";
    let properties = |world: &World| {
        let literal = ["${x}", "y"];
        doc!({ "A": [world.text.value(), "z"], "B": "${q}", "C": literal })
    };
    let b = "arn:${data.aws_partition.current.partition}:$${q}:%%{x}";
    check(lines, properties, json!({ "a": "${var.text}, z", "b": b, "c": "$${x}|y" }));
    check("A  a  join(,)", |world| doc!({ "A": world.names.value() }), json!({ "a": "${join(\",\", var.names)}" }));
}

#[test]
fn map_entries_are_blocks_with_their_key() {
    let lines = "A  a  entries(name)\n  B  b\nC  c  entries(key)\n  .  value\nD  d  entries(name)\n  Name  name";
    let properties = |_: &_| doc!({ "A": { "x${y}": { "B": 1 } }, "C": { "k": "v" }, "D": { "k": { "Name": "n" } } });
    let expected = json!({
        "a": [{ "name": "x$${y}", "b": 1 }],
        "c": [{ "key": "k", "value": "v" }],
        "d": [{ "name": "n" }],
    });
    check(lines, properties, expected);
}

#[test]
fn a_sibling_chooses_the_argument() {
    let lines = "Kind  drop\nId  .  switch(Kind: VPC=vpc.id, Old=none, Local=drop, *=other)";
    for (kind, expected) in [
        ("VPC", json!({ "vpc": { "id": "i" } })),
        ("Local", serde_json::Value::Object(serde_json::Map::new())),
        ("Else", json!({ "other": "i" })),
    ] {
        check(lines, |_| doc!({ "Kind": kind, "Id": "i" }), expected);
    }
    check_problems(lines, |_| doc!({ "Kind": "Old", "Id": "i" }), &["no-counterpart /Id"]);
    let strict = "Kind  drop\nId  .  switch(Kind: VPC=vpc_id)";
    check_problems(strict, |_| doc!({ "Kind": "Subnet", "Id": "i" }), &["no-counterpart /Id"]);
    check_problems(strict, |world| doc!({ "Kind": world.text.value(), "Id": "i" }), &["needs-literal /Id"]);
    check(lines, |world| doc!({ "Kind": world.text.value(), "Id": "i" }), json!({ "other": "i" }));
}

#[test]
fn what_has_no_place_is_reported_where_it_stands() {
    check_problems("A  none", |_| doc!({ "A": 1 }), &["no-counterpart /A"]);
    check_problems("A  a", |_| doc!({ "B/C": 1 }), &["unmapped-property /B~1C"]);
    check_problems("A  a  blocks\n  B  b", |_| doc!({ "A": [{}, { "C": 1 }] }), &["unmapped-property /A/1/C"]);
    check_problems("A  a  block\n  B  b", |world| doc!({ "A": world.text.value() }), &["needs-literal /A"]);
    check_problems("A  a  blocks\n  B  b", |world| doc!({ "A": world.names.value() }), &["needs-literal /A"]);
    check("A  drop", |_| doc!({ "A": 1 }), serde_json::Value::Object(serde_json::Map::new()));
}
