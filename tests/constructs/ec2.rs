//! Networks, groups and rules.

use formwork::{Stack, ec2};

use super::{both, snapshot};

/// A stack with one network at the caller's line.
#[track_caller]
fn network(spec: ec2::Vpc) -> Stack {
    let mut stack = Stack::new("network");
    stack.add("Network", spec);
    stack
}

#[test]
fn a_network_has_three_tiers_in_three_zones() {
    snapshot!("vpc", both(network(ec2::Vpc::new("10.0.0.0/16"))));
}
