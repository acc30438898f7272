//! See `docs/open-database.md`.

use super::report_open;
use crate::lint::builtin::BuiltIn;
use crate::lint::reach::Ports;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("open-database", check);

/// Ports on which databases, caches and brokers listen by themselves. (RDS, ElastiCache, MSK, Redshift, DocumentDB and
/// OpenSearch guides.)
const PORTS: [(i64, &str); 11] = [
    (1433, "SQL Server (port 1433)"),
    (1521, "Oracle (port 1521)"),
    (3306, "MySQL (port 3306)"),
    (5432, "PostgreSQL (port 5432)"),
    (5439, "Redshift (port 5439)"),
    (6379, "Redis (port 6379)"),
    (9092, "Kafka (port 9092)"),
    (9200, "Elasticsearch (port 9200)"),
    (11211, "Memcached (port 11211)"),
    (27017, "MongoDB (port 27017)"),
    (50000, "Db2 (port 50000)"),
];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    report_open(system, findings, what, "name the security group of those who use it");
}

fn what(ports: Ports) -> Option<&'static str> {
    ports.protocol?;
    PORTS.iter().find(|(port, _)| ports.cover(Ports::tcp(*port))).map(|(_, what)| *what)
}
