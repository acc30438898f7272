//! `!arn_without_version` and `!arn_version`: CloudFormation says a layer and its version in one ARN, Terraform in two
//! arguments.

use crate::core::Node;
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;

use super::{referred, type_of};

/// The layer.
pub(super) fn layer<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let value = match (at.node.as_str(), attribute(lowering, at.node, "layer_arn")) {
        (Some(arn), _) => Value::literal(arn.rsplit_once(':').map_or(arn, |(layer, _)| layer)),
        (None, Some(layer)) => Value::code(layer),
        (None, None) => Value::code(format!("replace({}, \"/:[0-9]+$/\", \"\")", lowering.printer.expression(at.node))),
    };
    body.set(path, value);
}

/// Its version.
pub(super) fn version<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let value = match (at.node.as_str(), attribute(lowering, at.node, "version")) {
        (Some(arn), _) => match arn.rsplit_once(':') {
            Some((_, version)) => Value::literal(version),
            None => return lowering.needs_literal("the ARN of one version of a layer"),
        },
        (None, Some(version)) => Value::code(version),
        (None, None) => {
            Value::code(format!("tonumber(element(split(\":\", {}), 7))", lowering.printer.expression(at.node)))
        }
    };
    body.set(path, value);
}

/// An attribute of the layer version that a value refers to.
fn attribute(lowering: &Lowering<'_, '_>, node: &Node, name: &str) -> Option<String> {
    let (index, _) = referred(lowering.printer, node)?;
    (type_of(lowering.printer, index) == "AWS::Lambda::LayerVersion")
        .then(|| lowering.printer.attribute(index, name))?
}
