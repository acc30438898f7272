//! Templates that someone else wrote: JSON and YAML, as CloudFormation takes them.
//!
//! [`document`] reads text into a [`Document`] that loses nothing and knows where everything stands. [`lower`] makes a
//! [`Stack`] of what is valid in it, for the checks.

#![allow(clippy::result_large_err, reason = "one finding ends the reading; it is made once for each file")]

mod document;
mod duplicates;
mod json;
mod lower;
mod print;
mod scalar;
mod tags;
mod text;
mod yaml;

#[cfg(test)]
mod tests;

pub use document::{Document, Kind, Member, Position, Value};
pub use lower::lower;
pub(super) use lower::{Piece, pieces};
pub(super) use tags::{is_function, near};
pub use text::MOST_BYTES;
pub(super) use text::{LARGEST, MOST_FINDINGS};

use crate::core::{App, Stack};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// How a template is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON, strictly.
    Json,
    /// YAML 1.1, and therefore JSON too.
    Yaml,
}

/// Reads a template's text. Without a syntax, text that begins with `{` is JSON.
///
/// Where a fault ends the reading, there is no document; other faults of the text are reported beside it.
///
/// ```
/// use formwork::cloudformation::read;
///
/// let (document, problems) = read::document(b"Resources: { Queue: { Type: AWS::SQS::Queue } }", None);
/// assert!(problems.is_empty());
/// let queue = document.unwrap().root.get("Resources").unwrap().member("Queue").unwrap().at;
/// assert_eq!((queue.line, queue.column), (1, 14));
/// ```
#[must_use]
pub fn document(bytes: &[u8], syntax: Option<Syntax>) -> (Option<Document>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let read = text::decode(bytes).and_then(|text| match syntax {
        Some(Syntax::Json) => json::read(text, &mut problems),
        Some(Syntax::Yaml) if looks_like_json(text) => either(text, &mut problems),
        None if looks_like_json(text) => json::read(text, &mut problems),
        Some(Syntax::Yaml) | None => yaml::read(text, &mut problems),
    });
    match read {
        Ok(document) => (Some(document), problems),
        Err(problem) => {
            problems.push(problem);
            (None, problems)
        }
    }
}

fn looks_like_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// JSON that somebody calls YAML is read as JSON; YAML may begin with a brace too.
fn either(text: &str, problems: &mut Diagnostics) -> Result<Document, Diagnostic> {
    let mut found = Diagnostics::new();
    match json::read(text, &mut found) {
        Ok(document) => {
            problems.extend(found);
            Ok(document)
        }
        Err(_) => yaml::read(text, problems),
    }
}

/// Reads a template and makes an app of one stack, for checks that need a model.
///
/// ```
/// use formwork::cloudformation::read;
///
/// let (app, problems) = read::app("Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n".as_bytes());
/// assert!(problems.is_empty());
/// assert_eq!(app.stacks()[0].resources()[0].path, "Queue");
/// ```
pub fn app(bytes: &[u8]) -> (App, Diagnostics) {
    let (document, problems) = document(bytes, None);
    let stack = document.map_or_else(|| Stack::new("template"), |document| lower("template", &document));
    (App::new("template").stack(stack), problems)
}
