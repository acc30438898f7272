//! `!acm_validation`: CloudFormation proves a domain by writing its records itself; Terraform writes them as resources.

use crate::core::{Node, Props};
use crate::terraform::body::{Body, Part, Role, Value};
use crate::terraform::lower::{At, Lowering};
use crate::terraform::names::snake;
use crate::terraform::text::Text;

const RECORD: &str = "aws_route53_record";

/// A record per domain that names its hosted zone, and a validation that waits for them.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    _words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let Some(certificate) = lowering.printer.attribute(lowering.index, "domain_validation_options") else { return };
    let mut proven: Vec<(&Node, &Node)> = Vec::new();
    let records = lowering.each_item(at, |lowering, item| {
        let props = lowering.object(item)?;
        let (domain, zone) = (props.get("DomainName")?, props.get("HostedZoneId")?);
        // The record of `*.x` is that of `x`.
        if proven.iter().any(|(known, in_zone)| *in_zone == zone && base(known) == base(domain)) {
            return None;
        }
        proven.push((domain, zone));
        let label =
            domain.as_str().map_or_else(|| proven.len().to_string(), |domain| snake(&domain.replace('*', "any")));
        let name = format!("{}__{label}", at.enclosing.stem);
        let fqdn = format!("{RECORD}.{name}{}.fqdn", if lowering.count().is_some() { "[0]" } else { "" });
        let body = record(lowering, &certificate, domain, props);
        let count = lowering.count();
        let (links, after, role) = (Vec::new(), Vec::new(), Role::Satellite);
        lowering.push(Part { kind: RECORD, name, resource: lowering.index, count, links, body, after, role });
        Some(Value::code(fqdn))
    });
    if !records.is_empty() {
        body.set(&["validation_record_fqdns"], Value::List(records));
    }
}

/// A domain without its wildcard.
fn base(domain: &Node) -> Option<&str> {
    domain.as_str().map(|domain| domain.strip_prefix("*.").unwrap_or(domain))
}

/// The record that proves a domain.
fn record<'m>(lowering: &mut Lowering<'_, 'm>, options: &str, domain: &'m Node, props: &'m Props) -> Body<'m> {
    let domain = lowering.printer.expression(domain);
    let option = |field: &str| {
        Value::Text(Text::code(format!(
            "one([for option in {options} : option.{field} if option.domain_name == {domain}])"
        )))
    };
    let mut body = Body::default();
    if let Some(zone) = props.get("HostedZoneId") {
        let zone = lowering.printer.value(zone);
        body.set(&["zone_id"], zone);
    }
    body.set(&["name"], option("resource_record_name"));
    body.set(&["type"], option("resource_record_type"));
    body.set(&["records"], Value::List(vec![(None, option("resource_record_value"))]));
    body.set(&["ttl"], Value::Node(&Node::Int(300)));
    body.set(&["allow_overwrite"], Value::Node(&Node::Bool(true)));
    body
}
