//! Engines, and what differs between them.

/// A database engine and its version: a major one such as `17`, of which RDS takes the newest minor one, or a whole one such
/// as `17.9`. Versions are judged by a dated table, see `explain unsupported-version`.
///
/// ```
/// use formwork::rds::Engine;
///
/// assert_eq!(Engine::postgres("17.9"), Engine::Postgres("17.9".to_owned()));
/// ```
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Engine {
    /// PostgreSQL.
    Postgres(String),
    /// MySQL.
    Mysql(String),
    /// MariaDB.
    Mariadb(String),
    /// Aurora with PostgreSQL's interface: clusters only.
    AuroraPostgres(String),
    /// Aurora with MySQL's interface: clusters only.
    AuroraMysql(String),
    /// Any other, of which nothing is checked.
    Other {
        /// Its name to RDS, such as `db2-se`.
        name: String,
        /// Its version.
        version: String,
        /// The family of its parameter groups, such as `db2-se-11.5`.
        family: String,
        /// The port on which it listens.
        port: u16,
    },
}

/// What is the same for every version of an engine. (RDS and Aurora user guides.)
struct Facts {
    name: &'static str,
    port: u16,
    /// How many numbers of a version are its major one.
    major: usize,
    /// The logs that are sent to CloudWatch.
    logs: &'static [&'static str],
    /// TLS for everyone, and slow statements in the log.
    parameters: &'static [(&'static str, &'static str)],
}

const POSTGRES: Facts = Facts {
    name: "postgres",
    port: 5432,
    major: 1,
    logs: &["postgresql", "upgrade"],
    parameters: &[("rds.force_ssl", "1"), ("log_min_duration_statement", "1000")],
};

const MYSQL: Facts = Facts {
    name: "mysql",
    port: 3306,
    major: 2,
    logs: &["error", "slowquery"],
    parameters: &[
        ("require_secure_transport", "1"),
        ("slow_query_log", "1"),
        ("long_query_time", "1"),
        ("log_output", "FILE"),
    ],
};

const MARIADB: Facts = Facts { name: "mariadb", ..MYSQL };

const AURORA_POSTGRES: Facts = Facts { name: "aurora-postgresql", logs: &["postgresql"], ..POSTGRES };

const AURORA_MYSQL: Facts = Facts {
    name: "aurora-mysql",
    // Aurora keeps its logs in files only.
    parameters: &[("require_secure_transport", "ON"), ("slow_query_log", "1"), ("long_query_time", "1")],
    ..MYSQL
};

impl Engine {
    /// PostgreSQL in a version such as `17`.
    pub fn postgres(version: impl Into<String>) -> Self {
        Engine::Postgres(version.into())
    }

    /// MySQL in a version such as `8.4`.
    pub fn mysql(version: impl Into<String>) -> Self {
        Engine::Mysql(version.into())
    }

    /// MariaDB in a version such as `11.8`.
    pub fn mariadb(version: impl Into<String>) -> Self {
        Engine::Mariadb(version.into())
    }

    /// Aurora with PostgreSQL's interface in a version such as `17`.
    pub fn aurora_postgres(version: impl Into<String>) -> Self {
        Engine::AuroraPostgres(version.into())
    }

    /// Aurora with MySQL's interface in a version such as `8.0`.
    pub fn aurora_mysql(version: impl Into<String>) -> Self {
        Engine::AuroraMysql(version.into())
    }

    fn facts(&self) -> Option<&'static Facts> {
        match self {
            Engine::Postgres(_) => Some(&POSTGRES),
            Engine::Mysql(_) => Some(&MYSQL),
            Engine::Mariadb(_) => Some(&MARIADB),
            Engine::AuroraPostgres(_) => Some(&AURORA_POSTGRES),
            Engine::AuroraMysql(_) => Some(&AURORA_MYSQL),
            Engine::Other { .. } => None,
        }
    }

    pub(super) fn name(&self) -> &str {
        match (self, self.facts()) {
            (_, Some(facts)) => facts.name,
            (Engine::Other { name, .. }, None) => name,
            (_, None) => "",
        }
    }

    pub(super) fn version(&self) -> &str {
        match self {
            Engine::Postgres(version)
            | Engine::Mysql(version)
            | Engine::Mariadb(version)
            | Engine::AuroraPostgres(version)
            | Engine::AuroraMysql(version)
            | Engine::Other { version, .. } => version,
        }
    }

    pub(super) fn is_aurora(&self) -> bool {
        matches!(self, Engine::AuroraPostgres(_) | Engine::AuroraMysql(_))
    }

    /// Whether RDS keeps it, for a price, when its standard support ends.
    pub(super) fn has_extended_support(&self) -> bool {
        !matches!(self, Engine::Mariadb(_) | Engine::Other { .. })
    }

    /// Whether its users can log in by IAM.
    pub(super) fn knows_iam(&self) -> bool {
        !matches!(self, Engine::Other { .. })
    }

    /// Whether RDS makes clusters of it whose standbys can be read.
    pub(super) fn has_readable_standbys(&self) -> bool {
        matches!(self, Engine::Postgres(_) | Engine::Mysql(_) | Engine::Other { .. })
    }

    /// The family of its parameter groups, such as `postgres17` or `mysql8.4`.
    pub(super) fn family(&self) -> String {
        match (self, self.facts()) {
            (_, Some(facts)) => {
                let major: Vec<&str> = self.version().split('.').take(facts.major).collect();
                format!("{}{}", facts.name, major.join("."))
            }
            (Engine::Other { family, .. }, None) => family.clone(),
            (_, None) => String::new(),
        }
    }

    pub(super) fn port(&self) -> u16 {
        match (self, self.facts()) {
            (_, Some(facts)) => facts.port,
            (Engine::Other { port, .. }, None) => *port,
            (_, None) => 0,
        }
    }

    pub(super) fn logs(&self) -> &'static [&'static str] {
        self.facts().map_or(&[], |facts| facts.logs)
    }

    pub(super) fn parameters(&self) -> &'static [(&'static str, &'static str)] {
        self.facts().map_or(&[], |facts| facts.parameters)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_made_of_major_versions() {
        let families = [
            (Engine::postgres("17"), "postgres17"),
            (Engine::postgres("17.9"), "postgres17"),
            (Engine::mysql("8.4.7"), "mysql8.4"),
            (Engine::mariadb("11.8"), "mariadb11.8"),
            (Engine::aurora_postgres("16.11"), "aurora-postgresql16"),
            (Engine::aurora_mysql("8.0.mysql_aurora.3.10.4"), "aurora-mysql8.0"),
        ];
        for (engine, family) in families {
            assert_eq!(engine.family(), family);
        }
    }
}
