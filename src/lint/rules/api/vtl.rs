//! Mapping templates, as far as their directives are certain.

/// What is surely wrong with a template's directives. Anything unusual is left to API Gateway.
pub(super) fn fault(template: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find(['#', '\\']) {
        rest = &rest[at..];
        if let Some(escaped) = rest.strip_prefix('\\') {
            rest = escaped.get(escaped.chars().next().map_or(0, char::len_utf8)..)?;
            continue;
        }
        if let Some(after) = comment(rest) {
            rest = after?;
            continue;
        }
        let bare = rest[1..].trim_start_matches('{');
        let name = &bare[..bare.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(bare.len())];
        rest = bare[name.len()..].trim_start_matches('}');
        match name {
            "if" | "foreach" | "macro" | "define" | "set" | "elseif" => {
                let Some(inside) = arguments(rest) else { return Some(format!("`#{name}` without `(…)`")) };
                match name {
                    "set" if !inside.contains('=') => return Some(format!("`#set({inside})` sets nothing")),
                    "set" => {}
                    "elseif" if open.is_empty() => return Some("`#elseif` without `#if`".to_owned()),
                    "elseif" => {}
                    _ => open.push(name),
                }
                rest = &rest[rest.find(inside).unwrap_or_default() + inside.len()..];
            }
            "else" if open.is_empty() => return Some("`#else` without `#if`".to_owned()),
            "end" if open.pop().is_none() => return Some("`#end` with nothing to end".to_owned()),
            "else" | "end" => {}
            // `#endpoint` may be text, or the end of something.
            other if ["end", "else", "if", "set", "foreach"].iter().any(|known| other.starts_with(known)) => {
                return None;
            }
            _ => {}
        }
    }
    open.pop().map(|name| format!("`#{name}` without `#end`"))
}

/// What follows a comment or a piece of plain text, where there is one here. One without an end has no answer.
fn comment(text: &str) -> Option<Option<&str>> {
    let pairs = [("##", "\n"), ("#*", "*#"), ("#[[", "]]#")];
    let (start, end) = pairs.into_iter().find(|(start, _)| text.starts_with(start))?;
    let inside = &text[start.len()..];
    match inside.split_once(end) {
        Some((_, after)) => Some(Some(after)),
        None => Some((start == "##").then_some("")),
    }
}

/// What stands in the parentheses that follow.
fn arguments(text: &str) -> Option<&str> {
    let inside = text.trim_start_matches([' ', '\t']).strip_prefix('(')?;
    let (mut depth, mut quote) = (1, None);
    for (at, letter) in inside.char_indices() {
        match (letter, quote) {
            ('"' | '\'', None) => quote = Some(letter),
            (letter, Some(mark)) if letter == mark => quote = None,
            ('(', None) => depth += 1,
            (')', None) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(&inside[..at]);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_is_well_formed_has_no_fault() {
        for template in [
            "",
            "{\"statusCode\": 200}",
            "#set($body = $input.path('$'))\n{\"id\": \"$body.id\", \"color\": \"#ff0000\"}",
            "#if($a == \"(\")x#elseif($b)y#else z#end",
            "#foreach($item in $list)$item#if($foreach.hasNext),#end#end",
            "#{if}($a)b#{else}c#{end}d",
            "## a comment with #if\n#* and #end *#plain #[[ #if ]]# \\#end",
            "#set ( $text = \"it's (not) closed\" )",
            "#endpoint #elsewhere #if($a)",
            "#macro(twice $x)$x$x#end#twice(1)",
            "ends with \\",
        ] {
            assert_eq!(fault(template), None, "{template}");
        }
    }

    #[test]
    fn what_is_certain_is_said() {
        for (template, expected) in [
            ("#if($a)b", "`#if` without `#end`"),
            ("#foreach($a in $b)c#if($d)e#end", "`#foreach` without `#end`"),
            ("a#end", "`#end` with nothing to end"),
            ("#else b", "`#else` without `#if`"),
            ("#elseif($a)b", "`#elseif` without `#if`"),
            ("#set($a)", "`#set($a)` sets nothing"),
            ("#set $a = 1", "`#set` without `(…)`"),
            ("#set($a = 1", "`#set` without `(…)`"),
            ("#if $a b#end", "`#if` without `(…)`"),
        ] {
            assert_eq!(fault(template).as_deref(), Some(expected), "{template}");
        }
    }
}
