//! See `docs/network-without-dns.md`.

use super::CLUSTER;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Reach;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("network-without-dns", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for cluster in system.all(CLUSTER) {
        judge(cluster, "is a cluster", findings);
    }
    for endpoint in system.all("AWS::EC2::VPCEndpoint") {
        if endpoint.text("VpcEndpointType") == Some("Interface")
            && endpoint.flag("PrivateDnsEnabled", false) == Some(true)
        {
            judge(endpoint, "has private DNS names", findings);
        }
    }
}

fn judge(user: Resource<'_>, what: &str, findings: &mut Findings<'_>) {
    let Some(vpc) = Reach::of(user.system()).vpc_of(user) else { return };
    // EC2 turns support on by itself, and names off.
    let off = [("EnableDnsSupport", true), ("EnableDnsHostnames", false)];
    let off: Vec<&str> =
        off.iter().filter(|(name, default)| vpc.flag(name, *default) == Some(false)).map(|(name, _)| *name).collect();
    if off.is_empty() {
        return;
    }
    let message = format!("`{}` {what}, and `{}` has `{}` off", user.path(), vpc.path(), off.join("` and `"));
    let finding = findings.of(user, message).help(format!("set `{}: true` on the VPC", off.join(": true` and `")));
    findings.push(finding.with(vpc.origin(), "the VPC"));
}
