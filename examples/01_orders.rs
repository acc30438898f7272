//! A network, and a bucket that outlives its stack: the README's example.
//!
//! `cargo run --example 01_orders -- synth` writes both backends to `dist/`.

use formwork::{App, Parameter, Stack, availability_zones, aws, text};

/// One system of one stack.
pub fn app() -> App {
    let mut stack = Stack::new("orders");
    let stage = stack.parameter("Stage", Parameter::string().allowed(["dev", "prod"]).default("dev"));

    let vpc = stack.add("Vpc", aws::ec2::Vpc::new().cidr_block("10.20.0.0/16").enable_dns_hostnames(true));
    let zone = availability_zones().select(0);
    stack.add("Private", aws::ec2::Subnet::new(&vpc).cidr_block("10.20.0.0/20").availability_zone(zone));

    let exports = stack.add("Exports", aws::s3::Bucket::new().bucket_name(text!("orders-exports-{}", &stage)));
    stack.retain(&exports);
    stack.output("ExportsArn", exports.arn());

    App::new("shop").stack(stack).tag("team", "orders")
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
