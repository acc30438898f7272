//! What is known of a type, for a reader.

use std::fmt::Write;

use serde_json::Value;

use super::facts::{Facts, Note, Property};

/// More values than these are counted, not listed.
const LISTED: usize = 12;

/// Names wider than this push what follows to the right.
const WIDEST: usize = 44;

/// The type, its properties each below the one that holds it, and what it gives.
pub(super) fn text(facts: &Facts) -> String {
    let mut out = format!("{}\n", facts.name);
    // Writing to a `String` cannot fail.
    if let Some((status, date)) = &facts.lifecycle {
        let _ = writeln!(out, "{}", format!("  {status} {date}").trim_end());
    }
    let _ = writeln!(out, "  identified by {}", listed(facts.identifier.iter().map(String::as_str)));
    let _ = writeln!(out, "  {}", if facts.taggable { "takes tags" } else { "takes no tags" });
    for note in facts.notes.iter().filter(|note| note.name != "insertionOrder") {
        let _ = writeln!(out, "  {}", words(note));
    }
    if !facts.properties.is_empty() {
        out.push_str("\nproperties\n");
        properties(&facts.properties, &mut out);
    }
    if !facts.attributes.is_empty() {
        out.push_str("\nattributes\n");
        out.extend(facts.attributes.iter().flat_map(|name| ["  ", name, "\n"]));
    }
    out
}

fn properties(properties: &[Property], out: &mut String) {
    let name = |property: &Property| {
        let depth = property.path.iter().filter(|name| **name != "*").count();
        let (last, depth) = match property.path.last() {
            Some(&"*") => ("each", depth + 1),
            last => (last.copied().unwrap_or_default(), depth),
        };
        format!("{}{last}", "  ".repeat(depth))
    };
    let width = properties.iter().map(|property| name(property).len()).max().unwrap_or_default().min(WIDEST);
    let kinds = properties.iter().map(|property| property.kind.len()).max().unwrap_or_default();
    for property in properties {
        let notes: Vec<String> = grouped(&property.notes).collect();
        let line = format!("{:width$}  {:kinds$}  {}", name(property), property.kind, notes.join("; "));
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

/// Notes in words; both ends of a range are one.
fn grouped(notes: &[Note]) -> impl Iterator<Item = String> {
    const RANGES: [(&str, &str, &str); 4] = [
        ("minLength", "maxLength", " characters"),
        ("minItems", "maxItems", " items"),
        ("minProperties", "maxProperties", " entries"),
        ("minimum", "maximum", ""),
    ];
    let find = |name: &str| notes.iter().find(|note| note.name == name).map(|note| plain(&note.value));
    notes.iter().filter_map(move |note| {
        match RANGES.into_iter().find(|(low, high, _)| note.name == *low || note.name == *high) {
            None if note.name == "insertionOrder" => None,
            None => Some(words(note)),
            Some((low, high, unit)) => match (find(low), find(high)) {
                (Some(low), Some(_)) if note.name == high => (low.is_empty()).then(String::new),
                (Some(low), Some(high)) => Some(format!("{low} to {high}{unit}")),
                (Some(low), None) => Some(format!("at least {low}{unit}")),
                (None, high) => high.map(|high| format!("at most {high}{unit}")),
            },
        }
    })
}

fn words(note: &Note) -> String {
    let names = |value: &Value| listed(value.as_array().into_iter().flatten().filter_map(Value::as_str));
    let pairs = |between: &str| {
        let pairs = note.value.as_object().into_iter().flatten();
        pairs.map(|(name, others)| format!("{name} {between} {}", names(others))).collect::<Vec<_>>().join("; ")
    };
    match note.name {
        "replaces" if note.value == "always" => "a change replaces".to_owned(),
        "replaces" => "a change may replace".to_owned(),
        "writeOnly" => "cannot be read back".to_owned(),
        "recursive" => "as around it".to_owned(),
        "uniqueItems" => "no two alike".to_owned(),
        "conditions" => "and conditions".to_owned(),
        "requiredXor" => format!("exactly one of {}", names(&note.value)),
        "requiredOr" => format!("at least one of {}", names(&note.value)),
        "dependentRequired" => pairs("needs"),
        "dependentExcluded" => pairs("excludes"),
        "enum" => values(&note.value),
        name if note.value == true => name.to_owned(),
        name => format!("{name} {}", plain(&note.value)),
    }
}

/// `one of a, b`; long lists are cut, and say so.
fn values(value: &Value) -> String {
    let all: Vec<String> = value.as_array().into_iter().flatten().map(plain).collect();
    match all.as_slice() {
        [only] => format!("only {only}"),
        few if few.len() <= LISTED => format!("one of {}", few.join(", ")),
        many => format!("one of {} and {} more", many[..LISTED].join(", "), many.len() - LISTED),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}
