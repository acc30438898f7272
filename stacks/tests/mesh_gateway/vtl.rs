//! The part of the mapping-template language that the API's templates use, evaluated.
//!
//! `$input.json('$.path')`, `$input.path('$.path')`, `$context.path`, and `#if(…) … #else … #end`. Anything else is
//! an error, so that a template cannot begin to use more than is evaluated here.

use serde_json::Value;

/// What a template is given.
pub(crate) struct Input<'a> {
    /// The body.
    pub(crate) body: &'a Value,
    /// `$context`, by path.
    pub(crate) context: &'a [(&'a str, &'a str)],
}

/// The template with its references replaced.
pub(crate) fn render(template: &str, input: &Input<'_>) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = template;
    // Whether the text here is wanted: one entry for each `#if` around it.
    let mut wanted: Vec<bool> = Vec::new();
    while let Some(at) = rest.find(['$', '#']) {
        let here = wanted.iter().all(|wanted| *wanted);
        if here {
            out.push_str(&rest[..at]);
        }
        rest = &rest[at..];
        if let Some(tail) = rest.strip_prefix("#if(") {
            let (value, tail) = reference(tail, input)?;
            wanted.push(is_true(&value));
            rest = tail.strip_prefix(')').ok_or_else(|| format!("#if is not closed: {tail}"))?;
        } else if let Some(tail) = rest.strip_prefix("#else") {
            let last = wanted.last_mut().ok_or("#else without #if")?;
            *last = !*last;
            rest = tail;
        } else if let Some(tail) = rest.strip_prefix("#end") {
            wanted.pop().ok_or("#end without #if")?;
            rest = tail;
        } else {
            let (value, tail) = reference(rest, input)?;
            if here {
                out.push_str(&text(&value));
            }
            rest = tail;
        }
    }
    if !wanted.is_empty() {
        return Err("#if without #end".to_owned());
    }
    out.push_str(rest);
    Ok(out)
}

/// What a reference stands for.
enum Referred {
    /// JSON text.
    Json(Value),
    /// The value itself; none where the body has none.
    Plain(Option<Value>),
}

fn reference<'t>(from: &'t str, input: &Input<'_>) -> Result<(Referred, &'t str), String> {
    for (name, as_json) in [("$input.json('", true), ("$input.path('", false)] {
        if let Some(tail) = from.strip_prefix(name) {
            let (path, tail) = tail.split_once("')").ok_or_else(|| format!("not closed: {from}"))?;
            let found = find(input.body, path)?.cloned();
            let value =
                if as_json { Referred::Json(found.unwrap_or_else(|| Value::from(""))) } else { Referred::Plain(found) };
            return Ok((value, tail));
        }
    }
    let Some(tail) = from.strip_prefix("$context.") else {
        return Err(format!("not understood: {}", from.lines().next().unwrap_or_default()));
    };
    let end = tail.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.').unwrap_or(tail.len());
    let (path, tail) = tail.split_at(end);
    let found = input.context.iter().find(|(name, _)| *name == path);
    let (_, value) = found.ok_or_else(|| format!("$context.{path} is not known"))?;
    Ok((Referred::Plain(Some(Value::from(*value))), tail))
}

/// A path such as `$.a.b`.
fn find<'v>(body: &'v Value, path: &str) -> Result<Option<&'v Value>, String> {
    let names = path.strip_prefix("$.").ok_or_else(|| format!("{path} does not begin at the body"))?;
    Ok(names.split('.').try_fold(body, |value, name| value.get(name)))
}

fn text(value: &Referred) -> String {
    match value {
        Referred::Json(value) => value.to_string(),
        Referred::Plain(Some(Value::String(text))) => text.clone(),
        Referred::Plain(Some(value)) => value.to_string(),
        Referred::Plain(None) => String::new(),
    }
}

fn is_true(value: &Referred) -> bool {
    match value {
        Referred::Json(_) => true,
        Referred::Plain(value) => !matches!(value, None | Some(Value::Null | Value::Bool(false))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(template: &str, expected: Result<&str, &str>) {
        let body = json!({ "a": { "b": "x\"y" }, "n": 3 });
        let input = Input { body: &body, context: &[("requestId", "r-1")] };
        assert_eq!(render(template, &input), expected.map(str::to_owned).map_err(str::to_owned));
    }

    #[test]
    fn references_are_replaced() {
        check("$input.json('$.a.b') $input.path('$.n') $context.requestId!", Ok("\"x\\\"y\" 3 r-1!"));
        check("$input.json('$.none')", Ok("\"\""));
    }

    #[test]
    fn only_the_wanted_branch_is_rendered() {
        check("#if($input.path('$.n'))one#else two#end", Ok("one"));
        check("#if($input.path('$.m'))one$input.json('$.n')#else two#end", Ok(" two"));
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        check("$util.escapeJavaScript('x')", Err("not understood: $util.escapeJavaScript('x')"));
        check("#if($input.path('$.n'))one", Err("#if without #end"));
        check("#end", Err("#end without #if"));
    }
}
