//! Databases.

use formwork::iam::{Grant, Role};
use formwork::rds::{Cluster, Credentials, Engine, Insights, Instance};
use formwork::secretsmanager::SecretRef;
use formwork::{Environment, Stack, Target, aws, ec2, kms};

use super::{both, findings, refused, snapshot};

/// A network that stands already, with isolated subnets in as many zones.
fn network(zones: usize) -> ec2::VpcHandle {
    let ids = ["subnet-0a", "subnet-0b", "subnet-0c"].map(aws::SubnetId::literal);
    ec2::VpcHandle::imported(aws::VpcId::literal("vpc-0a1b2c3d4e5f60718"), "10.0.0.0/16")
        .with(ec2::Reach::Isolated, ids.into_iter().take(zones))
}

#[test]
fn an_instance_and_those_who_use_it() {
    let vpc = network(2);
    let mut stack = Stack::new("orders");
    let database = stack.add("Database", Instance::new(Engine::postgres("17"), &vpc).database("orders"));
    let service = stack.add("Service", ec2::SecurityGroup::new(&vpc).description("The orders service"));
    stack.add("ServiceToDatabase", ec2::Allow::from(&service).to(&database));
    let role = stack.add("Role", Role::for_pods());
    stack.add("LogIn", Grant::of(database.connect("orders")).to(&role));
    stack.add("ReadLogin", Grant::read(&database).to(&role));
    stack.output("Endpoint", database.endpoint());
    snapshot!("rds_instance", both(stack));
}

#[test]
fn every_knob_of_an_instance() {
    let vpc = network(3);
    let env = Environment::new(Target { disposable: true, ..Target::default() }, ());
    let mut stack = Stack::in_env("orders", &env);
    let key = stack.add("Key", kms::Key::new().description("Orders"));
    let spec = Instance::new(Engine::mysql("8.4.7"), &vpc)
        .credentials(Credentials::managed("orders").every_days(30))
        .class("db.r7g.xlarge")
        .storage(400)
        .storage_up_to(1000)
        .performance(16_000, 1_000)
        .key(&key)
        .identifier("orders")
        .port(3307)
        .backup_days(35)
        .windows("02:00-03:00", "sun:03:30-sun:04:30")
        .extended_support()
        .minor_upgrades(false)
        .major_upgrades()
        .insights(Insights::Advanced)
        .monitoring_seconds(15)
        .parameter("max_connections", "500")
        .parameter("long_query_time", "5")
        .logs(["error"])
        .single_zone();
    let database = stack.add("Database", spec);
    assert_eq!(database.port(), 3307);
    snapshot!("rds_instance_knobs", both(stack));
}

/// A password that stays: RDS reads it from the secret, and neither template nor root says it.
#[test]
fn passwords_come_out_of_secrets() {
    let vpc = network(2);
    let mut stack = Stack::new("orders");
    let own = Instance::new(Engine::mariadb("11.8"), &vpc).credentials(Credentials::generated("orders"));
    let own = stack.add("Own", own);
    let arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-AbCdEf";
    let theirs = Credentials::imported("orders", &SecretRef::new(aws::SecretArn::literal(arn)));
    let theirs = Instance::new(Engine::postgres("18"), &vpc).credentials(theirs).insights(Insights::Off);
    let theirs = stack.add("Theirs", theirs.monitoring_seconds(0));
    let role = stack.add("Role", Role::for_pods());
    stack.add("ReadOwn", Grant::read(&own).to(&role));
    stack.add("ReadTheirs", Grant::read(&theirs.secret).to(&role));
    snapshot!("rds_credentials", both(stack));
}

#[test]
fn a_snapshot_brings_its_user_and_database_along() {
    let snapshot = aws::DbSnapshotIdentifier::literal("orders-2026-11-20");
    let spec = Instance::new(Engine::postgres("16.9"), &network(2)).from_snapshot(snapshot).database("orders");
    let mut stack = Stack::new("orders");
    stack.add("Database", spec);
    let output = both(stack);
    assert!(output.contains(r#""DBSnapshotIdentifier": "orders-2026-11-20""#));
    assert!(!output.contains("MasterUsername") && !output.contains("DBName"));
}

#[test]
fn a_cluster_with_standbys_that_can_be_read() {
    let vpc = network(3);
    let mut stack = Stack::new("orders");
    let database = stack.add("Database", Cluster::new(Engine::postgres("17"), &vpc).storage(400));
    let service = stack.add("Service", ec2::SecurityGroup::new(&vpc).description("The orders service"));
    stack.add("ServiceToDatabase", ec2::Allow::from(&service).to(&database));
    stack.output("Readers", database.read_endpoint());
    snapshot!("rds_cluster", both(stack));
}

#[test]
fn an_aurora_cluster() {
    let mut stack = Stack::new("orders");
    let cluster = Cluster::new(Engine::aurora_postgres("17"), &network(2)).instances(3).identifier("orders");
    let database = stack.add("Database", cluster);
    assert_eq!(database.instances.len(), 3);
    let role = stack.add("Role", Role::for_pods());
    stack.add("LogIn", Grant::of(database.connect("orders")).to(&role));
    snapshot!("rds_cluster_aurora", both(stack));
}

#[test]
fn what_rds_would_refuse_is_told_first() {
    let vpc = network(2);
    let one = network(1);
    let it = || Instance::new(Engine::postgres("17"), &vpc);
    let cases: [(Instance, &str, &str); 23] = [
        (Instance::new(Engine::postgres("17"), &one), "too-few-zones", "in one"),
        (it().subnets(&vpc.private), "too-few-zones", "no isolated subnets"),
        (
            Instance::new(Engine::aurora_mysql("8.0"), &vpc).class("db.r7g.large"),
            "invalid-combination",
            "no instances outside clusters",
        ),
        (Instance::new(Engine::postgres("99"), &vpc), "unsupported-version", "no version `99`"),
        (Instance::new(Engine::postgres("9.6.24"), &vpc), "unsupported-version", "no longer offers"),
        (Instance::new(Engine::postgres("13"), &vpc), "unsupported-version", "ended on 2026-02-28"),
        (it().storage(10), "impossible-storage", "10 GiB"),
        (it().storage_up_to(50), "value-out-of-range", "grow up to 50 GiB"),
        (it().storage_up_to(100), "value-out-of-range", "grow up to 100 GiB"),
        (it().performance(12_000, 500), "impossible-storage", "100 GiB of `gp3`"),
        (it().storage(400).performance(1_000, 500), "value-out-of-range", "1000 operations"),
        (it().class("m7g.large"), "class-not-offered", "`m7g.large`"),
        (it().backup_days(0), "value-out-of-range", "0 days"),
        (it().backup_days(36), "value-out-of-range", "36 days"),
        (it().monitoring_seconds(7), "value-not-allowed", "every 7 seconds"),
        (it().logs(["slowquery"]), "unknown-log", "no log `slowquery`"),
        (it().identifier("Orders"), "pattern-mismatch", "`Orders`"),
        (it().database("or-ders"), "invalid-database-name", "`or-ders`"),
        (it().parameter("a", "1").parameter("a", "2"), "duplicate-name", "`a` is set twice"),
        (it().credentials(Credentials::managed("admin")), "reserved-user", "`admin` is a name"),
        (it().credentials(Credentials::managed("pg_me")), "reserved-user", "`pg_me` is a name"),
        (it().credentials(Credentials::managed("u".repeat(64))), "reserved-user", "64 characters"),
        (it().credentials(Credentials::managed("orders").every_days(0)), "value-out-of-range", "every 0 days"),
    ];
    for (spec, rule, text) in cases {
        let message = refused(rule, {
            let mut stack = Stack::new("orders");
            stack.add("Database", spec);
            stack
        });
        assert!(message.contains(text), "{message}");
    }
}

#[test]
fn clusters_have_bounds_of_their_own() {
    let (three, two) = (network(3), network(2));
    let cases: [(Cluster, &str, &str); 4] = [
        (Cluster::new(Engine::postgres("17"), &two), "too-few-zones", "in 2 zones; RDS takes 3"),
        (Cluster::new(Engine::mariadb("11.8"), &three), "invalid-combination", "no clusters of mariadb"),
        (Cluster::new(Engine::mysql("8.4"), &three).storage(5), "value-out-of-range", "5 GiB"),
        (Cluster::new(Engine::aurora_mysql("8.0"), &two).instances(17), "value-out-of-range", "17 instances"),
    ];
    for (spec, rule, text) in cases {
        let message = refused(rule, {
            let mut stack = Stack::new("orders");
            stack.add("Database", spec);
            stack
        });
        assert!(message.contains(text), "{message}");
    }
}

#[test]
fn versions_out_of_standard_support_and_newer_than_known_are_told() {
    let rules = |spec: Instance| {
        let mut stack = Stack::new("orders");
        stack.add("Database", spec);
        findings(stack).iter().map(|found| found.rule.to_string()).collect::<Vec<_>>()
    };
    let vpc = network(2);
    assert_eq!(rules(Instance::new(Engine::postgres("13"), &vpc).extended_support()), ["extended-support"]);
    assert_eq!(rules(Instance::new(Engine::postgres("19"), &vpc)), ["unverified-version"]);
    let other =
        Engine::Other { name: "db2-se".into(), version: "11.5".into(), family: "db2-se-11.5".into(), port: 50000 };
    assert!(rules(Instance::new(other, &vpc).class("db.t3.small").logs(["diag.log"])).is_empty());
}
