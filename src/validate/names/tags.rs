//! Tags that AWS takes.

use super::at;
use crate::core::{App, Stack};
use crate::diagnostic::{Diagnostic, Diagnostics};

const MOST: usize = 50;
const LONGEST_KEY: usize = 128;
const LONGEST_VALUE: usize = 256;
/// What begins a key that only AWS may set, in any capitals.
const RESERVED: &str = "aws:";

type Tag = (String, String);

/// The tags for everything.
pub(super) fn of_app(app: &App, problems: &mut Diagnostics) {
    check(app.tags(), |problem| problems.push(problem));
}

/// The tags of a stack and of its resources.
pub(super) fn of_stack(stack: &Stack, problems: &mut Diagnostics) {
    check(stack.tags(), |problem| problems.push(problem.in_stack(stack.name()).at(stack.origin())));
    for placed in stack.resources() {
        check(placed.tags(), |problem| problems.push(at(problem, stack, placed)));
    }
}

fn check(tags: &[Tag], mut report: impl FnMut(Diagnostic)) {
    for (index, (key, value)) in tags.iter().enumerate() {
        if let Some((message, help)) = wrong(key, value) {
            report(Diagnostic::error("invalid-tag", message).help(help));
        }
        if tags[..index].iter().any(|(earlier, _)| earlier == key) {
            report(
                Diagnostic::error("invalid-tag", format!("the tag `{key}` is given twice")).help("keep one of them"),
            );
        }
    }
    if tags.len() > MOST {
        let message = format!("{} tags are given in one place; AWS takes {MOST}", tags.len());
        report(Diagnostic::error("invalid-tag", message).help("drop some of them"));
    }
}

fn wrong(key: &str, value: &str) -> Option<(String, &'static str)> {
    let shown: String = key.chars().take(LONGEST_KEY).collect();
    if key.is_empty() || key.chars().count() > LONGEST_KEY {
        return Some((format!("the tag key `{shown}` has {} characters", key.chars().count()), "take 1 to 128"));
    }
    if key.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
        return Some((format!("the tag key `{key}` begins with `aws:`"), "only AWS sets such tags; take another key"));
    }
    if value.chars().count() > LONGEST_VALUE {
        return Some((
            format!("the value of the tag `{key}` has {} characters", value.chars().count()),
            "take at most 256",
        ));
    }
    let usual = |letter: char| letter.is_alphanumeric() || letter == ' ' || "_.:/=+-@".contains(letter);
    if !key.chars().all(usual) || !value.chars().all(usual) {
        let help = "take letters, digits, blanks and `_.:/=+-@`: most services refuse anything else";
        return Some((format!("the tag `{key}` has characters that AWS does not take"), help));
    }
    None
}
