//! `!pick(a.b)`: one text of a document.

use crate::core::{IntoDocument, Node};
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

/// The text at a path inside an object, or inside literal JSON text.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [inside]) = (&at.line.target, words) else { return };
    let parsed = at.node.as_str().and_then(|text| serde_json::from_str::<serde_json::Value>(text).ok());
    let parsed = parsed.map(IntoDocument::into_document);
    let document = parsed.as_ref().unwrap_or(at.node);
    let found = inside.split('.').try_fold(document, |node, name| node.as_map()?.get(name));
    match found {
        Some(node @ (Node::Str(_) | Node::Expr(_))) => {
            let text = lowering.printer.text(node);
            body.set(path, Value::Text(text));
        }
        _ => lowering.needs_literal(&format!("a document with a text at `{inside}`")),
    }
}
