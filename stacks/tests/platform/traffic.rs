//! Which cluster serves: simulated from what is emitted, at the load balancer and in the domain's records.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::emitted;
use crate::support::Emitted;

/// How many requests of a hundred reach each cluster.
type Served = BTreeMap<String, u64>;

/// Sends a hundred requests to where weights say, as both services describe it: a target's part is its weight over the
/// sum of weights.
fn send(weights: &[(String, u64)]) -> Served {
    let sum: u64 = weights.iter().map(|(_, weight)| weight).sum();
    assert!(sum > 0, "nobody serves");
    let mut served = Served::new();
    for request in 0..100 {
        let mut place = request * sum / 100;
        for (target, weight) in weights {
            if place < *weight {
                *served.entry(target.clone()).or_default() += 1;
                break;
            }
            place -= weight;
        }
    }
    served
}

fn cluster(text: &Value) -> String {
    let text = text.to_string();
    let found = ["prod1", "prod2"].into_iter().find(|name| text.to_lowercase().contains(name));
    found.unwrap_or_else(|| panic!("of no cluster: {text}")).to_owned()
}

fn shares(list: &Value, target: &str, weight: &str) -> Vec<(String, u64)> {
    let list = list.as_array().expect("shares");
    list.iter().map(|share| (cluster(&share[target]), share[weight].as_u64().expect("a weight"))).collect()
}

/// What CloudFormation's listener, and Terraform's, send where.
fn at_the_load_balancer(emitted: &Emitted) -> [Served; 2] {
    let template = emitted.template("network");
    let listeners = template.all("AWS::ElasticLoadBalancingV2::Listener");
    let https = listeners.iter().find(|(id, _)| *id == "Https").expect("a listener").1;
    let forward = &https["DefaultActions"][0]["ForwardConfig"]["TargetGroups"];
    let root = emitted.root("network");
    let action = root.0["resource"]["aws_lb_listener"]["https"]["default_action"].clone();
    let action = action.get(0).unwrap_or(&action);
    let groups = action["forward"].get(0).unwrap_or(&action["forward"])["target_group"].clone();
    [send(&shares(forward, "TargetGroupArn", "Weight")), send(&shares(&groups, "arn", "weight"))]
}

/// What the domain's records answer, in each backend.
fn in_the_domain(emitted: &Emitted) -> [Served; 2] {
    let clusters = ["prod1", "prod2"];
    let of = |weight: Value| weight.as_u64().or_else(|| weight.as_str()?.parse().ok()).expect("a weight");
    let template = clusters.map(|name| {
        let template = emitted.template(&format!("eks-{name}-infra"));
        let record = template.one("AWS::Route53::RecordSet");
        assert_eq!((&record["Name"], &record["SetIdentifier"]), (&"platform.example.com".into(), &name.into()));
        (name.to_owned(), of(record["Weight"].clone()))
    });
    let root = clusters.map(|name| {
        let root = emitted.root(&format!("eks/{name}/infra"));
        let record = root.one("aws_route53_record");
        let policy = &record["weighted_routing_policy"];
        (name.to_owned(), of(policy.get(0).unwrap_or(policy)["weight"].clone()))
    });
    [send(&template), send(&root)]
}

fn served(shares: &[(&str, u64)]) -> Served {
    shares.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect()
}

const CUT_OVER: [[(&str, u16); 2]; 3] =
    [[("prod1", 100), ("prod2", 0)], [("prod1", 90), ("prod2", 10)], [("prod1", 0), ("prod2", 100)]];

fn expected(shares: [(&str, u16); 2]) -> Served {
    let shares: Vec<(&str, u64)> =
        shares.into_iter().filter(|(_, weight)| *weight > 0).map(|(name, weight)| (name, u64::from(weight))).collect();
    served(&shares)
}

#[test]
fn row_4_15_traffic_moves_at_the_load_balancer() {
    for shares in CUT_OVER {
        let emitted = emitted::serving("load-balancer", &shares);
        assert_eq!(at_the_load_balancer(&emitted), [expected(shares), expected(shares)]);
    }
}

#[test]
fn row_4_15_traffic_moves_in_the_domain() {
    for shares in CUT_OVER {
        let emitted = emitted::serving("dns", &shares);
        assert_eq!(in_the_domain(&emitted), [expected(shares), expected(shares)]);
    }
}

#[test]
fn row_4_15_moving_traffic_changes_what_shares_it_out_and_nothing_else() {
    let changed = |at: &str, [before, after]: [&[(&str, u16)]; 2]| -> Vec<String> {
        let [before, after] = [before, after].map(|shares| emitted::serving(at, shares));
        let files = before.assembly.files.iter().filter(|file| file.path != "manifest.json");
        let changed = files.filter(|file| after.assembly.file(&file.path) != Some(*file));
        changed.map(|file| file.path.clone()).collect()
    };
    let step: [&[(&str, u16)]; 2] = [&CUT_OVER[0], &CUT_OVER[2]];
    assert_eq!(
        changed("load-balancer", step),
        ["cloudformation/network.template.json", "terraform/network/main.tf.json"]
    );
    let records = changed("dns", step);
    assert!(records.iter().all(|path| path.contains("infra")) && records.len() == 4, "{records:?}");
}

#[test]
fn row_4_15_a_cut_over_to_nobody_is_refused() {
    for at in ["load-balancer", "dns"] {
        let emitted = emitted::with("prod", |settings| {
            settings["traffic"]["at"] = at.into();
            settings["traffic"]["weights"] = serde_json::json!({});
        });
        let text = emitted.report();
        assert!(text.contains("no cluster has a part of the requests"), "{at}: {text}");
    }
    let emitted = emitted::with("prod", |settings| settings["traffic"]["weights"]["prod9"] = 1.into());
    assert!(emitted.report().contains("`prod9` a part, which is no cluster"), "{}", emitted.report());
}

#[test]
fn row_4_13_the_domain_leads_to_the_door_over_tls() {
    let template = emitted::of("prod").template("network");
    let record = template.one("AWS::Route53::RecordSet");
    assert_eq!(record["Name"], "platform.example.com");
    assert!(record["AliasTarget"]["DNSName"].to_string().contains("Door"));
    let listeners = template.all("AWS::ElasticLoadBalancingV2::Listener");
    let [https, http] = ["Https", "Http"].map(|wanted| listeners.iter().find(|(id, _)| *id == wanted).expect("one").1);
    assert_eq!((&https["Protocol"], &https["Port"]), (&"HTTPS".into(), &443.into()));
    assert!(https["Certificates"].to_string().contains("Certificate"));
    assert_eq!(http["DefaultActions"][0]["Type"], "redirect");
    assert_eq!(template.one("AWS::CertificateManager::Certificate")["ValidationMethod"], "DNS");
}

#[test]
fn row_4_19_somebody_is_told_when_the_door_or_the_database_fails() {
    let emitted = emitted::of("prod");
    for (stack, count) in [("network", 2), ("rds", 2)] {
        let template = emitted.template(stack);
        let alarms = template.all("AWS::CloudWatch::Alarm");
        assert_eq!(alarms.len(), count, "{stack}");
        assert!(alarms.iter().all(|(_, alarm)| alarm["AlarmActions"].to_string().contains("OnCall")), "{stack}");
        assert_eq!(template.all("AWS::CloudWatch::Dashboard").len(), 1, "{stack}");
    }
    let template = emitted.template("network");
    assert_eq!(template.one("AWS::SNS::Subscription")["Endpoint"], "on-call@example.com");
}
