//! Two stacks: a handle used in another stack is the cross-stack reference.
//!
//! CloudFormation gets an export and an import, Terraform an output and, without a shared state, a variable.

use formwork::{App, Stack, aws};

/// The network, and the services that stand in it.
pub fn app() -> App {
    let mut network = Stack::new("network");
    let vpc = network.add("Vpc", aws::ec2::Vpc::new().cidr_block("10.20.0.0/16"));

    let mut services = Stack::new("services");
    let group = aws::ec2::SecurityGroup::new("what the orders service may talk to").vpc_id(&vpc);
    services.add("Orders", group);

    // The order of the stacks follows from the reference, not from these two lines.
    App::new("shop").stack(services).stack(network)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
