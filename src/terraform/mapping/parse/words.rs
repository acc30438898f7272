//! Words of a line, and what stands inside one.

use crate::core::{IntoDocument, Node};

use super::super::entry::Version;
use super::super::guard::{Guard, Probe};

/// Splits a text wherever `ends` says so, except inside brackets and quotes.
fn split_outside(text: &'static str, ends: impl Fn(u8) -> bool) -> Result<Vec<&'static str>, String> {
    let (mut parts, mut start, mut nesting, mut quoted, mut skip) = (Vec::new(), 0, 0_i32, false, false);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            _ if skip => {
                skip = false;
                continue;
            }
            b'\\' if quoted => skip = true,
            b'"' => quoted = !quoted,
            b'(' | b'[' | b'{' if !quoted => nesting += 1,
            b')' | b']' | b'}' if !quoted => nesting -= 1,
            _ => {}
        }
        if nesting == 0 && !quoted && ends(byte) {
            parts.push(&text[start..index]);
            start = index + 1;
        }
    }
    if nesting != 0 || quoted {
        return Err(format!("a bracket or quote is not closed in `{text}`"));
    }
    parts.push(&text[start..]);
    Ok(parts)
}

/// The words of a line.
pub(super) fn split(line: &'static str) -> Result<Vec<&'static str>, String> {
    let mut words = split_outside(line, |byte| byte == b' ')?;
    words.retain(|word| !word.is_empty());
    Ok(words)
}

/// `name(argument)` in two.
pub(super) fn call(word: &'static str) -> (&'static str, Option<&'static str>) {
    match word.split_once('(') {
        Some((name, rest)) => (name, Some(rest.strip_suffix(')').unwrap_or(rest))),
        None => (word, None),
    }
}

/// `a=b, c=d` as pairs; either side may stand in quotes.
pub(super) fn pairs(list: &'static str) -> Result<Vec<(&'static str, &'static str)>, String> {
    let mut parts = split_outside(list, |byte| byte == b',')?;
    parts.retain(|part| !part.trim().is_empty());
    let pair = |part: &'static str| {
        let sides = split_outside(part.trim(), |byte| byte == b'=')?;
        let [name, ..] = sides.as_slice() else { return Err(format!("`{part}` is no pair")) };
        let value = part.trim().get(name.len() + 1..).ok_or_else(|| format!("`{part}` is no pair"))?;
        Ok((unquoted(name.trim()), value.trim()))
    };
    parts.into_iter().map(pair).collect()
}

/// A word without the quotes around it.
pub(super) fn unquoted(word: &'static str) -> &'static str {
    word.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(word)
}

/// `a, b` as names.
pub(super) fn names(list: &'static str) -> Vec<&'static str> {
    list.split(',').map(str::trim).collect()
}

pub(super) fn version(word: &str) -> Result<Version, String> {
    let parsed = word.split_once('.').and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
    parsed.ok_or_else(|| format!("`{word}` is not a version"))
}

/// A JSON value.
pub(super) fn json(word: &str) -> Result<Node, String> {
    let value: serde_json::Value = serde_json::from_str(word).map_err(|error| format!("`{word}`: {error}"))?;
    Ok(value.into_document())
}

/// `P`, `P=literal`, `P|Q`; a leading dot begins at the line's own value.
pub(super) fn guard(word: &'static str, unless: bool) -> Guard {
    let probe = |test: &'static str| {
        let (path, literal) = test.split_once('=').map_or((test, None), |(path, literal)| (path, Some(literal)));
        let below = path.starts_with('.');
        let path = path.split('.').filter(|name| !name.is_empty()).collect();
        Probe { below, path, literal: literal.map(unquoted) }
    };
    Guard { unless, tests: word.split('|').map(probe).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_end_at_spaces_outside_brackets_and_quotes() {
        let words = split(r#"A  b.c  map(Key, Value)  else {"x y": [1, 2]}  "k \" k""#).expect("a line");
        assert_eq!(words, ["A", "b.c", "map(Key, Value)", "else", r#"{"x y": [1, 2]}"#, r#""k \" k""#]);
        assert!(split("A  b(").is_err());
        assert!(split("A  \"b").is_err());
    }

    #[test]
    fn pairs_may_be_quoted() {
        let found = pairs(r#"a=b, "c, d"=e=f, g="h""#).expect("pairs");
        assert_eq!(found, [("a", "b"), ("c, d", "e=f"), ("g", "\"h\"")]);
        assert!(pairs("a").is_err());
    }
}
