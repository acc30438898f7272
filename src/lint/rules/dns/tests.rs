//! What the documents do not show: above all, what is no fault.

use crate::lint::testing::says;

const ZONE: &str = "Parameters:\n  Given: {Type: String}\nConditions:\n  Prod: !Equals [!Ref Given, prod]\n\
    Resources:\n  Zone:\n    Type: AWS::Route53::HostedZone\n    Properties: {Name: example.com.}\n";

fn record(id: &str, properties: &str) -> String {
    format!(
        "  {id}:\n    Type: AWS::Route53::RecordSet\n    Properties: {{TTL: 60, ResourceRecords: [192.0.2.1], {properties}}}\n"
    )
}

fn of(records: &[(&str, &str)]) -> String {
    let records: String = records.iter().map(|(id, properties)| record(id, properties)).collect();
    format!("{ZONE}{records}")
}

#[test]
fn records_are_compared_in_their_zone_and_as_they_are_deployed() {
    let name = "duplicate-record";
    let one = "HostedZoneId: !Ref Zone, Name: a.example.com, Type: A";
    says(name, &of(&[("A", one), ("B", &one.replace("Type: A", "Type: AAAA"))]), &[]);
    says(name, &of(&[("A", one), ("B", &one.replace("!Ref Zone", "Z1"))]), &[]);
    says(
        name,
        &of(&[("A", one), ("B", &one.replace("a.example", "A.EXAMPLE"))]),
        &["B/Name: a second A record of this name"],
    );
    let computed = "HostedZoneId: !Ref Zone, Name: !Sub 'a.${Given}', Type: A";
    says(name, &of(&[("A", computed), ("B", computed)]), &["B/Name: a second A record of this name"]);
    says(name, &of(&[("A", computed), ("B", &computed.replace("a.$", "b.$"))]), &[]);
    let twins = of(&[("A", one), ("B", one)]);
    let apart = twins.replace("  B:\n", "  B:\n    Condition: Prod\n");
    says(name, &apart, &["B/Name: a second A record of this name"]);
    says(
        name,
        &apart
            .replace("  A:\n", "  A:\n    Condition: Test\n")
            .replace("Resources:\n  Zone", "  Test: !Not [!Condition Prod]\nResources:\n  Zone"),
        &[],
    );
    let weighted = |identifier: &str| format!("{one}, Weight: 1, SetIdentifier: {identifier}");
    says(name, &of(&[("A", &weighted("a")), ("B", &weighted("!Ref Given"))]), &[]);
}

#[test]
fn groups_have_records_too() {
    let group = "  Group:\n    Type: AWS::Route53::RecordSetGroup\n    Properties:\n      HostedZoneName: example.com.\n      RecordSets:\n        \
        - {Name: example.com, Type: CNAME, TTL: 60, ResourceRecords: [a.example.net]}\n        \
        - {Name: b.example.com, Type: A, TTL: 60, ResourceRecords: [192.0.2.1], Weight: 256}\n        \
        - {Name: b.example.com, Type: CNAME, TTL: 60, ResourceRecords: [a.example.net]}\n";
    let template = format!("{ZONE}{group}");
    says("cname-at-apex", &template, &["Group/RecordSets/0/Name: `example.com` is the zone's own name"]);
    says("weight-out-of-range", &template, &["Group/RecordSets/1/Weight: a weight of 256; Route 53 takes 0 to 255"]);
    says(
        "missing-set-identifier",
        &template,
        &["Group/RecordSets/1/Weight: a record with `Weight` and without a `SetIdentifier`"],
    );
    says(
        "cname-beside-others",
        &template,
        &["Group/RecordSets/2/Type: a CNAME where a record of the type A stands too"],
    );
    says("name-outside-zone", &template, &[]);
}

#[test]
fn failover_sees_health_in_several_ways() {
    let primary = "HostedZoneId: !Ref Zone, Name: a.example.com, Type: A, SetIdentifier: a, Failover: PRIMARY";
    let alias = |evaluated: &str| {
        format!(
            "{ZONE}  A:\n    Type: AWS::Route53::RecordSet\n    Properties: {{{primary}, AliasTarget: {{DNSName: b, HostedZoneId: Z1{evaluated}}}}}\n"
        )
    };
    let found = ["A/Failover: nothing says when the primary record is not healthy, so the secondary never answers"];
    says("missing-health-check", &alias(""), &found);
    says("missing-health-check", &alias(", EvaluateTargetHealth: true"), &[]);
    says("missing-health-check", &alias(", EvaluateTargetHealth: !Ref Given"), &[]);
    says("missing-health-check", &of(&[("A", &format!("{primary}, HealthCheckId: !Ref Given"))]), &[]);
    says(
        "half-failover",
        &of(&[("A", primary)]),
        &["A/Failover: a record for failover with the role PRIMARY, and none with the role SECONDARY"],
    );
    says("half-failover", &of(&[("A", &primary.replace("!Ref Zone", "Z1"))]), &[]);
    let other = "HostedZoneId: !Ref Zone, Name: !Ref Given, Type: A, SetIdentifier: b, Failover: SECONDARY";
    says("half-failover", &of(&[("A", &primary.replace("a.example.com", "!Ref Given")), ("B", other)]), &[]);
}

#[test]
fn names_are_in_zones_that_are_known() {
    let at = |name: &str, zone: &str| of(&[("A", &format!("HostedZoneId: {zone}, Name: {name}, Type: A"))]);
    says(
        "name-outside-zone",
        &at("badexample.com", "!Ref Zone"),
        &["A/Name: `badexample.com` is no name of the zone `example.com`"],
    );
    for (name, zone) in
        [("'*.example.com.'", "!Ref Zone"), ("EXAMPLE.COM", "!Ref Zone"), ("b.org", "Z1"), ("!Ref Given", "!Ref Zone")]
    {
        says("name-outside-zone", &at(name, zone), &[]);
    }
}

#[test]
fn several_values_are_no_policy_where_they_are_off() {
    let one = "HostedZoneId: !Ref Zone, Name: a.example.com, Type: A";
    says("missing-set-identifier", &of(&[("A", &format!("{one}, MultiValueAnswer: false"))]), &[]);
    says(
        "mixed-routing",
        &of(&[("A", &format!("{one}, SetIdentifier: a, MultiValueAnswer: !Ref Given")), ("B", one)]),
        &[],
    );
}

#[test]
fn a_star_covers_one_label() {
    let served = |name: &str, host: &str| {
        format!(
            "Parameters:\n  Given: {{Type: String}}\nResources:\n  Certificate:\n    Type: AWS::CertificateManager::Certificate\n    Properties: {{DomainName: {name}, ValidationMethod: DNS}}\n  Domain:\n    Type: AWS::ApiGateway::DomainName\n    Properties: {{DomainName: {host}, CertificateArn: !Ref Certificate}}\n"
        )
    };
    let found = |host: &str| format!("Domain/DomainName: the certificate is for *.example.com, and not for `{host}`");
    for host in ["example.com", "a.b.example.com", "a.example.org"] {
        says("uncovered-host", &served("'*.example.com'", host), &[&found(host)]);
    }
    says("uncovered-host", &served("'*.example.com'", "A.example.com"), &[]);
    says("uncovered-host", &served("!Ref Given", "a.example.com"), &[]);
    says("uncovered-host", &served("a.example.com", "!Ref Given"), &[]);
    says("email-validated-certificate", &served("a.example.com", "a.example.com"), &[]);
}
