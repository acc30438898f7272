//! What is known of values, and where findings about them point.

use crate::core::{App, Dynamic, Model, Parameter, Stack};
use crate::diagnostic::{Diagnostics, Severity};
use crate::doc;
use crate::lint::{self, Context, Findings, Resource, Rule, System};
use crate::schema::Registry;

/// A rule that writes down what it sees.
struct Looks(fn(System<'_>, &mut Findings<'_>));

impl Rule for Looks {
    fn name(&self) -> &'static str {
        "looks"
    }

    fn severity(&self) -> Severity {
        Severity::Info
    }

    fn document(&self) -> &'static str {
        ""
    }

    fn check(&self, system: System<'_>, findings: &mut Findings<'_>) {
        (self.0)(system, findings);
    }
}

fn network() -> App {
    let mut stack = Stack::new("network");
    let zone = stack.parameter("Zone", Parameter::string());
    let zones = stack.parameter("Zones", Parameter::string());
    let two = stack.condition("Two", zones.equals("2"));
    let vpc = stack.add("Vpc", Dynamic::new("AWS::EC2::VPC").set("CidrBlock", "10.0.0.0/16"));
    stack.add(
        "First",
        Dynamic::new("AWS::EC2::Subnet")
            .set("VpcId", vpc.attribute::<String>("VpcId"))
            .set("CidrBlock", two.pick::<String>("10.0.1.0/24", "10.0.2.0/24"))
            .set("AvailabilityZone", zone.value())
            .set("MapPublicIpOnLaunch", "True")
            .set("Tags", doc!([{ "Key": "a" }, { "Key": "b" }])),
    );
    stack.when(&two).add("Second", Dynamic::new("AWS::EC2::Subnet").set("VpcId", &vpc));
    App::new("shop").stack(stack)
}

/// What a rule says: path, pointer and message of each, in order.
fn check(look: fn(System<'_>, &mut Findings<'_>), expected: &[&str]) {
    let app = network();
    let mut found = Diagnostics::new();
    let model = Model::resolve(&app, &mut found);
    let rule: &'static Looks = Box::leak(Box::new(Looks(look)));
    lint::check(&model, &Context { rules: &[rule], ..Context::default() }, &Registry::new(), &mut found);
    found.sort();
    let own = found.iter().filter(|finding| finding.rule == "looks");
    let said: Vec<String> =
        own.map(|finding| format!("{}{}: {}", finding.path, finding.property, finding.message)).collect();
    assert_eq!(said, expected);
}

fn first<'a>(system: System<'a>) -> Resource<'a> {
    system.all("AWS::EC2::Subnet").next().expect("there is one")
}

#[test]
fn conditions_are_decided() {
    check(
        |system, findings| {
            for subnet in system.all("AWS::EC2::Subnet") {
                let block = subnet.text("CidrBlock").unwrap_or("nothing");
                findings.push(findings.at(subnet, "CidrBlock", block));
            }
        },
        &["First/CidrBlock: 10.0.1.0/24", "First/CidrBlock: 10.0.2.0/24", "Second/CidrBlock: nothing"],
    );
}

#[test]
fn what_is_known_later_has_no_answer() {
    check(
        |system, findings| {
            let subnet = first(system);
            let zone = subnet.value("AvailabilityZone");
            let said = [
                zone.is_absent().to_string(),
                zone.is_deferred().to_string(),
                format!("{:?}", zone.text()),
                format!("{:?}", subnet.flag("MapPublicIpOnLaunch", false)),
                format!("{:?}", subnet.flag("AssignIpv6AddressOnCreation", false)),
                subnet.lacks("Tags/2/Key").to_string(),
            ];
            findings.push(findings.of(subnet, said.join(" ")));
        },
        &["First: false true None Some(true) Some(false) true"],
    );
}

#[test]
fn references_lead_to_resources() {
    check(
        |system, findings| {
            let subnets: Vec<_> = system.all("AWS::EC2::Subnet").collect();
            let [one, other] = subnets.as_slice() else { return };
            let vpc = one.target("VpcId").expect("it names a VPC");
            // `Ref` and the attribute that is the id mean the same VPC.
            findings.push(findings.of(vpc, format!("{:?}", one.value("VpcId").same(&other.value("VpcId")))));
            let both = system.referring("AWS::EC2::Subnet", "VpcId", vpc).count();
            findings.push(findings.of(vpc, format!("{both} subnets")));
            findings.push(findings.of(vpc, format!("{:?}", one.value("AvailabilityZone").same(&one.value("VpcId")))));
        },
        &["Vpc: 2 subnets", "Vpc: None", "Vpc: Some(true)"],
    );
}

#[test]
fn a_finding_about_a_value_finds_its_place() {
    check(
        |system, findings| {
            let subnet = first(system);
            for tag in subnet.each("Tags").into_iter().skip(1) {
                findings.push(findings.on(subnet, &tag.get("Key"), "here"));
            }
            findings.push(findings.on(subnet, &subnet.value("CidrBlock"), "chosen"));
        },
        &["First/CidrBlock: chosen", "First/Tags/1/Key: here"],
    );
}
