//! The network that everything else stands in.

use formwork::{Environment, Stack, ec2};

use crate::Settings;

/// Public, private and isolated subnets in two zones.
pub fn stack(env: &Environment<Settings>) -> (Stack, ec2::VpcHandle) {
    let mut stack =
        Stack::in_env("network", env).description("The network that everything else stands in");
    let vpc = stack.add(
        "Network",
        ec2::Vpc::new(&env.cidr).zones(["eu-west-1a", "eu-west-1b"]),
    );
    stack.output("VpcId", vpc.id());
    (stack, vpc)
}
