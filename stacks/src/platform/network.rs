//! The network that everything stands in.

use formwork::{Environment, Stack, ec2};

use super::Settings;

/// What the other roots use of it.
pub(super) struct Network {
    pub(super) vpc: ec2::VpcHandle,
}

pub(super) fn network(env: &Environment<Settings>) -> (Stack, Network) {
    let mut stack = Stack::in_env("network", env).description("The platform's network");
    let vpc = stack.add("Network", ec2::Vpc::new(&env.network.cidr).zones(env.network.zones.clone()));
    (stack, Network { vpc })
}
