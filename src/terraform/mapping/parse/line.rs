//! Property lines.

use crate::core::Node;

use super::super::entry::{Fallback, Given, Line, SET, Shape, Target};
use super::words::{self, call, names, pairs, unquoted};

/// `Name  target  [shape]  [options…]`, or `set  argument  <json>`.
pub(super) fn read(all: &[&'static str]) -> Result<Line, String> {
    let [name, target_word, rest @ ..] = all else {
        return Err(format!("`{}` has no target", all.join(" ")));
    };
    let mut line = Line { name: unquoted(name), target: target(target_word)?, ..Line::default() };
    let mut rest = rest.iter().copied();
    if *name == SET {
        let value = rest.next().ok_or("`set` needs a value")?;
        line.fallback = Some(Fallback { value: given(value)?, fills: false, guard: None });
    }
    let mut shaped = false;
    while let Some(word) = rest.next() {
        let mut next = || rest.next().ok_or_else(|| format!("`{word}` needs something after it"));
        match word {
            "else" | "fill" => {
                line.fallback = Some(Fallback { value: given(next()?)?, fills: word == "fill", guard: None });
            }
            "since" => line.since = Some(words::version(next()?)?),
            "after" => line.after = names(next()?),
            "must" => line.must = true,
            "if" | "unless" => {
                let guard = words::guard(next()?, word == "unless");
                match &mut line.fallback {
                    Some(fallback) => fallback.guard = Some(guard),
                    None => line.guard = Some(guard),
                }
            }
            _ => match call(word) {
                ("values", Some(list)) => {
                    line.values = pairs(list)?.into_iter().map(|(from, to)| (from, literal(to))).collect();
                }
                _ if shaped => return Err(format!("a second shape: `{word}`")),
                _ => (line.shape, shaped) = (shape(word)?, true),
            },
        }
    }
    Ok(line)
}

fn target(word: &'static str) -> Result<Target, String> {
    Ok(match word {
        "." => Target::Here,
        "none" => Target::None,
        "drop" => Target::Drop,
        "?" => return Err("an undecided line".to_owned()),
        _ => match word.strip_prefix('+') {
            Some(satellite) => {
                let (kind, links) = call(satellite);
                Target::Satellite { kind, links: links.map_or(Ok(Vec::new()), pairs)? }
            }
            None => Target::Argument(word.split('.').collect()),
        },
    })
}

fn shape(word: &'static str) -> Result<Shape, String> {
    let (name, argument) = call(word);
    let one = || argument.ok_or(format!("`{word}` needs a name"));
    let two = || {
        let (first, second) = one()?.split_once(',').ok_or(format!("`{word}` needs two names"))?;
        Ok::<_, String>((first.trim(), second.trim()))
    };
    Ok(match name {
        "same" => Shape::Same,
        "block" => Shape::Block,
        "blocks" => Shape::Blocks,
        "json" => Shape::Json,
        "map" => two().map(|(key, value)| Shape::Map(key, value))?,
        "table" => two().map(|(key, value)| Shape::Table(key, value))?,
        "pluck" => Shape::Pluck(one()?),
        "first" => Shape::First(argument),
        "wrap" => Shape::Wrap,
        "join" => Shape::Join(one()?),
        "text" => Shape::Text(one()?),
        "entries" | "!entries" => Shape::Entries(one()?),
        "each" => Shape::Each(argument.map(names).unwrap_or_default()),
        "use" => Shape::Use(one()?),
        "uses" => Shape::Uses(one()?),
        "switch" => {
            let (sibling, cases) = cases(one()?)?;
            let cases = cases.into_iter().map(|(literal, case)| Ok((literal, target(case)?)));
            Shape::Switch(sibling, cases.collect::<Result<_, String>>()?)
        }
        _ => {
            let name = name.strip_prefix('!').ok_or(format!("no shape is called `{word}`"))?;
            Shape::Transform(name, argument.map(names).unwrap_or_default())
        }
    })
}

/// A sibling, and literals with what they choose.
type Cases = (&'static str, Vec<(&'static str, &'static str)>);

/// `Sibling: literal=case, …`.
fn cases(text: &'static str) -> Result<Cases, String> {
    let (sibling, cases) = text.split_once(':').ok_or(format!("`{text}` needs a sibling and cases"))?;
    Ok((sibling.trim(), pairs(cases)?))
}

fn given(word: &'static str) -> Result<Given, String> {
    match call(word) {
        _ if word == "$id" => Ok(Given::Id),
        _ if word == "$word" => Ok(Given::Word),
        ("switch", Some(text)) => {
            let (sibling, cases) = cases(text)?;
            let cases = cases.into_iter().map(|(literal, value)| Ok((literal, words::json(value)?)));
            Ok(Given::Switch(sibling, cases.collect::<Result<_, String>>()?))
        }
        _ => words::json(word).map(Given::Value),
    }
}

/// A bare word of `values(…)`: nothing, a truth value, a number, or text.
fn literal(word: &'static str) -> Option<Node> {
    match word {
        "null" => None,
        "true" => Some(Node::Bool(true)),
        "false" => Some(Node::Bool(false)),
        _ => Some(word.parse().map_or_else(|_| Node::Str(unquoted(word).into()), Node::Int)),
    }
}
