//! `!method_path(HttpMethod)`: CloudFormation names a method by path and verb, Terraform by one text.

use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::Text;

/// What stands for the root of an API.
const ROOT: &str = "~1";

/// `/~1orders` and `POST` become `~1orders/POST`; `/*` and `*` become `*/*`.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [method]) = (&at.line.target, words) else { return };
    let Some(verb) = at.siblings.get(method) else { return lowering.needed(&format!("`{method}`")) };
    let resource = match at.node.as_str() {
        Some(text) => Text::literal(text.strip_prefix('/').filter(|rest| !rest.is_empty()).unwrap_or(match text {
            "" | "/" => ROOT,
            other => other,
        })),
        None => Text::code(format!("trimprefix({}, \"/\")", lowering.printer.expression(at.node))),
    };
    let verb = lowering.printer.text(verb);
    body.set(path, Value::Text(resource.then(Text::literal("/")).then(verb)));
}
