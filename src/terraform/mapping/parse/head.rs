//! Headers, and lines that are about the type and not about a property.

use super::super::entry::{Attribute, Deletion, Entry, Loop, Path, Version};
use super::{Head, words};

/// `AWS::X::Y  aws_y  options…` or `group Name`.
pub(super) fn read(all: &[&'static str]) -> Result<Head, String> {
    match all {
        ["group", name] => Ok(Head::Group(name, Vec::new())),
        [name, kind, options @ ..] if name.contains("::") => {
            let mut entry = Entry { kind: Some(*kind).filter(|kind| *kind != "none"), ..Entry::default() };
            for option in options.chunks(2) {
                match option {
                    ["when", guard] => entry.when = Some(words::guard(guard, false)),
                    ["since", version] => entry.since = Some(words::version(version)?),
                    ["merge", property] => entry.merge = Some(property),
                    _ => return Err(format!("`{}` after a type", option.join(" "))),
                }
            }
            Ok(Head::Type(name, Box::new(entry)))
        }
        _ => Err(format!("not a header: `{}`", all.join(" "))),
    }
}

/// Reads a directive into its entry; says whether the line was one.
pub(super) fn directive(entry: &mut Entry, all: &[&'static str]) -> Result<bool, String> {
    match all {
        ["ref", path, rest @ ..] => entry.reference = Some(attribute("", path, since(rest)?)),
        ["att", name, path, rest @ ..] => entry.attributes.push(attribute(name, path, since(rest)?)),
        ["digest", argument] => entry.digest = Some(argument),
        ["deletion", policy, argument, value] => {
            entry.deletions.push(Deletion { policy, argument, value: words::json(value)? });
        }
        ["each", property, rest @ ..] if rest.len() <= 2 => {
            let (property, field) = words::call(property);
            let mut rest = rest.iter().copied();
            entry.loops.push(Loop { property, field, argument: rest.next(), kind: rest.next() });
        }
        ["ref" | "att" | "digest" | "each" | "deletion", ..] => {
            return Err(format!("cannot read `{}`", all.join("  ")));
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn since(rest: &[&'static str]) -> Result<Option<Version>, String> {
    match rest {
        [] => Ok(None),
        ["since", version] => words::version(version).map(Some),
        _ => Err(format!("`{}` after an attribute", rest.join(" "))),
    }
}

fn attribute(name: &'static str, word: &'static str, since: Option<Version>) -> Attribute {
    let inside = |open, close| word.strip_prefix(open).and_then(|rest: &str| rest.strip_suffix(close));
    let path = if word == "none" {
        Path::None
    } else if let Some(text) = inside('"', '"') {
        Path::Text(text)
    } else if let Some(single) = inside('[', ']') {
        Path::Single(single)
    } else if let Some(transform) = word.strip_prefix('!') {
        let (name, arguments) = words::call(transform);
        Path::Transform(name, arguments.map(words::names).unwrap_or_default())
    } else {
        Path::Attribute(word)
    };
    Attribute { name, path, since }
}
