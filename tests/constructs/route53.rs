//! Zones, records, health checks.

use formwork::aws::ids::HostedZoneId;
use formwork::cloudwatch::{Alarm, Metric};
use formwork::route53::{Alias, HealthCheck, Record, RecordType, Zone, ZoneHandle};
use formwork::{Stack, aws};

use super::{both, refused, snapshot};

fn zone() -> ZoneHandle {
    ZoneHandle::imported(HostedZoneId::literal("Z0123456789ABCDEFGHIJ"), "example.com")
}

fn balancer(name: &str) -> Alias {
    Alias::new(format!("{name}-1.elb.eu-west-1.amazonaws.com"), "Z32O12XQLNTSW2")
}

#[test]
fn a_public_zone_with_simple_records() {
    let mut stack = Stack::new("names");
    let zone = stack.add("Zone", Zone::public("example.com").comment("Delegated by the registrar"));
    stack.add("Site", Record::new(&zone, "example.com", RecordType::A, ["192.0.2.1", "192.0.2.2"]));
    stack.add("Docs", Record::cname(&zone, "docs.example.com", "example.github.io").ttl(3600));
    stack.add("Mail", Record::txt(&zone, "example.com", ["v=spf1 -all"]));
    stack.add("Api", Record::alias(&zone, "api.example.com", &balancer("api")).also_ipv6());
    stack.output("NameServers", zone.name_servers().join(" "));
    snapshot!("route53_public_zone", both(stack));
}

#[test]
fn a_private_zone() {
    let mut stack = Stack::new("names");
    let vpc = stack.add("Vpc", aws::ec2::Vpc::new().cidr_block("10.0.0.0/16"));
    let zone = stack.add("Zone", Zone::private("orders.internal", &vpc));
    stack.add("Database", Record::cname(&zone, "db.orders.internal", "db.example.net"));
    snapshot!("route53_private_zone", both(stack));
}

#[test]
fn records_that_answer_by_turns() {
    let mut stack = Stack::new("names");
    let zone = zone();
    stack.add("Blue", Record::alias(&zone, "api.example.com", &balancer("blue")).weighted("blue", 90));
    stack.add("Green", Record::alias(&zone, "api.example.com", &balancer("green")).weighted("green", 10));
    let well = stack.add("EuIsWell", HealthCheck::https("eu.example.com"));
    let eu = Record::new(&zone, "app.example.com", RecordType::A, ["192.0.2.1"]);
    stack.add("Eu", eu.primary("eu").health_check(&well));
    let us = Record::new(&zone, "app.example.com", RecordType::A, ["192.0.2.9"]);
    stack.add("Us", us.secondary("us"));
    for region in ["eu-west-1", "us-west-2"] {
        let target = balancer(region);
        stack.add(&format!("Near-{region}"), Record::alias(&zone, "near.example.com", &target).latency(region));
    }
    snapshot!("route53_routing", both(stack));
}

#[test]
fn health_checks() {
    let mut stack = Stack::new("names");
    let alarm = stack.add("Failed", Alarm::above(Metric::new("Orders", "Failed"), 0));
    stack.add("Alarm", HealthCheck::alarm(&alarm));
    stack.add("Tcp", HealthCheck::tcp("db.example.com", 5432).fast().failures(2));
    stack.add("Http", HealthCheck::http("example.com").path("/").port(8080));
    snapshot!("route53_health_check", both(stack));
}

#[test]
fn a_name_of_another_zone() {
    let mut stack = Stack::new("names");
    stack.add("Api", Record::alias(&zone(), "api", &balancer("api")));
    let message = refused("name-outside-zone", stack);
    assert!(message.contains("`api`") && message.contains("`example.com`"), "{message}");
}

#[test]
fn another_name_for_the_zone_itself() {
    let mut stack = Stack::new("names");
    stack.add("Api", Record::cname(&zone(), "Example.com.", "example.net"));
    refused("cname-at-apex", stack);
}

#[test]
fn a_weight_that_is_too_great() {
    let mut stack = Stack::new("names");
    stack.add("Api", Record::alias(&zone(), "api.example.com", &balancer("api")).weighted("blue", 256));
    assert!(refused("weight-out-of-range", stack).contains("a weight of 256"));
}

#[test]
fn a_primary_that_nobody_asks() {
    let mut stack = Stack::new("names");
    let eu = Record::new(&zone(), "app.example.com", RecordType::A, ["192.0.2.1"]);
    stack.add("Eu", eu.primary("eu"));
    refused("missing-health-check", stack);
}

#[test]
fn a_check_that_asks_too_often() {
    let mut stack = Stack::new("names");
    stack.add("Check", HealthCheck::https("example.com").failures(11));
    assert!(refused("value-out-of-range", stack).contains("`FailureThreshold` is 11"));
}
