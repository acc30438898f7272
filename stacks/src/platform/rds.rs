//! The database.

use formwork::ec2::Allow;
use formwork::{Environment, Stack, rds};

use super::Settings;
use super::cluster::Cluster;
use super::network::Network;
use super::{id_of, watch};

/// Every cluster reaches it; adding one adds a rule here.
pub(super) fn rds(
    env: &Environment<Settings>,
    network: &Network,
    clusters: &[Cluster],
) -> (Stack, rds::InstanceHandle) {
    let mut stack = Stack::in_env("rds", env).description("The database");
    let settings = &env.database;
    let spec = rds::Instance::new(rds::Engine::postgres("17"), &network.vpc)
        .class(&settings.class)
        .storage(settings.storage)
        .storage_up_to(settings.max_storage);
    let spec = if settings.multi_az { spec } else { spec.single_zone() };
    let database = stack.add("Database", spec);

    for Cluster { name, cluster, .. } in clusters {
        stack.add(&id_of("From", name), Allow::from(cluster).to(&database));
    }
    watch::database(&mut stack, &database, &network.on_call);

    stack.expect(&database.instance, "the database is encrypted", |it| it.storage_encrypted(true));
    stack.expect(&database.instance, "nobody reaches the database from the internet", |it| {
        it.publicly_accessible(false)
    });
    stack.expect(&database.instance, "no person knows the database's password", |it| {
        it.manage_master_user_password(true)
    });
    if settings.multi_az {
        stack.expect(&database.instance, "the database outlives a zone", |it| it.multi_az(true));
    }
    (stack, database)
}
