//! See `docs/hard-coded-place.md`.

use crate::core::{Expr, Node, Pseudo};
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System, Value};

pub(super) const RULE: BuiltIn = BuiltIn::new("hard-coded-place", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for resource in system.resources() {
        // A stack for one region may say so wherever it likes.
        if resource.stack().stack.target().region.is_some() {
            continue;
        }
        zones(findings, resource);
        service(findings, resource);
        for prop in resource.placed().props.iter() {
            arns(system, findings, resource, &prop.node);
        }
    }
}

/// Availability zones by name.
fn zones(findings: &mut Findings<'_>, resource: Resource<'_>) {
    let single = resource.value("AvailabilityZone");
    let several = resource.each("AvailabilityZones");
    for zone in several.iter().chain([&single]) {
        let Some(name) = zone.text().filter(|name| is_zone(name)) else { continue };
        let message = format!("`{name}` ties this to one region, and to what its zones are called");
        let help = "take it from the region (`Fn::GetAZs`) or from a parameter";
        findings.push(findings.on(resource, zone, message).help(help));
    }
}

/// An endpoint's service, which is always one of the endpoint's own region.
fn service(findings: &mut Findings<'_>, resource: Resource<'_>) {
    if resource.type_name() != "AWS::EC2::VPCEndpoint" || !resource.lacks("ServiceRegion") {
        return;
    }
    let Some(name) = resource.text("ServiceName") else { return };
    let region = name.strip_prefix("com.amazonaws.").and_then(|rest| rest.split('.').next());
    if let Some(region) = region.filter(|region| *region == "us-east-1" || is_region(region)) {
        let message = format!("`{name}` is a service of `{region}`, wherever this is deployed");
        let finding = findings.at(resource, "ServiceName", message);
        findings.push(finding.help("say `!Sub com.amazonaws.${AWS::Region}.…`"));
    }
}

/// ARNs of which the account is asked for and the region is not: the author meant to be here, wherever that is.
fn arns(system: System<'_>, findings: &mut Findings<'_>, resource: Resource<'_>, node: &Node) {
    match node {
        Node::List(items) => items.iter().for_each(|item| arns(system, findings, resource, item)),
        Node::Map(props) => props.iter().for_each(|prop| arns(system, findings, resource, &prop.node)),
        Node::Expr(expr) => match expr.as_ref() {
            Expr::If(_, one, other) => {
                arns(system, findings, resource, one);
                arns(system, findings, resource, other);
            }
            Expr::Text(pieces) => arn(findings, resource, &system.value(node), pieces),
            _ => {}
        },
        _ => {}
    }
}

fn arn(findings: &mut Findings<'_>, resource: Resource<'_>, whole: &Value<'_>, pieces: &[Node]) {
    let account = pieces.iter().position(|piece| matches!(piece.as_expr(), Some(Expr::Pseudo(Pseudo::AccountId))));
    let before = account.and_then(|at| pieces.get(at.checked_sub(1)?)).and_then(Node::as_str);
    // `…:logs:eu-west-1:` stands right before the account.
    let Some((head, region)) = before.and_then(|text| text.strip_suffix(':')).and_then(|text| text.rsplit_once(':'))
    else {
        return;
    };
    if !is_region(region) || !head.contains(':') && !head.is_empty() {
        return;
    }
    let message = format!("the account is asked for, and the region is `{region}` wherever this is deployed");
    findings.push(findings.on(resource, whole, message).help("say `AWS::Region` too"));
}

/// `eu-west-1`. Services of the whole world are in `us-east-1`, so that one is often right.
fn is_region(text: &str) -> bool {
    let mut parts = text.rsplit('-');
    let number = parts.next().unwrap_or_default();
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let count = text.split('-').count();
    text != "us-east-1" && (3..=4).contains(&count) && matches!(number.as_bytes(), [b'1'..=b'9']) && parts.all(letters)
}

/// `eu-west-1a`.
fn is_zone(text: &str) -> bool {
    let zone = text.as_bytes().last().is_some_and(|byte| matches!(byte, b'a'..=b'f'));
    let region = text.get(..text.len().saturating_sub(1)).unwrap_or_default();
    zone && (region == "us-east-1" || is_region(region))
}
