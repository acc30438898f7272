//! The lean form of a registry schema, and how it is printed.
//!
//! `src/schema/registry/<service>.json` holds one object: CloudFormation type name → lean schema. A lean schema is
//! the registry's own document without what neither constrains nor classifies (see [`ROOT_NOISE`] and [`NOISE`]).
//! Keys are sorted. Objects that have `properties` or `definitions` open over several lines, and every property or
//! definition that has none stays on one line, so that a diff line is a fact.

use serde_json::{Map, Value};

/// Root keywords that serve the registry itself: deploying, linking, configuring, comparing.
const ROOT_NOISE: [&str; 10] = [
    "$schema",
    "documentationUrl",
    "handlers",
    "propertyTransform",
    "replacementStrategy",
    "resourceLink",
    "sourceUrl",
    "typeConfiguration",
    "typeName",
    "$id",
];

/// Prose, wherever a keyword may stand.
const NOISE: [&str; 4] = ["$comment", "description", "examples", "title"];

/// Keywords whose keys are names of the schema's author, not keywords.
const NAME_MAPS: [&str; 7] = [
    "definitions",
    "dependencies",
    "dependentExcluded",
    "dependentRequired",
    "dependentSchemas",
    "patternProperties",
    "properties",
];

/// Keywords whose value is data, not a schema.
const DATA: [&str; 5] = ["const", "default", "enum", "enumCaseInsensitive", "uniqueKeys"];

/// The lean form of one schema.
pub(crate) fn lean(schema: &Value) -> Value {
    let mut lean = strip(schema);
    if let Value::Object(root) = &mut lean {
        root.retain(|key, _| !ROOT_NOISE.contains(&key.as_str()));
        if let Some(Value::Object(tagging)) = root.get_mut("tagging") {
            tagging.remove("permissions");
        }
    }
    lean
}

fn strip(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => Value::Object(map.iter().filter_map(strip_keyword).collect()),
        Value::Array(items) => Value::Array(items.iter().map(strip).collect()),
        other => other.clone(),
    }
}

fn strip_keyword((key, value): (&String, &Value)) -> Option<(String, Value)> {
    if NOISE.contains(&key.as_str()) {
        return None;
    }
    let kept = match value {
        _ if DATA.contains(&key.as_str()) => value.clone(),
        Value::Object(names) if NAME_MAPS.contains(&key.as_str()) => {
            Value::Object(names.iter().map(|(name, schema)| (name.clone(), strip(schema))).collect())
        }
        _ => strip(value),
    };
    Some((key.clone(), kept))
}

/// One service's schemas as the text of its file.
pub(crate) fn print_service(types: &Map<String, Value>) -> String {
    let mut out = String::from("{\n");
    let sorted = sorted(types);
    for (n, (name, schema)) in sorted.iter().enumerate() {
        out.push_str(&format!("{}: ", quoted(name)));
        block(&mut out, schema, 1);
        out.push_str(if n + 1 < sorted.len() { ",\n" } else { "\n" });
    }
    out.push_str("}\n");
    out
}

/// A schema that has members of its own opens; any other stays on one line.
fn block(out: &mut String, schema: &Value, depth: usize) {
    match schema {
        Value::Object(map) if opens(map) => entries(out, map, depth, |out, key, value| match value {
            Value::Object(members) if key == "properties" || key == "definitions" => {
                entries(out, members, depth + 1, |out, _, member| block(out, member, depth + 2));
            }
            other => line(out, other),
        }),
        other => line(out, other),
    }
}

fn opens(schema: &Map<String, Value>) -> bool {
    ["properties", "definitions"].iter().any(|key| schema.get(*key).is_some_and(Value::is_object))
}

fn entries(out: &mut String, map: &Map<String, Value>, depth: usize, print: impl Fn(&mut String, &str, &Value)) {
    if map.is_empty() {
        out.push_str("{}");
        return;
    }
    let sorted = sorted(map);
    out.push_str("{\n");
    for (n, (key, value)) in sorted.iter().enumerate() {
        out.push_str(&format!("{}{}: ", " ".repeat(depth), quoted(key)));
        print(out, key, value);
        out.push_str(if n + 1 < sorted.len() { ",\n" } else { "\n" });
    }
    out.push_str(&format!("{}}}", " ".repeat(depth - 1)));
}

fn line(out: &mut String, value: &Value) {
    match value {
        Value::Object(map) => {
            out.push('{');
            for (n, (key, value)) in sorted(map).iter().enumerate() {
                out.push_str(if n > 0 { ", " } else { "" });
                out.push_str(&format!("{}: ", quoted(key)));
                line(out, value);
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                out.push_str(if n > 0 { ", " } else { "" });
                line(out, item);
            }
            out.push(']');
        }
        scalar => out.push_str(&scalar.to_string()),
    }
}

/// Sorted here, because whether a JSON map keeps its order is a feature that any dependency may switch on.
pub(crate) fn sorted(map: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn prose_goes_and_properties_that_are_named_like_prose_stay() {
        let schema = json!({
            "typeName": "AWS::X::Y",
            "description": "prose",
            "handlers": {"create": {"permissions": ["x:Create"]}},
            "tagging": {"taggable": true, "permissions": ["x:Tag"]},
            "properties": {"description": {"type": "string", "description": "prose"}},
        });
        assert_eq!(
            lean(&schema),
            json!({"tagging": {"taggable": true}, "properties": {"description": {"type": "string"}}})
        );
    }

    #[test]
    fn a_property_is_a_line() {
        let schema = json!({"required": ["B", "A"], "properties": {"B": {"type": "string"}, "A": {"minimum": 0, "maximum": 2.5}}});
        let Value::Object(types) = json!({"AWS::X::Y": schema, "AWS::X::A": {}}) else { unreachable!() };
        let expected = "{\n\"AWS::X::A\": {},\n\"AWS::X::Y\": {\n \"properties\": {\n  \
             \"A\": {\"maximum\": 2.5, \"minimum\": 0},\n  \"B\": {\"type\": \"string\"}\n },\n \
             \"required\": [\"B\", \"A\"]\n}\n}\n";
        assert_eq!(print_service(&types), expected);
    }
}
