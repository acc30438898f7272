//! What several parts check alike.

use crate::core::Scope;
use crate::diagnostic::{Diagnostic, Origin};

/// Reports a number outside its bounds, and gives the nearest within them.
pub(super) fn range(scope: &mut Scope<'_>, origin: Origin, what: &str, found: f64, least: f64, most: f64) -> f64 {
    if !(least..=most).contains(&found) {
        let message = format!("{what} is {found}, not one of {least} to {most}");
        scope.problem(Diagnostic::error("value-out-of-range", message).help("stay within the bounds").at(origin));
    }
    if found.is_nan() { least } else { found.clamp(least, most) }
}

/// Something that would be there twice.
pub(super) fn twice(scope: &mut Scope<'_>, rule: &'static str, message: String, second: Origin, first: Origin) {
    let problem = match rule {
        "duplicate-route" => Diagnostic::error("duplicate-route", message).help("leave one of them out"),
        "duplicate-reply" => Diagnostic::error("duplicate-reply", message).help("give one of them another status"),
        _ => Diagnostic::error("duplicate-name", message).help("rename one of them, or use one value for both"),
    };
    scope.problem(problem.at(second).with(first, "the first"));
}

/// The segments of a path, or what is wrong with it.
pub(super) fn segments(path: &str) -> Result<Vec<String>, String> {
    let Some(rest) = path.strip_prefix('/') else {
        return Err(format!("the path `{path}` does not begin with `/`"));
    };
    if rest.is_empty() {
        return Ok(Vec::new());
    }
    let segments: Vec<String> = rest.split('/').map(str::to_owned).collect();
    let last = segments.len() - 1;
    for (index, segment) in segments.iter().enumerate() {
        if segment.is_empty() {
            return Err(format!("the path `{path}` has nothing between two `/`, or ends with one"));
        }
        if !is_part(segment) {
            return Err(format!("`{segment}` in `{path}` is neither letters, digits and `-._:`, nor one `{{name}}`"));
        }
        if segment.ends_with("+}") && index < last {
            return Err(format!("`{segment}` in `{path}` takes the whole rest, so nothing can follow it"));
        }
    }
    Ok(segments)
}

/// Whether API Gateway takes it as a path part. (Its own message on others, and the developer guide's "Set up REST API
/// methods".)
fn is_part(segment: &str) -> bool {
    let plain = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:".contains(&byte))
    };
    match variable(segment) {
        Some(name) => plain(name),
        None => plain(segment),
    }
}

/// The name of a variable: `id` of `{id}`, `proxy` of `{proxy+}`.
pub(super) fn variable(segment: &str) -> Option<&str> {
    let inside = segment.strip_prefix('{')?.strip_suffix('}')?;
    Some(inside.strip_suffix('+').unwrap_or(inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_cut_at_slashes() {
        assert_eq!(segments("/"), Ok(vec![]));
        assert_eq!(segments("/orders/{id}"), Ok(vec!["orders".to_owned(), "{id}".to_owned()]));
        assert_eq!(segments("/files/{path+}").map(|segments| segments.len()), Ok(2));
    }

    #[test]
    fn what_is_no_path_says_why() {
        for (path, why) in [
            ("orders", "does not begin"),
            ("", "does not begin"),
            ("/orders/", "nothing between"),
            ("/or ders", "neither letters"),
            ("/orders?all", "neither letters"),
            ("/{}", "neither letters"),
            ("/{a}b", "neither letters"),
            ("/{path+}/more", "whole rest"),
        ] {
            let message = segments(path).expect_err("this is no path");
            assert!(message.contains(why), "{path}: {message}");
        }
    }
}
