//! `!zone_by_name`: CloudFormation finds a hosted zone by its name, Terraform asks for it.

use crate::terraform::Data;
use crate::terraform::body::{Body, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::mapping::Target;
use crate::terraform::names::{digest, snake};

/// The id of the public zone with this name.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Target::Argument(path) = &at.line.target else { return };
    let text = lowering.printer.text(at.node);
    let name = text.template();
    let label = match text.as_literal() {
        Some(name) => snake(name),
        None => format!("zone_{:08x}", digest(&name)),
    };
    let taken = |data: &Data| matches!(data, Data::HostedZone { label: known, name: other } if *known == label && *other != name);
    let label = if lowering.printer.data.iter().any(taken) { format!("{label}_{:08x}", digest(&name)) } else { label };
    body.set(path, Value::code(format!("data.aws_route53_zone.{label}.zone_id")));
    lowering.printer.data.insert(Data::HostedZone { label, name });
}
