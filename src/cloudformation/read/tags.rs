//! CloudFormation's functions by name, and their short forms.

use compact_str::CompactString;

use super::document::{Kind, Position, Value};
use crate::schema::names;

/// Functions that begin with `Fn::`, without it. Sorted.
const FUNCTIONS: &[&str] = &[
    "And",
    "Base64",
    "Cidr",
    "Contains",
    "EachMemberEquals",
    "EachMemberIn",
    "Equals",
    "FindInMap",
    "GetAZs",
    "GetAtt",
    "GetStackOutput",
    "If",
    "Implies",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "RefAll",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
    "ValueOf",
    "ValueOfAll",
];

/// Whether `!name` is a function.
pub(super) fn is_short_form(name: &str) -> bool {
    matches!(name, "Ref" | "Condition") || FUNCTIONS.contains(&name)
}

/// Whether the key names a function wherever it stands alone in an object. `Condition` does so only among conditions.
pub(in super::super) fn is_function(key: &str) -> bool {
    key == "Ref" || key.strip_prefix("Fn::").is_some_and(|name| FUNCTIONS.contains(&name))
}

/// The long form of a short form's name.
pub(super) fn function(name: &str) -> CompactString {
    match name {
        "Ref" | "Condition" => name.into(),
        _ => compact_str::format_compact!("Fn::{name}"),
    }
}

/// What a wrong name may have meant.
pub(in super::super) fn near(name: &str) -> String {
    let name = name.trim_start_matches("Fn::");
    let known = FUNCTIONS.iter().copied().chain(["Ref", "Condition"]);
    let near = names::nearest(name, known);
    names::did_you_mean(&near).unwrap_or_else(|| "CloudFormation knows no other tags than its functions".to_owned())
}

/// The argument of a function that is given as a scalar: always text, and `A.B` is two things for one of them.
pub(super) fn scalar(function: &str, text: &str, at: Position) -> Value {
    let word = |text: &str, column| Value::new(Position { column, ..at }, Kind::Text(text.into()));
    if function != "Fn::GetAtt" {
        return word(text, at.column);
    }
    let parts = match text.split_once('.') {
        None => vec![word(text, at.column)],
        Some((id, attribute)) => {
            let skipped = u32::try_from(id.chars().count()).unwrap_or_default() + 1;
            vec![word(id, at.column), word(attribute, at.column.saturating_add(skipped))]
        }
    };
    Value::new(at, Kind::List(parts))
}
