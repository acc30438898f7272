//! See `docs/unordered-gateway.md`.

use super::{NAT, ROUTE, is_public_and_zonal};
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::{Reach, SUBNET};
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unordered-gateway", check);

const ATTACHMENT: &str = "AWS::EC2::VPCGatewayAttachment";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for route in system.all(ROUTE) {
        let Some(gateway) = reach.made(&route.value("GatewayId"), "AWS::EC2::InternetGateway") else { continue };
        let attachment = system.referring(ATTACHMENT, "InternetGatewayId", gateway).next();
        judge(route, attachment, findings);
    }
    for gateway in system.all(NAT).filter(|gateway| is_public_and_zonal(*gateway)) {
        let Some(subnet) = reach.made(&gateway.value("SubnetId"), SUBNET) else { continue };
        let Some(vpc) = reach.vpc_of(subnet) else { continue };
        // Whoever attaches a VPN gateway to the network attaches no way to the internet by it.
        let attachment = system.referring(ATTACHMENT, "VpcId", vpc).find(|one| !one.lacks("InternetGatewayId"));
        judge(gateway, attachment, findings);
    }
}

fn judge(user: Resource<'_>, attachment: Option<Resource<'_>>, findings: &mut Findings<'_>) {
    let Some(attachment) = attachment.filter(|attachment| user.address().stack == attachment.address().stack) else {
        return;
    };
    if user.awaited().has(attachment) {
        return;
    }
    let message = format!("`{}` does not wait for `{}`", user.path(), attachment.path());
    let help = format!("say `DependsOn: {}`", attachment.stack().id(attachment.address().index));
    findings.push(findings.of(user, message).help(help).with(attachment.origin(), "the attachment"));
}
