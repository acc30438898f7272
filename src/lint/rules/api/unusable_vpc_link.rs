//! See `docs/unusable-vpc-link.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unusable-vpc-link", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for link in system.all("AWS::ApiGateway::VpcLink") {
        let Some(targets) = link.items("TargetArns") else { continue };
        let [target] = targets.as_slice() else {
            let message = format!("the link has {} targets; it takes exactly one", targets.len());
            findings.push(findings.at(link, "TargetArns", message).help("name one network load balancer"));
            continue;
        };
        let balancer =
            target.target().filter(|target| target.type_name() == "AWS::ElasticLoadBalancingV2::LoadBalancer");
        let Some(balancer) = balancer else { continue };
        let kind = if balancer.lacks("Type") { Some("application") } else { balancer.text("Type") };
        let Some(kind) = kind.filter(|kind| *kind != "network") else { continue };
        let message = format!("`{}` is of the type {kind}; the link takes a network load balancer", balancer.path());
        let help = "name one of `Type: network`, or take an `AWS::ApiGatewayV2::VpcLink`";
        findings.push(findings.on(link, target, message).help(help).with(balancer.origin(), "the load balancer"));
    }
}
