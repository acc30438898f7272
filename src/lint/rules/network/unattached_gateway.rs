//! See `docs/unattached-gateway.md`.

use super::ROUTE;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unattached-gateway", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    let reach = Reach::of(system);
    for route in system.all(ROUTE) {
        let Some(gateway) = reach.made(&route.value("GatewayId"), "AWS::EC2::InternetGateway") else { continue };
        let Some(table) = reach.made(&route.value("RouteTableId"), "AWS::EC2::RouteTable") else { continue };
        if reach.is_attached(gateway, &table.value("VpcId")) == Some(false) {
            let message = format!("`{}` is not attached to the network of `{}`", gateway.path(), table.path());
            let finding = findings.at(route, "GatewayId", message);
            let finding = finding.help("attach it with an `AWS::EC2::VPCGatewayAttachment`, or route to another");
            findings.push(finding.with(gateway.origin(), "the gateway"));
        }
    }
}
