//! Databases of RDS and Aurora.

mod class_not_offered;
mod database_in_public_subnets;
mod impossible_storage;
mod insights_without_history;
mod invalid_database_name;
mod plain_connections;
mod public_database;
mod reserved_user;
mod retired_version;
mod short_backups;
mod single_zone_database;
mod too_few_zones;
mod two_passwords;
mod unencrypted_database;
mod unknown_log;
mod unprotected_database;
mod unverified_class;
mod zone_with_standby;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;
use crate::facts::rds_engines::{parts, table};
use crate::lint::{Resource, System};

pub(super) const FAMILY: Family = Family {
    title: "Databases",
    rules: &[
        class_not_offered::RULE,
        database_in_public_subnets::RULE,
        impossible_storage::RULE,
        insights_without_history::RULE,
        invalid_database_name::RULE,
        plain_connections::RULE,
        public_database::RULE,
        reserved_user::RULE,
        retired_version::RULE,
        short_backups::RULE,
        single_zone_database::RULE,
        too_few_zones::RULE,
        two_passwords::RULE,
        unencrypted_database::RULE,
        unknown_log::RULE,
        unprotected_database::RULE,
        unverified_class::RULE,
        zone_with_standby::RULE,
    ],
};

const CLUSTER: &str = "AWS::RDS::DBCluster";
const INSTANCE: &str = "AWS::RDS::DBInstance";
const SUBNETS: &str = "AWS::RDS::DBSubnetGroup";

/// What a database is made from, where it is not new: it takes much from there.
const ORIGINS: [&str; 11] = [
    "DBClusterSnapshotIdentifier",
    "DBSnapshotIdentifier",
    "GlobalClusterIdentifier",
    "ReplicationSourceIdentifier",
    "RestoreType",
    "SnapshotIdentifier",
    "SourceDBClusterIdentifier",
    "SourceDBInstanceAutomatedBackupsArn",
    "SourceDBInstanceIdentifier",
    "SourceDbClusterResourceId",
    "SourceDbiResourceId",
];

/// The databases: clusters, and instances that are surely in none.
fn databases(system: System<'_>) -> impl Iterator<Item = Resource<'_>> {
    system.all(CLUSTER).chain(instances(system))
}

/// The instances that are surely in no cluster.
fn instances(system: System<'_>) -> impl Iterator<Item = Resource<'_>> {
    let alone =
        |instance: &Resource<'_>| instance.lacks("DBClusterIdentifier") && !engine(*instance).starts_with("aurora");
    system.all(INSTANCE).filter(alone)
}

/// The engine; nothing where it is known only later.
fn engine(database: Resource<'_>) -> &str {
    database.text("Engine").unwrap_or_default()
}

/// Whether a database is surely new.
fn is_new(database: Resource<'_>) -> bool {
    ORIGINS.iter().all(|origin| database.lacks(origin))
}

/// Whether a database is surely one that should outlive a slip.
fn is_kept(database: Resource<'_>) -> bool {
    !database.stack().stack.target().disposable
}

/// How a class stands that is not in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// The engine has no class of this kind.
    Impossible,
    /// It may have come after the table.
    Unverified,
}

/// The classes that engines are not known to have: the resource, its engine, the class.
fn strange_classes(system: System<'_>, wanted: Class) -> Vec<(Resource<'_>, &str, &str)> {
    let mut found = Vec::new();
    for instance in system.all(INSTANCE) {
        let (engine, Some(class)) = (engine(instance), instance.text("DBInstanceClass")) else { continue };
        if table().offers(engine, class) == Some(false) && standing(engine, class) == wanted {
            found.push((instance, engine, class));
        }
    }
    found
}

fn standing(engine: &str, class: &str) -> Class {
    let (family, _) = parts(class);
    let aurora = engine.starts_with("aurora");
    let intel_only = ["db2", "oracle", "sqlserver"].iter().any(|name| engine.starts_with(name));
    let is_graviton = family.trim_start_matches(|letter: char| !letter.is_ascii_digit()).contains('g');
    let impossible = !class.starts_with("db.")
        || (aurora && family.starts_with('m'))
        || (!aurora && family == "serverless")
        || (intel_only && is_graviton);
    if impossible { Class::Impossible } else { Class::Unverified }
}
