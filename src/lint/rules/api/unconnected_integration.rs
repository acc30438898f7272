//! See `docs/unconnected-integration.md`.

use super::METHOD;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unconnected-integration", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    const LINK: &str = "Integration/ConnectionId";
    for method in system.all(METHOD).filter(|method| method.text("Integration/ConnectionType") == Some("VPC_LINK")) {
        let link = method.target(LINK).filter(|link| link.type_name() == "AWS::ApiGatewayV2::VpcLink");
        let finding = match link {
            _ if method.lacks(LINK) => {
                let message = "`ConnectionType: VPC_LINK` without a `ConnectionId`";
                findings.at(method, "Integration/ConnectionType", message).help("name the VPC link")
            }
            Some(link) if method.lacks("Integration/IntegrationTarget") => {
                let message = format!("`{}` leads into a VPC, and nothing says to which load balancer", link.path());
                let help = "set `IntegrationTarget` to the load balancer's ARN";
                findings.at(method, LINK, message).help(help).with(link.origin(), "the link")
            }
            _ => continue,
        };
        findings.push(finding);
    }
}
