//! Rows 2.5, 2.6 and 2.12: certificates, names, and who is sent where when a region fails, read from the emitted records.

use serde_json::{Value, json};

use crate::support::{Emitted, Template};
use crate::{REGIONS, emitted};

#[test]
fn row_2_5_each_regions_certificate_covers_the_name_and_stands_beside_its_load_balancer() {
    for (environment, host) in [("dev", "time.dev.example.com"), ("prod", "time.example.com")] {
        for region in REGIONS {
            let template = emitted(environment).template(&format!("entry-{region}"));
            let certificate = template.one("AWS::CertificateManager::Certificate");
            assert_eq!(certificate["DomainName"], host);
            assert_eq!(certificate["SubjectAlternativeNames"], json!([format!("{region}.{host}")]));
            assert_eq!(certificate["ValidationMethod"], "DNS");
            let listeners = template.all("AWS::ElasticLoadBalancingV2::Listener");
            let https = listeners.iter().find(|(_, it)| it["Protocol"] == "HTTPS").expect("it speaks TLS").1;
            assert_eq!(https["Certificates"][0]["CertificateArn"], json!({ "Ref": "Certificate" }));
            assert_eq!(template.0["Outputs"]["CertificateArn"]["Value"], json!({ "Ref": "Certificate" }));
        }
    }
}

/// The answers of a zone: what Route 53 does with the records of one name.
struct Zone<'t> {
    template: &'t Template,
    host: &'static str,
}

/// What is known of the world: regions that are well, and a client's, from the nearest on.
struct World<'w> {
    well: &'w [&'w str],
    nearest: &'w [&'w str],
}

impl<'t> Zone<'t> {
    fn records(&self) -> Vec<&'t Value> {
        let all = self.template.all("AWS::Route53::RecordSet").into_iter().map(|(_, it)| it);
        all.filter(|it| it["Name"] == self.host && it["Type"] == "A").collect()
    }

    /// The region that a record leads to: the one whose stack its target comes from.
    fn leads_to(record: &Value) -> &str {
        let stack = match &record["AliasTarget"]["DNSName"] {
            far if far["Fn::GetStackOutput"].is_object() => &far["Fn::GetStackOutput"]["StackName"],
            near => &near["Fn::ImportValue"],
        };
        let stack = stack.as_str().expect("the load balancer is another stack's");
        REGIONS.into_iter().find(|region| stack.contains(&format!("entry-{region}"))).expect("a region")
    }

    /// The region that a record's check asks.
    fn asks(&self, record: &Value) -> &str {
        let check = record["HealthCheckId"]["Ref"].as_str().expect("every answer is checked");
        let host = &self.template.props(check)["HealthCheckConfig"]["FullyQualifiedDomainName"];
        let host = host.as_str().and_then(|host| host.strip_suffix(&format!(".{}", self.host)));
        host.expect("a region is asked by its own name")
    }

    /// Where a client is sent.
    fn answer(&self, world: &World<'_>) -> &str {
        let records = self.records();
        let well = |record: &&&Value| world.well.contains(&self.asks(record));
        let place = |record: &Value| match (record["Failover"].as_str(), record["Region"].as_str()) {
            (Some("PRIMARY"), None) => 0,
            (Some("SECONDARY"), None) => 1,
            (None, Some(region)) => world.nearest.iter().position(|it| *it == region).expect("a known region"),
            other => panic!("{other:?} is no routing"),
        };
        let first =
            |among: Vec<&&'t Value>| among.into_iter().min_by_key(|record| place(record)).map(|it| Self::leads_to(it));
        // With nothing well, Route 53 answers as if all were.
        first(records.iter().filter(well).collect()).or_else(|| first(records.iter().collect())).expect("an answer")
    }
}

#[test]
fn row_2_6_the_name_leads_to_the_load_balancers_and_is_told() {
    let template = emitted("prod").template("routing");
    let zone = Zone { template: &template, host: "time.example.com" };
    assert_eq!(zone.records().len(), 2);
    for record in zone.records() {
        assert_eq!(record["HostedZoneId"], "Z00EXAMPLE0000000000");
        assert_eq!(record["AliasTarget"]["EvaluateTargetHealth"], true);
        assert!(record.get("TTL").is_none(), "an alias");
    }
    assert_eq!(template.0["Outputs"]["Url"]["Value"], "https://time.example.com/");
}

#[test]
fn row_2_12_answers_are_told_apart_and_each_is_checked_by_the_regions_own_name() {
    for (environment, host) in [("dev", "time.dev.example.com"), ("prod", "time.example.com")] {
        let template = emitted(environment).template("routing");
        let zone = Zone { template: &template, host };
        for record in zone.records() {
            assert_eq!(record["SetIdentifier"], Zone::leads_to(record));
            assert_eq!(zone.asks(record), Zone::leads_to(record), "a check asks the region that it stands for");
        }
        for (id, check) in template.all("AWS::Route53::HealthCheck") {
            let config = &check["HealthCheckConfig"];
            assert_eq!((&config["Type"], &config["ResourcePath"]), (&json!("HTTPS"), &json!("/health")), "{id}");
        }
    }
}

#[test]
fn row_2_12_the_second_region_answers_while_the_first_is_not_well() {
    let template = emitted("dev").template("routing");
    let zone = Zone { template: &template, host: "time.dev.example.com" };
    for nearest in [["us-west-2", "us-east-2"], ["us-east-2", "us-west-2"]] {
        let sent = |well: &[&str]| zone.answer(&World { well, nearest: &nearest }).to_owned();
        assert_eq!(sent(&["us-west-2", "us-east-2"]), "us-west-2", "wherever the client is");
        assert_eq!(sent(&["us-east-2"]), "us-east-2");
        assert_eq!(sent(&["us-west-2"]), "us-west-2");
        assert_eq!(sent(&[]), "us-west-2", "with nothing well, the first is as good as any");
    }
}

#[test]
fn row_2_12_with_latency_the_nearest_region_that_is_well_answers() {
    let template = emitted("prod").template("routing");
    let zone = Zone { template: &template, host: "time.example.com" };
    for (nearest, other) in [("us-west-2", "us-east-2"), ("us-east-2", "us-west-2")] {
        let sent = |well: &[&str]| zone.answer(&World { well, nearest: &[nearest, other] }).to_owned();
        assert_eq!(sent(&[nearest, other]), nearest);
        assert_eq!(sent(&[other]), other);
    }
}

#[test]
fn row_2_12_failover_is_between_two_regions() {
    let emitted = Emitted::with("epoch", "dev", |settings| {
        settings["regions"].as_array_mut().expect("regions are a list").pop();
    });
    let errors: Vec<String> = emitted.findings.iter().map(|it| it.message.clone()).collect();
    assert!(errors.iter().any(|it| it.contains("failover is between two regions")), "{errors:?}");
}

#[test]
fn row_2_12_values_cross_regions_without_holding_them() {
    let emitted = emitted("prod");
    let template = emitted.template("routing");
    let far = template.props("Answeruseast2")["AliasTarget"]["DNSName"]["Fn::GetStackOutput"].clone();
    assert_eq!(far["Region"], "us-east-2");
    assert_eq!(far["StackName"], "epoch-prod-entry-us-east-2");
    let output = far["OutputName"].as_str().expect("an output");
    let producer = emitted.template("entry-us-east-2").0["Outputs"][output].clone();
    assert!(producer["Value"].is_object() && producer.get("Export").is_none());
    let root = emitted.root("routing");
    let state = &root["data"]["terraform_remote_state"]["us_east_2_entry"]["config"];
    assert_eq!(state["region"], "us-west-2", "all state lies in the first region");
    assert_eq!(state["key"], "epoch/prod/us-east-2/entry.tfstate");
}
