//! The addresses of Kubernetes services: none of the network's, and of a size that EKS takes.

use std::net::Ipv4Addr;

use crate::core::Scope;
use crate::diagnostic::Diagnostic;

/// What EKS takes by itself, in its own order. (EKS user guide, read 2026-11-20.)
const DEFAULTS: [&str; 2] = ["172.20.0.0/16", "10.100.0.0/16"];

/// The range that services get: the author's, or the first default that does not overlap the network.
pub(super) fn choose(given: Option<String>, network: Option<&str>, scope: &mut Scope<'_>) -> String {
    let network = network.and_then(parse);
    let Some(given) = given else {
        let free = |range: &&&str| !overlap(parse(range), network);
        return (*DEFAULTS.iter().find(free).unwrap_or(&DEFAULTS[0])).to_owned();
    };
    let range = parse(&given);
    if !range.is_some_and(|(_, prefix)| (12..=24).contains(&prefix)) {
        let message = format!("`{given}` is no range for Kubernetes services");
        let help = "EKS takes a private IPv4 block from /12 to /24, such as `172.20.0.0/16`";
        scope.problem(Diagnostic::error("invalid-format", message).help(help));
    } else if overlap(range, network) {
        let message = format!("the services' addresses `{given}` overlap those of the network");
        scope.problem(Diagnostic::error("invalid-combination", message).help("take a range outside the network's"));
    }
    given
}

fn parse(range: &str) -> Option<(u32, u32)> {
    let (address, prefix) = range.split_once('/')?;
    let prefix: u32 = prefix.parse().ok().filter(|prefix| *prefix <= 32)?;
    let address: Ipv4Addr = address.parse().ok()?;
    Some((u32::from(address), prefix))
}

fn overlap(one: Option<(u32, u32)>, other: Option<(u32, u32)>) -> bool {
    let (Some((one, a)), Some((other, b))) = (one, other) else { return false };
    let shift = 32 - a.min(b);
    one.checked_shr(shift).unwrap_or(0) == other.checked_shr(shift).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_overlap_where_one_holds_the_other() {
        let both = |one, other| overlap(parse(one), parse(other));
        assert!(both("10.0.0.0/8", "10.100.0.0/16"));
        assert!(both("172.20.4.0/24", "172.20.0.0/16"));
        assert!(!both("172.20.0.0/16", "172.21.0.0/16"));
        assert!(both("0.0.0.0/0", "172.21.0.0/16"));
    }
}
