//! The parts that instances and clusters have alike.

use crate::aws::ids::{KeyArn, RoleArn, SecretArn};
use crate::aws::rds as l1;
use crate::aws::{kms as l1_kms, secretsmanager as l1_secrets};
use crate::core::{Handle, Scope, Secret, Val, account_id, partition, region};
use crate::iam::Statement;
use crate::secretsmanager::{self, Generated, SecretHandle, SecretRef};
use crate::{ec2, iam, kms, logs, text};

use super::credentials::Password;
use super::options::Options;

/// Days after which an entry of a log goes.
const LOG_DAYS: u16 = 90;

/// What stands around a database.
pub(super) struct Parts {
    pub(super) key: Val<KeyArn>,
    pub(super) own_key: Option<Handle<l1_kms::Key>>,
    pub(super) subnets: Handle<l1::DbSubnetGroup>,
    pub(super) group: ec2::SecurityGroupHandle,
    pub(super) monitoring: Option<Val<RoleArn>>,
    pub(super) generated: Option<SecretHandle>,
}

impl Options {
    pub(super) fn parts(&self, scope: &mut Scope<'_>) -> Parts {
        let name = scope.display_name();
        let own_key = match self.key {
            Some(_) => None,
            None => Some(scope.add("Key", kms::Key::new().description(format!("Database {name}")))),
        };
        let key = match (&self.key, &own_key) {
            (Some(key), _) => key.clone(),
            (None, Some(own)) => own.arn(),
            (None, None) => KeyArn::literal(""),
        };
        let about = format!("Where {name} stands");
        let subnets = scope.add("Subnets", l1::DbSubnetGroup::new(about, &self.subnets));
        let about = format!("Database {name}");
        let group = scope.add("SecurityGroup", ec2::SecurityGroup::new(&self.vpc).description(about).no_outbound());
        let monitoring = (self.monitoring_seconds > 0).then(|| {
            let role = iam::Role::for_service("monitoring.rds.amazonaws.com")
                .managed("service-role/AmazonRDSEnhancedMonitoringRole");
            scope.add("MonitoringRole", role).arn()
        });
        let generated = matches!(self.credentials.password, Password::Generated).then(|| {
            // RDS refuses these in a password.
            let login = Generated::password().without("\"@/\\ '");
            let login = login.within("password", [("username", self.credentials.user.as_str())]);
            let secret = secretsmanager::Secret::generated(login).description(format!("Login of {name}")).key(&key);
            scope.add("Secret", secret)
        });
        Parts { key, own_key, subnets, group, monitoring, generated }
    }

    /// Log groups that forget: RDS would make groups that never do. It writes into those that are there.
    pub(super) fn log_groups(&self, kind: &str, scope: &mut Scope<'_>) -> Vec<Handle<crate::aws::logs::LogGroup>> {
        let Some(identifier) = &self.identifier else { return Vec::new() };
        let groups = self.exported().into_iter().map(|log| {
            let group = logs::LogGroup::new().name(format!("/aws/rds/{kind}/{identifier}/{log}"));
            scope.add(&format!("Log-{log}"), group.retention_days(LOG_DAYS))
        });
        groups.collect()
    }

    /// The password, where it is not RDS's own affair.
    pub(super) fn password(&self, parts: &Parts) -> Option<Val<Secret>> {
        match (&self.credentials.password, &parts.generated) {
            (Password::Imported(secret), _) => Some(secret.member("password")),
            (_, Some(secret)) => Some(secret.reference().member("password")),
            _ => None,
        }
    }

    /// The secret with the password, as others see it; `managed` is the one that RDS keeps.
    pub(super) fn secret(&self, parts: &Parts, managed: Val<SecretArn>, scope: &mut Scope<'_>) -> SecretRef {
        match (&self.credentials.password, &parts.generated) {
            (Password::Imported(secret), _) => secret.clone(),
            (_, Some(secret)) => secret.reference(),
            (Password::Managed(turn), None) => {
                if let Some(days) = turn {
                    let rules = l1_secrets::RotationRules::new().automatically_after_days(*days);
                    scope.add("Rotation", l1_secrets::RotationSchedule::new(&managed).rotation_rules(rules));
                }
                SecretRef::new(managed).key(&parts.key)
            }
            (Password::Generated, None) => SecretRef::new(managed),
        }
    }

    /// The engine's parameters as a group takes them.
    pub(super) fn parameter_document(&self) -> serde_json::Value {
        let parameters = self.all_parameters().into_iter();
        parameters.map(|(name, value)| (name, serde_json::Value::String(value))).collect()
    }
}

/// What handles of instances and clusters are alike: a side of an `Allow`, a port, a login that can be read.
macro_rules! database {
    ($handle:ident) => {
        impl $handle {
            /// The port on which it listens.
            #[must_use]
            pub fn port(&self) -> u16 {
                self.port
            }
        }

        impl crate::ec2::Peer for $handle {
            fn security_group(&self) -> crate::core::Val<crate::aws::ids::SecurityGroupId> {
                self.security_group.security_group()
            }

            fn restricts_outbound(&self) -> bool {
                self.security_group.restricts_outbound()
            }
        }

        impl crate::ec2::Listens for $handle {
            fn ports(&self) -> Vec<crate::ec2::Ports> {
                vec![crate::ec2::Ports::tcp(self.port)]
            }
        }

        /// To read a database's login is to read its secret.
        impl crate::iam::Readable for $handle {
            fn read(&self) -> Vec<crate::iam::Statement> {
                self.secret.read()
            }
        }
    };
}
pub(super) use database;

/// The least that a user of the database with IAM authentication takes: a token for that user.
pub(super) fn connect(resource: &Val<String>, user: &str) -> Vec<Statement> {
    let user = text!("arn:{}:rds-db:{}:{}:dbuser:{}/{}", partition(), region(), account_id(), resource, user);
    vec![Statement::allow(["rds-db:connect"]).on([user])]
}
