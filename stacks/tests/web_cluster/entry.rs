//! Rows 1.6 and 1.12: one load balancer, made here, and TLS in front of it.

use serde_json::json;

use crate::emitted;

#[test]
fn row_1_6_the_load_balancer_is_no_classic_one_and_spreads_over_addresses() {
    for environment in ["dev", "prod"] {
        let emitted = emitted(environment);
        for stack in emitted.stacks() {
            let template = emitted.template(&stack);
            assert!(template.all("AWS::ElasticLoadBalancing::LoadBalancer").is_empty(), "{stack}");
        }
        let template = emitted.template("entry");
        let balancer = template.one("AWS::ElasticLoadBalancingV2::LoadBalancer");
        assert_eq!((&balancer["Type"], &balancer["Scheme"]), (&json!("application"), &json!("internet-facing")));
        assert_eq!(balancer["Subnets"].as_array().map(Vec::len), Some(3), "one in each zone");
        let pods = template.one("AWS::ElasticLoadBalancingV2::TargetGroup");
        assert_eq!((&pods["TargetType"], &pods["Port"]), (&json!("ip"), &json!(8080)));
        assert_eq!(template.0["Outputs"]["TargetGroupArn"]["Value"]["Ref"], "Pods", "for the binding in the cluster");
    }
}

#[test]
fn row_1_12_the_site_speaks_tls_and_port_80_only_says_where() {
    for environment in ["dev", "prod"] {
        let template = emitted(environment).template("entry");
        let https = template.props("Https");
        assert_eq!((&https["Protocol"], &https["Port"]), (&json!("HTTPS"), &json!(443)));
        let policy = https["SslPolicy"].as_str().expect("the policy is said");
        assert!(policy.starts_with("ELBSecurityPolicy-TLS13-1-2"), "{policy}");
        assert_eq!(https["Certificates"], json!([{ "CertificateArn": { "Ref": "Certificate" } }]));
        let http = &template.props("Http")["DefaultActions"];
        let redirect = &http[0]["RedirectConfig"];
        assert_eq!(http.as_array().map(Vec::len), Some(1), "nothing else is done on port 80");
        assert_eq!(
            (&redirect["Protocol"], &redirect["Port"], &redirect["StatusCode"]),
            (&json!("HTTPS"), &json!("443"), &json!("HTTP_301"))
        );
    }
}

#[test]
fn row_1_12_the_certificate_is_the_names_and_proven_by_dns() {
    let template = emitted("prod").template("entry");
    let certificate = template.props("Certificate");
    let name = template.props("Name");
    assert_eq!(certificate["DomainName"], name["Name"], "what clients ask for is what is certified");
    assert_eq!(certificate["ValidationMethod"], "DNS");
    assert_eq!(certificate["DomainValidationOptions"][0]["HostedZoneId"], name["HostedZoneId"]);
    assert_eq!(name["AliasTarget"]["DNSName"]["Fn::GetAtt"], json!(["Balancer", "DNSName"]));
}

#[test]
fn row_1_12_pods_are_reached_through_the_load_balancer_alone() {
    let emitted = emitted("prod");
    let template = emitted.template("entry");
    let rules = template.all("AWS::EC2::SecurityGroupIngress");
    let from_everywhere: Vec<_> =
        rules.iter().filter(|(_, it)| it["CidrIp"] == "0.0.0.0/0").map(|(_, it)| it["FromPort"].clone()).collect();
    assert_eq!(from_everywhere, [json!(443), json!(80)]);
    let to_pods = rules.iter().find(|(_, it)| it["FromPort"] == 8080).expect("the load balancer reaches the pods").1;
    assert!(to_pods["SourceSecurityGroupId"].is_object() && to_pods.get("CidrIp").is_none());
    let cluster = emitted.template("cluster");
    assert!(cluster.all("AWS::EC2::SecurityGroupIngress").iter().all(|(_, it)| it.get("CidrIp").is_none()));
}
