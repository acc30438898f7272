//! Clusters: a writer and standbys that can be read, or Aurora.

use crate::aws::ids::DbClusterIdentifier;
use crate::aws::{kms as l1_kms, rds as l1};
use crate::core::{Construct, Handle, IntoVal, Node, Scope, Val};
use crate::diagnostic::Diagnostic;
use crate::ec2::{SecurityGroupHandle, VpcHandle};
use crate::iam::Statement;
use crate::secretsmanager::{SecretHandle, SecretRef};

use super::engine::Engine;
use super::options::{Insights, Options, shared_setters};
use super::parts::{self, Parts, database};

/// The classes of clusters that nobody chose one for: Graviton, two processors. Multi-AZ clusters want disks of their own.
const MULTI_AZ_CLASS: &str = "db.m6gd.large";
const AURORA_CLASS: &str = "db.r7g.large";

/// A cluster: a writer and two standbys that can be read, in three zones; with an Aurora engine, instances over one shared
/// volume.
///
/// The rest is as with [`Instance`](super::Instance), except that users of Multi-AZ clusters do not log in by IAM.
///
/// ```
/// use formwork::{Stack, ec2, rds};
///
/// let mut stack = Stack::new("orders");
/// let vpc = stack.add("Network", ec2::Vpc::new("10.0.0.0/16"));
/// let database = stack.add("Database", rds::Cluster::new(rds::Engine::postgres("17"), &vpc).storage(400));
/// stack.output("Writer", database.endpoint());
/// stack.output("Readers", database.read_endpoint());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone, Debug)]
pub struct Cluster {
    options: Options,
    storage: u32,
    operations: u32,
    instances: u8,
}

/// A cluster and what stands around it.
#[derive(Clone, Debug)]
pub struct ClusterHandle {
    /// The cluster.
    pub cluster: Handle<l1::DbCluster>,
    /// Its instances, where the engine is Aurora.
    pub instances: Vec<Handle<l1::DbInstance>>,
    /// The secret with the first user's login.
    pub secret: SecretRef,
    /// The group that its clients are let into.
    pub security_group: SecurityGroupHandle,
    /// Its parameters.
    pub parameters: Handle<l1::DbClusterParameterGroup>,
    /// Where it stands.
    pub subnet_group: Handle<l1::DbSubnetGroup>,
    /// Its key, where it has one of its own.
    pub key: Option<Handle<l1_kms::Key>>,
    /// The secret, where it was made beside the cluster.
    pub generated: Option<SecretHandle>,
    port: u16,
}

impl Cluster {
    /// A cluster of an engine, in a network's isolated subnets.
    pub fn new(engine: Engine, vpc: &VpcHandle) -> Self {
        Cluster { options: Options::new(engine, vpc), storage: 100, operations: 3_000, instances: 2 }
    }

    /// Its class. Without it, `db.m6gd.large`, and `db.r7g.large` with Aurora.
    pub fn class(mut self, class: impl Into<String>) -> Self {
        self.options.class = Some(class.into());
        self
    }

    /// Its storage in GiB, 20 to 65,536; Aurora's grows by itself and is not said. Without it, 100.
    pub fn storage(mut self, gib: u32) -> Self {
        self.storage = gib;
        self
    }

    /// Its operations a second; Aurora's are not said. Without it, 3,000, which come with gp3 storage below 400 GiB; from
    /// 400 GiB on, 12,000 or more.
    pub fn operations(mut self, each_second: u32) -> Self {
        self.operations = each_second;
        self
    }

    /// How many instances an Aurora cluster has, 1 to 16; the first one writes. Without it, 2.
    pub fn instances(mut self, count: u8) -> Self {
        self.instances = count;
        self
    }

    shared_setters!();

    fn check(&mut self, scope: &mut Scope<'_>) {
        let aurora = self.options.engine.is_aurora();
        self.options.check(if aurora { 2 } else { 3 }, scope);
        if !aurora && !self.options.engine.has_readable_standbys() {
            let message = format!("RDS makes no clusters of {}", self.options.engine.name());
            let help = "make it an instance with a standby: `rds::Instance::new`";
            scope.problem(Diagnostic::error("invalid-combination", message).help(help));
        }
        if !(20..=65_536).contains(&self.storage) {
            let message = format!("the cluster is to have {} GiB; RDS takes 20 to 65,536", self.storage);
            scope.problem(Diagnostic::error("value-out-of-range", message).help("say 100, or leave it out"));
        }
        if aurora && !(1..=16).contains(&self.instances) {
            let message = format!("the cluster is to have {} instances; Aurora takes 1 to 16", self.instances);
            scope.problem(Diagnostic::error("value-out-of-range", message).help("say 2, or leave it out"));
        }
    }

    /// Below 400 GiB gp3 storage has 3,000 operations, from there on at least 12,000.
    fn operations_of_size(&self) -> u32 {
        if self.storage < 400 { self.operations } else { self.operations.max(12_000) }
    }

    fn resource(
        &self,
        parts: &Parts,
        parameters: &Handle<l1::DbClusterParameterGroup>,
        disposable: bool,
    ) -> l1::DbCluster {
        let options = &self.options;
        let mut it = l1::DbCluster::new()
            .engine(options.engine.name())
            .engine_version(options.engine.version())
            .db_subnet_group_name(&parts.subnets)
            .vpc_security_group_ids([&parts.group])
            .port(options.port)
            .storage_encrypted(true)
            .kms_key_id(&parts.key)
            .db_cluster_parameter_group_name(parameters)
            .backup_retention_period(options.backup_days)
            .copy_tags_to_snapshot(true)
            .deletion_protection(!disposable)
            .enable_cloudwatch_logs_exports(options.exported())
            .master_username(&options.credentials.user);
        it = match options.engine.is_aurora() {
            true => it.enable_iam_database_authentication(true),
            false => self.multi_az(it, parts),
        };
        if let Some(name) = &options.database {
            it = it.database_name(name);
        }
        if let Some(lifecycle) = options.lifecycle() {
            it = it.engine_lifecycle_support(lifecycle);
        }
        if let Some((backup, maintenance)) = &options.windows {
            it = it.preferred_backup_window(backup).preferred_maintenance_window(maintenance);
        }
        if let Some(name) = &options.identifier {
            it = it.db_cluster_identifier(name);
        }
        match options.password(parts) {
            Some(password) => it.master_user_password(password),
            None => it
                .manage_master_user_password(true)
                .master_user_secret(l1::MasterUserSecret::new().kms_key_id(&parts.key)),
        }
    }

    /// What Multi-AZ clusters say of themselves, and Aurora's instances each for itself.
    fn multi_az(&self, it: l1::DbCluster, parts: &Parts) -> l1::DbCluster {
        let options = &self.options;
        let mut it = it
            .db_cluster_instance_class(options.class.as_deref().unwrap_or(MULTI_AZ_CLASS))
            .allocated_storage(self.storage)
            .storage_type("gp3")
            .iops(self.operations_of_size())
            .monitoring_interval(options.monitoring_seconds);
        if let Some(role) = &parts.monitoring {
            it = it.monitoring_role_arn(role);
        }
        let (mode, days) = match options.insights {
            Insights::Off => return it.performance_insights_enabled(false),
            Insights::Standard => ("standard", 7),
            Insights::Advanced => ("advanced", 465),
        };
        it.database_insights_mode(mode)
            .performance_insights_enabled(true)
            .performance_insights_retention_period(days)
            .performance_insights_kms_key_id(&parts.key)
    }

    /// An instance of an Aurora cluster.
    fn member(&self, cluster: &Handle<l1::DbCluster>, parts: &Parts) -> l1::DbInstance {
        let options = &self.options;
        let mut it = l1::DbInstance::new()
            .db_cluster_identifier(cluster)
            .engine(options.engine.name())
            .db_instance_class(options.class.as_deref().unwrap_or(AURORA_CLASS))
            .db_subnet_group_name(&parts.subnets)
            .publicly_accessible(false)
            .auto_minor_version_upgrade(options.minor_upgrades)
            .monitoring_interval(options.monitoring_seconds);
        if let Some(role) = &parts.monitoring {
            it = it.monitoring_role_arn(role);
        }
        match options.insights {
            Insights::Off => it.enable_performance_insights(false),
            Insights::Standard | Insights::Advanced => {
                it.enable_performance_insights(true).performance_insights_kms_key_id(&parts.key)
            }
        }
    }
}

impl Construct for Cluster {
    type Handle = ClusterHandle;

    fn build(mut self, scope: &mut Scope<'_>) -> ClusterHandle {
        self.check(scope);
        let parts = self.options.parts(scope);
        let name = scope.display_name();
        let (about, family) = (format!("Parameters of {name}"), self.options.engine.family());
        let group = l1::DbClusterParameterGroup::new(about, family, self.options.parameter_document());
        let parameters = scope.add("Parameters", group);
        let log_groups = self.options.log_groups("cluster", scope);
        let cluster = self.resource(&parts, &parameters, scope.is_disposable()).build(scope);
        for group in log_groups {
            scope.stack().order(&cluster).after(&group);
        }
        scope.keep_snapshot(&cluster);
        scope.stack().tag_on(&cluster, "Name", name);
        let count = if self.options.engine.is_aurora() { self.instances } else { 0 };
        let instances = (1..=count).map(|number| {
            let member = scope.add(&format!("Instance{number}"), self.member(&cluster, &parts));
            // Its data is the cluster's.
            scope.stack().discard(&member);
            member
        });
        let instances = instances.collect();
        let secret = self.options.secret(&parts, cluster.master_user_secret_secret_arn(), scope);
        ClusterHandle {
            cluster,
            instances,
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

impl ClusterHandle {
    /// The host of the writer.
    #[must_use]
    pub fn endpoint(&self) -> Val<String> {
        self.cluster.endpoint_address()
    }

    /// The host behind which the readers are.
    #[must_use]
    pub fn read_endpoint(&self) -> Val<String> {
        self.cluster.read_endpoint_address()
    }

    /// The least that logging in by IAM as a user of an Aurora database takes.
    #[must_use]
    pub fn connect(&self, user: &str) -> Vec<Statement> {
        parts::connect(&self.cluster.db_cluster_resource_id(), user)
    }
}

database!(ClusterHandle);

impl IntoVal<DbClusterIdentifier> for &ClusterHandle {
    fn into_node(self) -> Node {
        IntoVal::<DbClusterIdentifier>::into_node(self.cluster.db_cluster_identifier())
    }
}
