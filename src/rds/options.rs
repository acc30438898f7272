//! What instances and clusters are told alike.

use crate::aws::ids::{KeyArn, VpcId};
use crate::core::Val;
use crate::ec2::{Subnets, VpcHandle};

use super::credentials::Credentials;
use super::engine::Engine;

/// How much of the database's load can be looked into.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Insights {
    /// Nothing.
    Off,
    /// Database Insights standard: the load of the last seven days.
    Standard,
    /// Database Insights advanced: 15 months, at a price for each processor.
    Advanced,
}

/// What instances and clusters are told alike.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) engine: Engine,
    pub(super) vpc: Val<VpcId>,
    pub(super) subnets: Subnets,
    pub(super) key: Option<Val<KeyArn>>,
    pub(super) credentials: Credentials,
    pub(super) database: Option<String>,
    pub(super) identifier: Option<String>,
    pub(super) class: Option<String>,
    pub(super) port: u16,
    pub(super) backup_days: u8,
    pub(super) windows: Option<(String, String)>,
    pub(super) extended_support: bool,
    pub(super) minor_upgrades: bool,
    pub(super) insights: Insights,
    pub(super) monitoring_seconds: u8,
    pub(super) parameters: Vec<(String, String)>,
    pub(super) logs: Option<Vec<String>>,
}

impl Options {
    pub(super) fn new(engine: Engine, vpc: &VpcHandle) -> Self {
        Options {
            port: engine.port(),
            engine,
            vpc: vpc.id(),
            subnets: vpc.isolated.clone(),
            key: None,
            credentials: Credentials::default(),
            database: None,
            identifier: None,
            class: None,
            backup_days: 14,
            windows: None,
            extended_support: false,
            minor_upgrades: true,
            insights: Insights::Standard,
            monitoring_seconds: 60,
            parameters: Vec::new(),
            logs: None,
        }
    }

    /// The logs that are sent to CloudWatch.
    pub(super) fn exported(&self) -> Vec<String> {
        match &self.logs {
            Some(logs) => logs.clone(),
            None => self.engine.logs().iter().map(|log| (*log).to_owned()).collect(),
        }
    }

    /// The engine's parameters with the author's own over them.
    pub(super) fn all_parameters(&self) -> Vec<(String, String)> {
        let own = |name: &str| self.parameters.iter().any(|(known, _)| known == name);
        let ours = self.engine.parameters().iter().filter(|(name, _)| !own(name));
        let ours = ours.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut all: Vec<(String, String)> = ours.chain(self.parameters.iter().cloned()).collect();
        all.sort();
        all
    }

    /// What happens when standard support ends; RDS asks it of some engines only.
    pub(super) fn lifecycle(&self) -> Option<&'static str> {
        self.engine.has_extended_support().then_some(match self.extended_support {
            true => "open-source-rds-extended-support",
            false => "open-source-rds-extended-support-disabled",
        })
    }
}

/// The setters that instances and clusters have alike.
macro_rules! shared_setters {
    () => {
        /// The subnets it stands in. Without it, the network's isolated ones.
        pub fn subnets(mut self, subnets: &crate::ec2::Subnets) -> Self {
            self.options.subnets = subnets.clone();
            self
        }

        /// The key that encrypts storage, backups, insights and the managed password. It can never be changed: another key
        /// makes another database. Without it, a key of the database's own.
        #[track_caller]
        pub fn key(mut self, key: impl crate::core::IntoVal<crate::aws::ids::KeyArn>) -> Self {
            self.options.key = Some(crate::core::Val::of(key));
            self
        }

        /// The first user and where its password lies. Without it, `dbadmin`, whose password RDS keeps and turns.
        pub fn credentials(mut self, credentials: super::Credentials) -> Self {
            self.options.credentials = credentials;
            self
        }

        /// The name of a first, empty database: letters, digits and underscores. It can never be changed. Without it, there
        /// is only what the engine itself begins with.
        pub fn database(mut self, name: impl Into<String>) -> Self {
            self.options.database = Some(name.into());
            self
        }

        /// Its name to RDS, 1 to 63 letters, digits and hyphens; log groups are then made beforehand and forget after 90
        /// days. Without it, AWS gives one, and RDS makes log groups that never forget.
        pub fn identifier(mut self, name: impl Into<String>) -> Self {
            self.options.identifier = Some(name.into());
            self
        }

        /// The port on which it listens. Without it, the engine's own.
        pub fn port(mut self, port: u16) -> Self {
            self.options.port = port;
            self
        }

        /// How many days it can be set back, 1 to 35. Without it, 14.
        pub fn backup_days(mut self, days: u8) -> Self {
            self.options.backup_days = days;
            self
        }

        /// When backups are made and when RDS may interrupt, in UTC, such as `02:00-03:00` and `sun:03:30-sun:04:30`; each
        /// half an hour or more, and apart. Without it, RDS chooses.
        pub fn windows(mut self, backup: impl Into<String>, maintenance: impl Into<String>) -> Self {
            self.options.windows = Some((backup.into(), maintenance.into()));
            self
        }

        /// Stays on the version when its standard support ends, for a price. Without it, RDS upgrades then. It counts only
        /// when the database is made.
        pub fn extended_support(mut self) -> Self {
            self.options.extended_support = true;
            self
        }

        /// Whether RDS installs minor versions in the maintenance window. Without it, it does.
        pub fn minor_upgrades(mut self, on: bool) -> Self {
            self.options.minor_upgrades = on;
            self
        }

        /// How much of its load can be looked into. Without it, the last seven days.
        pub fn insights(mut self, insights: super::Insights) -> Self {
            self.options.insights = insights;
            self
        }

        /// Seconds between two looks at the operating system: 1, 5, 10, 15, 30 or 60; 0 turns that off. Without it, 60.
        pub fn monitoring_seconds(mut self, seconds: u8) -> Self {
            self.options.monitoring_seconds = seconds;
            self
        }

        /// Sets a parameter of the engine. Without it, the engine's own, with TLS for everyone and statements that take a
        /// second or longer in the log.
        pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
            self.options.parameters.push((name.into(), value.into()));
            self
        }

        /// The logs that are sent to CloudWatch. Without it, those of the engine that say what went wrong: `postgresql` and
        /// `upgrade`, or `error` and `slowquery`.
        pub fn logs<L: Into<String>>(mut self, logs: impl IntoIterator<Item = L>) -> Self {
            self.options.logs = Some(logs.into_iter().map(Into::into).collect());
            self
        }
    };
}

pub(super) use shared_setters;
