//! `!inline_code(hash)`: CloudFormation packs code that stands in the template; Terraform wants the package as a file.

use sha2::{Digest, Sha256};

use crate::core::Node;
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::text::Text;

use super::{archive, base64};

/// The package beside the root, and its digest.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let (Target::Argument(path), [hash]) = (&at.line.target, words) else { return };
    let Some(code) = at.node.as_str() else { return lowering.needs_literal("code") };
    let runtime = lowering.placed.props.get("Runtime").and_then(Node::as_str);
    let file = match runtime {
        Some(runtime) if runtime.starts_with("nodejs") => "index.js",
        Some(runtime) if runtime.starts_with("python") => "index.py",
        _ => return lowering.no_counterpart("code in the template for this `Runtime`"),
    };
    let package = archive::of(file, code.as_bytes());
    let digest = base64::encode(&Sha256::digest(&package));
    let name = lowering.printer.add_file(lowering.printer.stack.id(lowering.index), "zip", package);
    body.set(path, Value::Text(Text::code("path.module").then(Text::literal(format!("/{name}")))));
    body.set(&[hash], Value::literal(digest));
}
