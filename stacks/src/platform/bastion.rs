//! The way to the database for people.

use formwork::aws::iam::ManagedPolicy;
use formwork::ec2::{self, Allow};
use formwork::iam::{Policy, Statement};
use formwork::{Environment, Stack, account_id, partition, rds, region, text};

use super::Settings;
use super::network::Network;

/// Forwards a port of the caller's machine through the bastion. Systems Manager records who opened which session; what
/// passes through is the database's own affair.
const FORWARD: &str = "AWS-StartPortForwardingSessionToRemoteHost";

pub(super) fn bastion(env: &Environment<Settings>, network: &Network, database: &rds::InstanceHandle) -> Stack {
    let mut stack = Stack::in_env("bastion", env).description("The way to the database for people");
    let bastion = stack.add("Bastion", ec2::Bastion::new(&network.vpc));
    stack.add("BastionToDatabase", Allow::from(&bastion).to(database));

    let operators = ManagedPolicy::new(operators(&bastion)).description("To the platform's database, by the bastion");
    let operators = stack.add("Operators", operators);

    stack.output("BastionId", bastion.id()).description("The target of `aws ssm start-session`");
    stack.output("OperatorsPolicyArn", &operators).description("For whoever may reach the database");
    stack
}

/// Forwarding ports through this machine, and nothing else: no shell on it, no other machine.
fn operators(bastion: &ec2::BastionHandle) -> Policy {
    let machine = text!("arn:{}:ec2:{}:{}:instance/{}", partition(), region(), account_id(), bastion.id());
    let document = text!("arn:{}:ssm:{}::document/{}", partition(), region(), FORWARD);
    let own = text!("arn:{}:ssm:{}:{}:session/${aws:userid}-*", partition(), region(), account_id());
    Policy::new()
        // Without the condition, a caller who names no document gets a shell.
        .statement(Statement::allow(["ssm:StartSession"]).on([machine, document]).when(
            "BoolIfExists",
            "ssm:SessionDocumentAccessCheck",
            "true",
        ))
        .statement(Statement::allow(["ssm:ResumeSession", "ssm:TerminateSession"]).on([own]))
}
