//! See `docs/unordered-gateway.md`.

use super::{NAT, ROUTE, is_public_and_zonal};
use crate::core::Address;
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
    if waits(user, attachment.address().index) {
        return;
    }
    let message = format!("`{}` does not wait for `{}`", user.path(), attachment.path());
    let help = format!("say `DependsOn: {}`", attachment.stack().id(attachment.address().index));
    findings.push(findings.of(user, message).help(help).with(attachment.origin(), "the attachment"));
}

/// Whether something is made after another of its stack, by whatever way.
fn waits(user: Resource<'_>, wanted: u32) -> bool {
    let stack = user.stack();
    let mut seen = vec![user.address().index];
    let mut at = 0;
    while let Some(index) = seen.get(at).copied() {
        if index == wanted {
            return true;
        }
        let after = stack.stack.resources().get(index as usize).map_or(&[][..], |placed| placed.after());
        let after = after.iter().filter(|other: &&Address| stack.owns(**other)).map(|other| other.index);
        for next in after.chain(stack.references(index).iter().copied()) {
            if !seen.contains(&next) {
                seen.push(next);
            }
        }
        at += 1;
    }
    false
}
