//! What must hold is said once: held against the model at synthesis, and by `terraform test` against the plan.

use formwork::{App, S3State, Stack, aws};

/// A network and a database, their states in a bucket that the first root makes.
pub fn app() -> App {
    let mut state = Stack::new("state").local_state();
    let versioning = aws::s3::VersioningConfiguration::new("Enabled");
    let bucket = aws::s3::Bucket::new().bucket_name("orders-states").versioning_configuration(versioning.clone());
    let bucket = state.add("Bucket", bucket);
    state.expect(&bucket, "an old state can be restored", |it| it.versioning_configuration(versioning));

    let mut network = Stack::new("network");
    let vpc = network.add("Vpc", aws::ec2::Vpc::new().cidr_block("10.0.0.0/16"));
    let zones = [("A", "eu-west-1a", "10.0.0.0/20"), ("B", "eu-west-1b", "10.0.16.0/20")];
    let subnets = zones.map(|(letter, zone, block)| {
        network.add(&format!("Data{letter}"), aws::ec2::Subnet::new(&vpc).availability_zone(zone).cidr_block(block))
    });

    let mut data = Stack::new("data");
    let group = data.add("Subnets", aws::rds::DbSubnetGroup::new("Where the orders are", &subnets));
    let orders = aws::rds::DbInstance::new()
        .engine("postgres")
        .db_instance_class("db.t4g.medium")
        .allocated_storage("20")
        .db_subnet_group_name(&group)
        .master_username("orders")
        .manage_master_user_password(true)
        .storage_encrypted(true)
        .multi_az(true);
    let orders = data.add("Orders", orders);
    data.expect(&orders, "the database is encrypted", |it| it.storage_encrypted(true));
    data.expect(&orders, "it outlives a zone", |it| it.multi_az(true));

    App::new("orders").state(S3State::new("orders-states", "eu-west-1")).stack(state).stack(network).stack(data)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
