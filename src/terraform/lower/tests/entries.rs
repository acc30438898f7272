//! What a header says: variants, loops, merges, versions, references.

use serde_json::{Value as Json, json};

use crate::core::{App, Document, Dynamic, Val};
use crate::doc;
use crate::terraform::mapping::Tables;
use crate::terraform::testing::{Printed, World, check_all, check_problems, lowered, print, resource, world};

const VARIANTS: &str = "\
AWS::Test::Main  aws_special  when Mode=special
  ref  id
  Mode  drop
AWS::Test::Main  none  when Off
AWS::Test::Main  aws_new  when New|Newer  since 6.24
  ref  id
AWS::Test::Main  aws_main
  ref  id
  Mode  mode
";

#[test]
fn the_first_variant_that_applies_is_taken() {
    check_all(VARIANTS, |_| doc!({ "Mode": "special" }), json!({ "aws_special": { "main": {} } }));
    check_all(VARIANTS, |_| doc!({ "Mode": "plain" }), json!({ "aws_main": { "main": { "mode": "plain" } } }));
    check_problems(VARIANTS, |_| doc!({ "Off": true }), &["no-counterpart "]);
    check_problems(VARIANTS, |_| doc!({ "Newer": true }), &["needs-newer-provider "]);
    check_problems(VARIANTS, |world| doc!({ "Mode": world.text.value() }), &["needs-literal "]);
}

#[test]
fn types_without_a_table_are_reported() {
    let (stack, _) = world();
    let printed = print(Tables::of("AWS::Test::Main  aws_main\n"), App::new("test").stack(stack));
    assert_eq!(printed.problems, ["unmapped-type "]);
}

const LOOP: &str = "\
AWS::Test::Main  aws_main
  ref  id
  each  Roles  role
  each  Users(Name)  user  aws_user
  Policy  policy
  Name  name  else $id
";

#[test]
fn each_item_of_a_list_is_a_resource() {
    let properties =
        |world: &World| doc!({ "Roles": ["a", world.other.reference()], "Users": [{ "Name": "u" }], "Policy": "p" });
    let expected = json!({
        "aws_main": {
            "main": { "role": "a", "policy": "p", "name": "test-demo-main-1" },
            "main__1": { "role": "${aws_other.other.id}", "policy": "p", "name": "test-demo-main-2" },
        },
        "aws_user": { "main": { "user": "u", "policy": "p", "name": "test-demo-main-1" } },
    });
    check_all(LOOP, properties, expected);
    check_problems(LOOP, |_| doc!({ "Policy": "p" }), &["needed-by-terraform "]);
    let conditional = |world: &World| doc!({ "Roles": world.on.then::<Vec<String>>(["a"]) });
    let main = json!({ "count": "${local.on ? 1 : 0}", "role": "a", "name": "test-demo-main-1" });
    check_all(LOOP, conditional, json!({ "aws_main": { "main": main } }));
    check_problems(LOOP, |_| doc!({ "Users": [{ "Name": "u", "X": 1 }] }), &["unmapped-property /Users/0/X"]);
    check_problems(LOOP, |world| doc!({ "Roles": world.names.value() }), &["needs-literal /Roles"]);
}

#[test]
fn items_of_a_looped_list_may_be_objects() {
    let lines = "AWS::Test::Main  aws_main\n  ref  none\n  each  Sets\n  Zone  zone  must\n  Sets  .  uses(Set)  must\n\
                 group Set\n  Name  name\n  Zone  zone\n";
    let properties = |_: &World| doc!({ "Sets": [{ "Name": "a", "Zone": "z" }, { "Name": "b", "Zone": "y" }] });
    let expected = json!({ "main": { "name": "a", "zone": "z" }, "main__1": { "name": "b", "zone": "y" } });
    check_all(lines, properties, json!({ "aws_main": expected }));
    check_problems(lines, |_| doc!({ "Sets": [{ "Name": "a" }] }), &["needed-by-terraform /Sets/0"]);
}

/// A stack with the main resource and one that reads it.
fn read(table: &'static str, properties: Val<Document>, reads: &[&'static str]) -> Printed {
    let (mut stack, _) = world();
    let main = stack.add("Main", resource("AWS::Test::Main", properties));
    let mut reader = Dynamic::new("AWS::Test::Reader");
    for (name, read) in ["A", "B", "C", "D"].into_iter().zip(reads) {
        reader = match *read {
            "Ref" => reader.set(name, main.reference()),
            attribute => reader.set(name, main.attribute::<String>(attribute)),
        };
    }
    stack.add("Reader", reader);
    let reader = "AWS::Test::Other  aws_other\nAWS::Test::Reader  aws_reader\n  A  a\n  B  b\n  C  c\n  D  d\n";
    let mut table = table.to_owned();
    table.push_str(reader);
    print(Tables::of(Box::leak(table.into_boxed_str())), App::new("test").stack(stack))
}

#[test]
fn references_read_what_the_table_says() {
    let table = "AWS::Test::Main  aws_main\n  ref  \"{name}|{region}\"\n  att  A  block[0].a\n  att  B  [b]\n  \
                 att  C  \"x:{+aws_sat.c}\"\n  att  N  none\n  att  S  s  since 6.1\n  Sat  +aws_sat(main=id)\n    .  c\n";
    let printed = read(table, doc!({ "Sat": 1 }), &["Ref", "A", "B", "C"]);
    let expected = json!({
        "a": "${aws_main.main.name}|${data.aws_region.current.id}",
        "b": "${aws_main.main.block[0].a}",
        "c": "${[aws_main.main.b]}",
        "d": "x:${aws_sat.main.c}",
        "depends_on": ["aws_sat.main"],
    });
    assert_eq!(printed.json["resource"]["aws_reader"]["reader"], expected);
    assert_eq!(printed.json["data"]["aws_region"], json!({ "current": {} }));
    let problems = read(table, doc!({}), &["N", "S", "C", "Unknown"]).problems;
    let expected = ["needs-newer-provider /B", "no-counterpart /A", "no-counterpart /C", "no-counterpart /D"];
    let mut sorted = problems;
    sorted.sort();
    assert_eq!(sorted, expected);
}

#[test]
fn a_conditional_satellite_is_read_where_it_exists() {
    let table = "AWS::Test::Main  aws_main\n  att  C  +aws_sat.c\n  Sat  +aws_sat(main=id)\n    .  c\n";
    let (mut stack, world) = world();
    let main = stack.add("Main", Dynamic::new("AWS::Test::Main").set("Sat", world.on.then::<String>("x")));
    stack.add("Other2", Dynamic::new("AWS::Test::Other").set("A", main.attribute::<String>("C")));
    let table = format!("{table}AWS::Test::Other  aws_other\n  A  a\n");
    let printed = print(Tables::of(Box::leak(table.into_boxed_str())), App::new("test").stack(stack));
    assert_eq!(printed.json["resource"]["aws_other"]["other2"]["a"], "${one(aws_sat.main[*].c)}");
}

#[test]
fn references_to_several_read_the_first() {
    let table = "AWS::Test::Main  aws_main\n  ref  id\n  each  Roles  role\n  each  Users  user  aws_user\n";
    for (properties, address) in [(doc!({ "Roles": ["a"] }), "aws_main"), (doc!({ "Users": ["a"] }), "aws_user")] {
        let printed = read(table, properties, &["Ref"]);
        assert_eq!(printed.json["resource"]["aws_reader"]["reader"]["a"], format!("${{{address}.main.id}}"));
    }
}

const MERGE: &str = "\
AWS::Test::Main  aws_main  merge Owner
  ref  version
  set  publish  true
  Kept  +aws_kept(name=name)
    .  kept
AWS::Test::Owner  aws_main
  ref  name
  Name  name
";

#[test]
fn a_part_of_another_resource_adds_to_it() {
    let (mut stack, _) = world();
    let owner = stack.add("Owner", Dynamic::new("AWS::Test::Owner").set("Name", "n"));
    let part = stack.add("Part", Dynamic::new("AWS::Test::Main").set("Owner", &owner).set("Kept", 1));
    let late = stack.add("Late", Dynamic::new("AWS::Test::Owner").set("Name", &part));
    stack.order(&late).after(&part);
    let table = format!("AWS::Test::Other  aws_other\n{MERGE}");
    let printed = print(Tables::of(Box::leak(table.into_boxed_str())), App::new("test").stack(stack));
    assert_eq!(printed.problems, Vec::<String>::new());
    let mut found = printed.json["resource"].clone();
    found.as_object_mut().expect("resources").remove("aws_other");
    let expected: Json = json!({
        "aws_kept": { "part": { "name": "${aws_main.owner.name}", "kept": 1 } },
        "aws_main": {
            "owner": { "name": "n", "publish": true },
            "late": { "name": "${aws_main.owner.version}", "depends_on": ["aws_kept.part"] },
        },
    });
    assert_eq!(found, expected);
}

#[test]
fn a_part_needs_its_owner() {
    check_problems(MERGE, |_| doc!({ "Owner": "a-name" }), &["needs-literal "]);
    check_problems(MERGE, |world| doc!({ "Owner": world.other.reference() }), &["needs-literal "]);
}

#[test]
fn two_ids_that_differ_in_capitals_have_two_names() {
    let (mut stack, _) = world();
    stack.add("MainA", resource("AWS::Test::Main", doc!({})));
    stack.add("Maina", resource("AWS::Test::Main", doc!({})));
    stack.add("Main-A", resource("AWS::Test::Main", doc!({})));
    let printed =
        print(Tables::of("AWS::Test::Other  aws_other\nAWS::Test::Main  aws_main\n"), App::new("test").stack(stack));
    let names: Vec<&String> = printed.json["resource"]["aws_main"].as_object().expect("resources").keys().collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn conditional_resources_are_counted_with_their_satellites() {
    let (mut stack, world) = world();
    let on = world.on;
    let table =
        "AWS::Test::Other  aws_other\nAWS::Test::Main  aws_main\n  ref  id\n  A  a\n  S  +aws_sat(main=id)\n    .  s\n";
    let main = stack.when(&on).add("Main", resource("AWS::Test::Main", doc!({ "S": 1 })));
    stack.when(&on).add("Second", resource("AWS::Test::Main", doc!({ "A": &main })));
    let printed = print(Tables::of(table), App::new("test").stack(stack));
    let count = "${local.on ? 1 : 0}";
    assert_eq!(printed.json["resource"]["aws_main"]["main"], json!({ "count": count }));
    let satellite = json!({ "count": count, "main": "${aws_main.main[0].id}", "s": 1 });
    assert_eq!(printed.json["resource"]["aws_sat"]["main"], satellite);
    assert_eq!(printed.json["resource"]["aws_main"]["second"]["a"], "${aws_main.main[0].id}");
}

#[test]
fn removal_policies_choose_constants() {
    let table =
        "AWS::Test::Other  aws_other\nAWS::Test::Main  aws_main\n  deletion  Delete  skip  true\n  set  skip  false\n";
    let (mut stack, _) = world();
    let main = stack.add("Main", resource("AWS::Test::Main", doc!({})));
    stack.discard(&main);
    let printed = print(Tables::of(table), App::new("test").stack(stack));
    assert_eq!(*printed.main("aws_main"), json!({ "skip": true }));
    assert_eq!(*lowered("set  skip  false", |_| doc!({})).main("aws_main"), json!({ "skip": false }));
}
