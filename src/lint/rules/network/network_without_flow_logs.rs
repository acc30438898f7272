//! See `docs/network-without-flow-logs.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::reach::VPC;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("network-without-flow-logs", check);

const LOGS: &str = "AWS::EC2::FlowLog";

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    if system.refers_unclearly(LOGS, "ResourceId") {
        return;
    }
    for vpc in system.all(VPC) {
        if system.referring(LOGS, "ResourceId", vpc).next().is_none() && !system.is_handed_out(vpc) {
            let message = format!("nothing records who talks to whom in `{}`", vpc.path());
            findings.push(findings.of(vpc, message).help("add an `AWS::EC2::FlowLog` of the VPC"));
        }
    }
}
