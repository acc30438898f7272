//! A network: zones by name, private paths to AWS, groups that may talk, and a way in for people.

use formwork::ec2::{Allow, Bastion, Endpoint, Nat, Ports, SecurityGroup, Vpc};
use formwork::{App, Stack};

/// One network in two zones; a third zone changes no address of these.
pub fn app() -> App {
    let mut stack = Stack::new("network");
    let network = Vpc::new("10.20.0.0/16")
        .zones(["eu-west-1a", "eu-west-1b"])
        .nat(Nat::One)
        .endpoints([Endpoint::EcrApi, Endpoint::EcrDkr]);
    let vpc = stack.add("Network", network);

    // Nobody talks to anybody until a rule says so; the rule stands beside both groups.
    let web = stack.add("Web", SecurityGroup::new(&vpc).description("the web servers"));
    let cache = stack.add("Cache", SecurityGroup::new(&vpc).description("the cache").no_outbound());
    stack.add("WebToCache", Allow::from(&web).to_ports(&cache, Ports::tcp(6379)));
    stack.add("InternetToWeb", Allow::from_cidr("0.0.0.0/0").to_ports(&web, Ports::tcp(443)));

    // No key, no public address, no open port: `aws ssm start-session`.
    let bastion = stack.add("Bastion", Bastion::new(&vpc));
    stack.add("BastionToCache", Allow::from(&bastion).to_ports(&cache, Ports::tcp(6379)));

    stack.output("VpcId", vpc.id());
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
