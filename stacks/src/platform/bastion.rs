//! The way to the database for people.

use formwork::ec2::{self, Allow};
use formwork::{Environment, Stack, rds};

use super::Settings;
use super::network::Network;

pub(super) fn bastion(env: &Environment<Settings>, network: &Network, database: &rds::InstanceHandle) -> Stack {
    let mut stack = Stack::in_env("bastion", env).description("The way to the database for people");
    let bastion = stack.add("Bastion", ec2::Bastion::new(&network.vpc));
    stack.add("BastionToDatabase", Allow::from(&bastion).to(database));
    stack.output("BastionId", bastion.id()).description("The target of `aws ssm start-session`");
    stack
}
