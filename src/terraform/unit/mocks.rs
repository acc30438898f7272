//! What stands in for an account, other roots and the deployer. Each answer has the form that the provider asks for.

use crate::core::{Import, Node, ParameterFacts, ParameterKind};
use crate::json::Writer;

use super::super::mapping::{Path, Tables};
use super::super::{Data, Printer};
use super::asks;

/// The account and region of a test where the program names none.
const ACCOUNT: &str = "123456789012";
const REGION: &str = "us-east-1";

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    Text(String),
    Number(i64),
    List(Vec<String>),
}

impl Answer {
    fn text(text: impl Into<String>) -> Self {
        Answer::Text(text.into())
    }

    pub(super) fn write(&self, out: &mut Writer) {
        match self {
            Answer::Text(text) => out.string(text),
            Answer::Number(number) => out.int(*number),
            Answer::List(items) => {
                out.open_list();
                for item in items {
                    out.item();
                    out.string(item);
                }
                out.close_list();
            }
        }
    }
}

fn region<'p>(printer: &'p Printer<'_>) -> &'p str {
    let (stack, app) = (printer.stack.stack.target(), printer.model.app().target());
    stack.region.as_deref().or(app.region.as_deref()).unwrap_or(REGION)
}

fn account<'p>(printer: &'p Printer<'_>) -> &'p str {
    let (stack, app) = (printer.stack.stack.target(), printer.model.app().target());
    stack.account.as_deref().or(app.account.as_deref()).unwrap_or(ACCOUNT)
}

/// What the provider answers to each data source of the root.
pub(super) fn answers(printer: &Printer<'_>) -> Vec<(&'static str, Vec<(&'static str, Answer)>)> {
    let region = region(printer);
    let mut found = Vec::new();
    if asks(printer, &Data::AvailabilityZones) {
        let zones = ["a", "b", "c"].map(|letter| format!("{region}{letter}"));
        found.push(("aws_availability_zones", vec![("names", Answer::List(zones.to_vec()))]));
    }
    if asks(printer, &Data::CallerIdentity) {
        found.push(("aws_caller_identity", vec![("account_id", Answer::text(account(printer)))]));
    }
    if asks(printer, &Data::Partition) {
        let partition = vec![("partition", Answer::text("aws")), ("dns_suffix", Answer::text("amazonaws.com"))];
        found.push(("aws_partition", partition));
    }
    if asks(printer, &Data::Region) {
        found.push(("aws_region", vec![("id", Answer::text(region))]));
    }
    if printer.data.iter().any(|fact| matches!(fact, Data::HostedZone { .. })) {
        found.push(("aws_route53_zone", vec![("zone_id", Answer::text("Z0123456789ABCDEFGHIJ"))]));
    }
    let stored = |facts: &ParameterFacts| matches!(facts.kind, ParameterKind::StoredValue(_));
    if printer.stack.stack.parameters().iter().any(stored) {
        found.push(("aws_ssm_parameter", vec![("insecure_value", Answer::text("ami-0123456789abcdef0"))]));
    }
    found
}

/// What a deployer might give for a parameter without a default.
pub(super) fn parameter(facts: &ParameterFacts) -> Answer {
    match facts.kind {
        ParameterKind::Number => Answer::Number(match facts.allowed.first() {
            Some(Node::Int(number)) => *number,
            _ => facts.range.as_ref().map_or(1, |range| *range.start()),
        }),
        ParameterKind::List => Answer::List(vec!["example".to_owned()]),
        _ => {
            let first = facts.allowed.first().and_then(Node::word).map(Into::into);
            Answer::Text(first.unwrap_or_else(|| {
                let length = facts
                    .length
                    .as_ref()
                    .map_or((0, usize::MAX), |length| (*length.start() as usize, *length.end() as usize));
                let text = "example".repeat(length.0.div_ceil("example".len()).max(1));
                text.chars().take(length.1.min(length.0.max("example".len()))).collect()
            }))
        }
    }
}

/// What another root might give.
pub(super) fn import(tables: Tables, printer: &Printer<'_>, import: &Import) -> String {
    let Some(placed) = printer.model.resource(import.export.address) else { return "example".to_owned() };
    let type_name = placed.type_name.as_ref();
    match import.export.attribute.as_deref() {
        None => {
            let reference = tables.entry(type_name, &placed.props).and_then(|mapped| mapped.entry.reference.as_ref());
            match reference.map(|reference| &reference.path) {
                Some(Path::Attribute("arn")) => arn(printer, type_name),
                _ => id(type_name),
            }
        }
        Some(name) if name.ends_with("Arn") => arn(printer, type_name),
        Some(name) if name.ends_with("Id") => id(name),
        Some(name) if name.contains("Cidr") => "10.0.0.0/16".to_owned(),
        Some(name) if name.contains("Port") => "5432".to_owned(),
        Some(name) if name.contains("CertificateAuthority") => "ZXhhbXBsZQ==".to_owned(),
        Some(name) if name.ends_with("Url") || name == "Endpoint" => "https://example.com".to_owned(),
        Some(_) => "example.com".to_owned(),
    }
}

/// Service and kind of a type, in small letters.
fn words(type_name: &str) -> (String, String) {
    let mut words = type_name.split("::").skip(1).map(str::to_ascii_lowercase);
    (words.next().unwrap_or_default(), words.next().unwrap_or_default())
}

fn arn(printer: &Printer<'_>, type_name: &str) -> String {
    let (service, kind) = words(type_name);
    let region = if service == "iam" { "" } else { region(printer) };
    format!("arn:aws:{service}:{region}:{}:{kind}/example", account(printer))
}

/// An id like those of EC2: what it is of, and seventeen digits.
fn id(what: &str) -> String {
    let kind = words(what).1;
    let prefix = match kind.as_str() {
        "" => "id",
        "securitygroup" => "sg",
        "routetable" => "rtb",
        "vpcendpoint" => "vpce",
        known => known,
    };
    format!("{prefix}-0123456789abcdef0")
}
