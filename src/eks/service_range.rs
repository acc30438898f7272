//! The addresses of Kubernetes services: none of the network's, and of a size that EKS takes.

use crate::core::Scope;
use crate::diagnostic::Diagnostic;
use crate::ec2::VpcHandle;
use crate::net::Block;

/// What EKS takes by itself, in its own order. (EKS API reference, `KubernetesNetworkConfigRequest`, read 2026-11-20.)
const DEFAULTS: [&str; 2] = ["172.20.0.0/16", "10.100.0.0/16"];

/// The range that services get: the author's, or the first default that does not overlap the network.
pub(super) fn choose(given: Option<String>, vpc: &VpcHandle, scope: &mut Scope<'_>) -> String {
    let block = |text: &str| Block::around(text).ok();
    let network = vpc.cidr().node().as_str().and_then(block);
    let Some(given) = given else {
        let free = |range: &&&str| !overlap(block(range), network);
        return (*DEFAULTS.iter().find(free).unwrap_or(&DEFAULTS[0])).to_owned();
    };
    let range = block(&given);
    // Its size, and whether it overlaps a network that is made here, are for a rule to judge, of every cluster.
    if range.is_none() {
        let message = format!("`{given}` is no range for Kubernetes services");
        let help = "EKS takes a private IPv4 block from /12 to /24, such as `172.20.0.0/16`";
        scope.problem(Diagnostic::error("invalid-format", message).help(help));
    } else if vpc.resource().is_none() && overlap(range, network) {
        let message = format!("the services' addresses `{given}` overlap those of the network");
        scope.problem(Diagnostic::error("invalid-combination", message).help("take a range outside the network's"));
    }
    given
}

fn overlap(one: Option<Block>, other: Option<Block>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.overlaps(other))
}
