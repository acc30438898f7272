//! Transforms: what no shape of the tables' grammar can say. Each is named by the lines that need it.

mod acm_validation;
mod and_filter;
mod archive;
mod arn;
mod base64;
mod between;
mod block_devices;
mod bus_statements;
mod camel_json;
mod counted;
mod default_egress;
mod dns_entries;
mod enabled_mfas;
mod function;
mod generated_secret;
mod global_table;
mod inline_code;
mod kafka_endpoints;
mod layer_version;
mod lines;
mod method_path;
mod network_interfaces;
mod pick;
mod record_values;
mod rfc3339;
mod single_values;
mod substitutions;
#[cfg(test)]
mod tests;
mod vpc_ipv6_blocks;
mod write_only;
mod zone_by_name;

use crate::core::{Expr, Node, Props};

use super::Printer;
use super::body::Body;
use super::lower::{At, Enclosing, Lowering};
use super::mapping::Line;
use super::text::Text;

/// What a transform makes of a value: it puts it into the body, or beside it. The words are the transform's arguments.
type Apply = for<'a, 'p, 'm> fn(&mut Lowering<'p, 'm>, At<'a, 'm>, &'static [&'static str], &mut Body<'m>);

/// What a transform does where the property is absent.
type Absent = for<'a, 'p, 'm> fn(&mut Lowering<'p, 'm>, &'static Line, &'m Props, &'a Enclosing);

/// A named transform of a property.
pub(super) struct Transform {
    pub(super) apply: Apply,
    pub(super) absent: Option<Absent>,
    /// Whether a satellite with this transform is one per item.
    pub(super) each: bool,
    /// Whether it builds on what the other lines put into the body.
    pub(super) late: bool,
}

/// The transform of a name.
pub(super) fn named(name: &str) -> Option<Transform> {
    let plain = |apply: Apply| Transform { apply, absent: None, each: false, late: false };
    let late = |apply: Apply| Transform { apply, absent: None, each: false, late: true };
    Some(match name {
        "acm_validation" => plain(acm_validation::apply),
        "and_filter" => plain(and_filter::apply),
        "arn" => plain(arn::apply),
        "arn_version" => plain(layer_version::version),
        "arn_without_version" => plain(layer_version::layer),
        "between" => plain(between::apply),
        "block_devices" => plain(block_devices::apply),
        "bus_statements" => plain(bus_statements::apply),
        "camel_json" => plain(camel_json::apply),
        "counted" => plain(counted::apply),
        "default_egress" => {
            Transform { apply: |_, _, _, _| {}, absent: Some(default_egress::absent), each: true, late: false }
        }
        "enabled_mfas" => late(enabled_mfas::apply),
        "function_name" => plain(function::name),
        "function_qualifier" => plain(function::qualifier),
        "generated_secret" => plain(generated_secret::apply),
        "inline_code" => plain(inline_code::apply),
        "kafka_endpoints" => plain(kafka_endpoints::apply),
        "kms_arn" => plain(arn::of_key),
        "method_path" => plain(method_path::apply),
        "network_interfaces" => plain(network_interfaces::apply),
        "other_replicas" => plain(global_table::others),
        "own_replica" => plain(global_table::own),
        "pick" => plain(pick::apply),
        "record_values" => plain(record_values::apply),
        "rfc3339" => plain(rfc3339::apply),
        "same_tags" => plain(global_table::same_tags),
        "single_values" => plain(single_values::apply),
        "substitutions" => late(substitutions::apply),
        "unbase64" => plain(base64::apply),
        "write_only" => plain(write_only::apply),
        "zone_by_name" => plain(zone_by_name::apply),
        _ => return None,
    })
}

/// The value of a `GetAtt` that no path leads to.
pub(super) type AttributeTransform = fn(&mut Printer<'_>, u32, &'static [&'static str]) -> Option<Text>;

/// The attribute transform of a name.
pub(super) fn attribute(name: &str) -> Option<AttributeTransform> {
    Some(match name {
        "dns_entries" => dns_entries::value,
        "lines" => lines::value,
        "vpc_ipv6_blocks" => vpc_ipv6_blocks::value,
        _ => return None,
    })
}

/// The resource of this stack that a value refers to, and the attribute; none of it is what `Ref` gives.
fn referred<'n>(printer: &Printer<'_>, node: &'n Node) -> Option<(u32, Option<&'n str>)> {
    let (address, attribute) = match node.as_expr()? {
        Expr::Reference(address) => (*address, None),
        Expr::Attribute(address, name) => (*address, Some(name.as_ref())),
        _ => return None,
    };
    printer.stack.owns(address).then_some((address.index, attribute))
}

/// The CloudFormation type of a resource of this stack.
fn type_of<'m>(printer: &Printer<'m>, index: u32) -> &'m str {
    printer.stack.stack.resources().get(index as usize).map_or("", |placed| &placed.type_name)
}
