//! A database with a standby.

use crate::aws::ids::{DbInstanceIdentifier, DbSnapshotIdentifier};
use crate::aws::{kms as l1_kms, rds as l1};
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::ec2::{SecurityGroupHandle, VpcHandle};
use crate::iam::Statement;
use crate::secretsmanager::{SecretHandle, SecretRef};

use super::engine::Engine;
use super::options::{Insights, Options, shared_setters};
use super::parts::{self, Parts, database};

/// The class of a database that nobody chose one for: two processors of Graviton, 8 GiB.
const CLASS: &str = "db.m7g.large";

/// From this size on, a gp3 volume's operations and throughput can be chosen. (RDS user guide, "Amazon RDS DB instance
/// storage", read 2026-11-20.)
const CHOICE_FROM: u32 = 400;

/// A database: encrypted under a key of its own, with a standby in another zone, in subnets that nothing outside reaches.
///
/// RDS makes the first user's password, keeps it in Secrets Manager and turns it; users may also log in by IAM. Connections
/// take TLS. Backups are kept 14 days, storage grows by itself up to twice its size, slow statements and errors are logged, and the
/// load of the last seven days can be looked into. Nothing may connect until an [`Allow`](crate::ec2::Allow) says so. A
/// snapshot is left when the resource goes, and nobody can delete the database, unless the environment is disposable.
///
/// ```
/// use formwork::{Stack, ec2, iam, rds};
/// use formwork::iam::Grant;
///
/// let mut stack = Stack::new("orders");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let database = stack.add("Database", rds::Instance::new(rds::Engine::postgres("17"), &vpc)
///     .database("orders")
///     .storage(200));
///
/// let service = stack.add("Service", ec2::SecurityGroup::new(&vpc).description("The orders service"));
/// stack.add("ServiceToDatabase", ec2::Allow::from(&service).to(&database));
/// let role = stack.add("Role", iam::Role::for_pods());
/// stack.add("LogIn", Grant::of(database.connect("orders")).to(&role));
/// stack.output("Endpoint", database.endpoint());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Instance {
    options: Options,
    standby: bool,
    storage: u32,
    most_storage: Option<u32>,
    performance: Option<(u32, u32)>,
    snapshot: Option<Val<DbSnapshotIdentifier>>,
    major_upgrades: bool,
}

/// A database and what stands around it.
#[derive(Clone, Debug)]
pub struct InstanceHandle {
    /// The database.
    pub instance: Handle<l1::DbInstance>,
    /// The secret with the first user's login.
    pub secret: SecretRef,
    /// The group that its clients are let into.
    pub security_group: SecurityGroupHandle,
    /// Its parameters.
    pub parameters: Handle<l1::DbParameterGroup>,
    /// Where it stands.
    pub subnet_group: Handle<l1::DbSubnetGroup>,
    /// Its key, where it has one of its own.
    pub key: Option<Handle<l1_kms::Key>>,
    /// The secret, where it was made beside the database.
    pub generated: Option<SecretHandle>,
    port: u16,
}

impl Instance {
    /// A database of an engine, in a network's isolated subnets.
    pub fn new(engine: Engine, vpc: &VpcHandle) -> Self {
        Instance {
            options: Options::new(engine, vpc),
            standby: true,
            storage: 100,
            most_storage: None,
            performance: None,
            snapshot: None,
            major_upgrades: false,
        }
    }

    /// Its class, such as `db.r7g.xlarge`. Without it, `db.m7g.large`.
    pub fn class(mut self, class: impl Into<String>) -> Self {
        self.options.class = Some(class.into());
        self
    }

    /// Leaves out the standby: a zone that fails takes the database with it until the zone is back. Without it, RDS moves to
    /// the standby within a minute or two.
    pub fn single_zone(mut self) -> Self {
        self.standby = false;
        self
    }

    /// Its storage in GiB, 20 to 65,536. It can grow and never shrink. Without it, 100.
    pub fn storage(mut self, gib: u32) -> Self {
        self.storage = gib;
        self
    }

    /// How far its storage grows by itself, in GiB, at least a tenth above what it begins with. Without it, twice what it
    /// begins with.
    pub fn storage_up_to(mut self, gib: u32) -> Self {
        self.most_storage = Some(gib);
        self
    }

    /// Its operations a second, 12,000 to 64,000, and throughput in MiB a second, 500 to 4,000, of storage of 400 GiB or
    /// more. Without it, what comes with the size.
    pub fn performance(mut self, operations: u32, throughput: u32) -> Self {
        self.performance = Some((operations, throughput));
        self
    }

    /// Begins with a snapshot instead of an empty database; user and database are then the snapshot's. Another snapshot
    /// makes another database. Without it, it begins empty.
    #[track_caller]
    pub fn from_snapshot(mut self, snapshot: impl IntoVal<DbSnapshotIdentifier>) -> Self {
        self.snapshot = Some(Val::of(snapshot));
        self
    }

    /// Lets a change of the engine's version be one of major versions. Without it, RDS refuses that.
    pub fn major_upgrades(mut self) -> Self {
        self.major_upgrades = true;
        self
    }

    shared_setters!();

    fn check(&mut self, scope: &mut Scope<'_>) {
        self.options.check(2, scope);
        if self.options.engine.is_aurora() {
            let problem = Diagnostic::error("invalid-combination", "Aurora has no instances outside clusters");
            scope.problem(problem.help("make it a cluster: `rds::Cluster::new`"));
        }
        if let Some(most) = self.most_storage.filter(|most| most.saturating_mul(10) < self.storage.saturating_mul(11)) {
            let message = format!("storage begins with {} GiB and is to grow up to {most} GiB", self.storage);
            let help = format!("let it grow at least to {} GiB", self.storage.saturating_mul(11).div_ceil(10));
            scope.problem(Diagnostic::error("value-out-of-range", message).help(help));
        }
        let Some((operations, throughput)) = self.performance else { return };
        if self.storage >= CHOICE_FROM
            && !((12_000..=64_000).contains(&operations) && (500..=4_000).contains(&throughput))
        {
            let message = format!("RDS has no gp3 storage of {operations} operations and {throughput} MiB a second");
            let help = "take 12,000 to 64,000 operations and 500 to 4,000 MiB a second";
            scope.problem(Diagnostic::error("value-out-of-range", message).help(help));
        }
    }

    fn resource(&self, parts: &Parts, parameters: &Handle<l1::DbParameterGroup>, disposable: bool) -> l1::DbInstance {
        let options = &self.options;
        let class = options.class.as_deref().unwrap_or(CLASS);
        let most = self.most_storage.unwrap_or_else(|| self.storage.saturating_mul(2).min(65_536));
        let mut it = l1::DbInstance::new()
            .engine(options.engine.name())
            .engine_version(options.engine.version())
            .auto_minor_version_upgrade(options.minor_upgrades)
            .allow_major_version_upgrade(self.major_upgrades)
            .db_instance_class(class)
            .multi_az(self.standby)
            .db_subnet_group_name(&parts.subnets)
            .vpc_security_groups([&parts.group])
            .publicly_accessible(false)
            .port(options.port.to_string())
            .ca_certificate_identifier("rds-ca-rsa2048-g1")
            .storage_type("gp3")
            .allocated_storage(self.storage.to_string())
            .max_allocated_storage(most)
            .storage_encrypted(true)
            .kms_key_id(&parts.key)
            .enable_iam_database_authentication(options.engine.knows_iam())
            .db_parameter_group_name(parameters)
            .backup_retention_period(options.backup_days)
            .copy_tags_to_snapshot(true)
            .deletion_protection(!disposable)
            .enable_cloudwatch_logs_exports(options.exported())
            .monitoring_interval(options.monitoring_seconds);
        if let Some(role) = &parts.monitoring {
            it = it.monitoring_role_arn(role);
        }
        if let Some((operations, throughput)) = self.performance {
            it = it.iops(operations).storage_throughput(throughput);
        }
        if let Some(lifecycle) = options.lifecycle() {
            it = it.engine_lifecycle_support(lifecycle);
        }
        if let Some((backup, maintenance)) = &options.windows {
            it = it.preferred_backup_window(backup).preferred_maintenance_window(maintenance);
        }
        if let Some(name) = &options.identifier {
            it = it.db_instance_identifier(name);
        }
        self.login(insights(it, options.insights, parts), parts)
    }

    /// What a snapshot brings along may not be said again.
    fn login(&self, mut it: l1::DbInstance, parts: &Parts) -> l1::DbInstance {
        let options = &self.options;
        match &self.snapshot {
            Some(snapshot) => it = it.db_snapshot_identifier(snapshot),
            None => {
                it = it.master_username(&options.credentials.user);
                if let Some(name) = &options.database {
                    it = it.db_name(name);
                }
            }
        }
        match options.password(parts) {
            Some(password) => it.master_user_password(password),
            None => it
                .manage_master_user_password(true)
                .master_user_secret(l1::MasterUserSecret::new().kms_key_id(&parts.key)),
        }
    }
}

fn insights(it: l1::DbInstance, insights: Insights, parts: &Parts) -> l1::DbInstance {
    let (mode, days) = match insights {
        Insights::Off => return it.enable_performance_insights(false),
        Insights::Standard => ("standard", 7),
        Insights::Advanced => ("advanced", 465),
    };
    it.database_insights_mode(mode)
        .enable_performance_insights(true)
        .performance_insights_retention_period(days)
        .performance_insights_kms_key_id(&parts.key)
}

impl Construct for Instance {
    type Handle = InstanceHandle;

    fn build(mut self, scope: &mut Scope<'_>) -> InstanceHandle {
        self.check(scope);
        let parts = self.options.parts(scope);
        let name = scope.display_name();
        let group = l1::DbParameterGroup::new(format!("Parameters of {name}"), self.options.engine.family());
        let parameters = scope.add("Parameters", group.parameters(self.options.parameter_document()));
        let log_groups = self.options.log_groups("instance", scope);
        let instance = self.resource(&parts, &parameters, scope.is_disposable()).build(scope);
        for group in log_groups {
            scope.stack().order(&instance).after(&group);
        }
        scope.keep_snapshot(&instance);
        scope.stack().tag_on(&instance, "Name", name);
        let secret = self.options.secret(&parts, instance.master_user_secret_secret_arn(), scope);
        InstanceHandle {
            instance,
            secret,
            security_group: parts.group,
            parameters,
            subnet_group: parts.subnets,
            key: parts.own_key,
            generated: parts.generated,
            port: self.options.port,
        }
    }
}

impl InstanceHandle {
    /// The host to connect to; it stays the same when the standby takes over.
    #[must_use]
    pub fn endpoint(&self) -> Val<String> {
        self.instance.endpoint_address()
    }

    /// The least that logging in by IAM as a user of the database takes: `Grant::of(database.connect("orders")).to(&role)`.
    /// The user is made in the database itself: with PostgreSQL, `GRANT rds_iam TO orders`.
    #[must_use]
    pub fn connect(&self, user: &str) -> Vec<Statement> {
        parts::connect(&self.instance.dbi_resource_id(), user)
    }
}

database!(InstanceHandle);

impl IntoVal<DbInstanceIdentifier> for &InstanceHandle {
    fn into_node(self) -> Node {
        IntoVal::<DbInstanceIdentifier>::into_node(self.instance.db_instance_identifier())
    }
}
