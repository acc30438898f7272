//! Values that the deployment chooses.

use serde_json::json;

use crate::Document;
use crate::doc;
use crate::terraform::testing::{World, check, check_all, check_problems};

#[test]
fn arguments_become_choices() {
    let properties = |world: &World| doc!({ "A": world.on.pick::<String>("x", "${y}"), "B": world.on.then::<String>("z"), "C": ["l", "m"] });
    let lines = "A  a\nB  b  else \"d\"\nC  c";
    let expected =
        json!({ "a": "${local.on ? \"x\" : \"$${y}\"}", "b": "${local.on ? \"z\" : \"d\"}", "c": ["l", "m"] });
    check(lines, properties, expected);
}

#[test]
fn items_may_be_left_out() {
    let item = |world: &World| world.on.then::<String>("z");
    check(
        "A  a",
        |world| doc!({ "A": ["x", item(world)] }),
        json!({ "a": "${concat([\"x\"], (local.on ? [\"z\"] : []))}" }),
    );
    check("A  a", |world| doc!({ "A": [item(world)] }), json!({ "a": "${(local.on ? [\"z\"] : [])}" }));
    let map = json!({ "a": "${merge({\"x\" = 1}, (local.on ? {\"y\" = \"z\"} : {}))}" });
    check("A  a", |world| doc!({ "A": { "x": 1, "y": item(world) } }), map);
    let document = "${jsonencode({\"k\" = concat([1], (local.on ? [\"z\"] : []))})}";
    check("A  a  json", |world| doc!({ "A": { "k": [1, item(world)] } }), json!({ "a": document }));
    let tags = |world: &World| {
        let conditional = world.on.then::<Document>(doc!({ "Key": "b", "Value": "2" }));
        doc!({ "Tags": [{ "Key": "a", "Value": "1" }, conditional] })
    };
    let merged = "${merge({\"a\" = \"1\"}, (local.on ? {\"b\" = \"2\"} : {}))}";
    check("Tags  tags  map(Key,Value)", tags, json!({ "tags": merged }));
}

#[test]
fn documents_of_two_kinds_are_chosen_as_text() {
    let properties = |world: &World| {
        let value = world.on.pick::<Document>(doc!({ "x": 1 }), doc!({ "y": [true] }));
        doc!({ "A": { "k": value }, "B": world.on.pick::<Document>(doc!({ "x": 1 }), doc!({ "y": 2 })) })
    };
    let inner = "jsondecode(local.on ? jsonencode({\"x\" = 1}) : jsonencode({\"y\" = [true]}))";
    let expected = json!({
        "a": format!("${{jsonencode({{\"k\" = {inner}}})}}"),
        "b": "${local.on ? \"{\\\"x\\\":1}\" : \"{\\\"y\\\":2}\"}",
    });
    check("A  a  json\nB  b  json", properties, expected);
}

#[test]
fn blocks_become_dynamic() {
    let one = |world: &World| doc!({ "A": world.on.then::<Document>(doc!({ "B": 1 })) });
    let lines = "A  a  block\n  B  b";
    let dynamic = json!([{ "a": { "for_each": "${local.on ? [1] : []}", "content": { "b": 1 } } }]);
    check(lines, one, json!({ "dynamic": dynamic }));
    let two = |world: &World| doc!({ "A": world.on.pick::<Document>(doc!({ "B": 1 }), doc!({ "B": 2 })) });
    let other = json!({ "a": { "for_each": "${!local.on ? [1] : []}", "content": { "b": 2 } } });
    check(lines, two, json!({ "dynamic": [dynamic[0], other] }));
}

#[test]
fn repeated_blocks_keep_their_order() {
    let lines = "A  a  blocks\n  B  b";
    let properties = |world: &World| doc!({ "A": [{ "B": 1 }, world.on.then::<Document>(doc!({ "B": 2 }))] });
    let block =
        |each: &str, b: i64| json!({ "a": { "for_each": format!("${{{each} ? [1] : []}}"), "content": { "b": b } } });
    check(lines, properties, json!({ "dynamic": [block("true", 1), block("local.on", 2)] }));
    let whole = |world: &World| doc!({ "A": world.on.then::<Vec<Document>>([doc!({ "B": 1 })]) });
    check(lines, whole, json!({ "dynamic": [block("local.on", 1)] }));
}

#[test]
fn what_lies_flat_is_chosen_argument_by_argument() {
    let lines = "A  .  block\n  B  b\n  C  c\n  D  d  block\n    E  e";
    let properties = |world: &World| doc!({ "A": world.on.pick::<Document>(doc!({ "B": 1, "C": 2 }), doc!({ "C": 3, "D": { "E": 4 } })) });
    let expected = json!({
        "b": "${local.on ? 1 : null}",
        "c": "${local.on ? 2 : 3}",
        "dynamic": [{ "d": { "for_each": "${!local.on ? [1] : []}", "content": { "e": 4 } } }],
    });
    check(lines, properties, expected);
}

#[test]
fn shared_blocks_stay_and_their_arguments_are_chosen() {
    let properties = |world: &World| doc!({ "A": 1, "B": world.on.pick::<String>("x", "y") });
    check("A  s.a\nB  s.b  wrap", properties, json!({ "s": { "a": 1, "b": "${local.on ? [\"x\"] : [\"y\"]}" } }));
}

#[test]
fn satellites_are_counted() {
    let lines = "A  +aws_sat(main=id)  block\n  B  b";
    let one = |world: &World| doc!({ "A": world.on.then::<Document>(doc!({ "B": 1 })) });
    let satellite = json!({ "count": "${local.on ? 1 : 0}", "main": "${aws_main.main.id}", "b": 1 });
    check_all(lines, one, json!({ "aws_main": { "main": {} }, "aws_sat": { "main": satellite } }));
    let items = "A  +aws_sat(main=id)  each\n  .  b";
    let some = |world: &World| doc!({ "A": ["x", world.on.then::<String>("y")] });
    let expected = json!({
        "main__0": { "main": "${aws_main.main.id}", "b": "x" },
        "main__1": { "count": "${local.on ? 1 : 0}", "main": "${aws_main.main.id}", "b": "y" },
    });
    check_all(items, some, json!({ "aws_main": { "main": {} }, "aws_sat": expected }));
}

#[test]
fn either_branch_may_be_a_satellite() {
    let lines = "A  +aws_sat(main=id)  block\n  B  b";
    let properties = |world: &World| doc!({ "A": world.on.pick::<Document>(doc!({ "B": 1 }), doc!({ "B": 2 })) });
    let expected = json!({
        "main": { "count": "${local.on ? 1 : 0}", "main": "${aws_main.main.id}", "b": 1 },
        "main__a": { "count": "${!local.on ? 1 : 0}", "main": "${aws_main.main.id}", "b": 2 },
    });
    check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": expected }));
}

#[test]
fn a_satellite_of_several_lines_exists_where_any_of_them_says_so() {
    let lines = "A  +aws_sat(main=id)\n  .  a\nB  +aws_sat(main=id)\n  .  b";
    let conditional = json!("${local.on ? \"x\" : null}");
    for properties in [
        (|world: &World| doc!({ "A": world.on.then::<String>("x"), "B": 1 })) as fn(&World) -> crate::Val<Document>,
        |world: &World| doc!({ "B": 1, "A": world.on.then::<String>("x") }),
    ] {
        let satellite = json!({ "main": "${aws_main.main.id}", "a": conditional, "b": 1 });
        check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": { "main": satellite } }));
    }
}

#[test]
fn a_line_may_depend_on_what_is_chosen() {
    let lines = "A  +aws_sat(main=id)  block  if .On=true\n  On  drop\n  B  b";
    let properties = |world: &World| doc!({ "A": { "On": world.text.value(), "B": 1 } });
    let count = "${(tostring(var.text) == \"true\") ? 1 : 0}";
    let satellite = json!({ "count": count, "main": "${aws_main.main.id}", "b": 1 });
    check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": { "main": satellite } }));
    let properties = |world: &World| doc!({ "A": { "On": world.on.pick::<bool>(true, false), "B": 1 } });
    let satellite = json!({ "count": "${local.on ? 1 : 0}", "main": "${aws_main.main.id}", "b": 1 });
    check_all(lines, properties, json!({ "aws_main": { "main": {} }, "aws_sat": { "main": satellite } }));
    check_problems("A  a  if B=x\nB  drop", |world| doc!({ "A": 1, "B": world.text.value() }), &["needs-literal /A"]);
}

#[test]
fn nothing_is_said_of_what_is_left_out() {
    let properties =
        |world: &World| doc!({ "A": world.on.pick::<Document>(doc!({ "B": 1, "C": 1 }), doc!({ "B": 2 })) });
    check_problems("A  a  block\n  B  b", properties, &["unmapped-property /A/C"]);
    check_problems("A  none", |world| doc!({ "A": world.on.pick::<i64>(1, 2) }), &["no-counterpart /A"]);
}
