//! Rows 3.14 to 3.17: the load scenarios, against the throttle that was emitted.

use serde_json::Value;

use crate::bucket::{Outcome, Throttle, even, together};
use crate::emitted;
use crate::support::Emitted;

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value} is no whole number"))
}

/// `POST /orders` in the CloudFormation template.
fn in_template(emitted: &Emitted) -> Throttle {
    let template = emitted.template("gateway");
    let settings = template.one("AWS::ApiGateway::Stage")["MethodSettings"].as_array().expect("settings are a list");
    let orders = settings.iter().find(|entry| entry["ResourcePath"] == "/orders" && entry["HttpMethod"] == "POST");
    let orders = orders.expect("POST /orders has settings");
    Throttle { rate: number(&orders["ThrottlingRateLimit"]), burst: number(&orders["ThrottlingBurstLimit"]) }
}

/// `POST /orders` in the Terraform root, where its path is written differently.
fn in_root(emitted: &Emitted) -> Throttle {
    let root = emitted.root("gateway");
    let settings = root.all("aws_api_gateway_method_settings");
    let (_, orders) =
        settings.into_iter().find(|(_, body)| body["method_path"] == "orders/POST").expect("it has settings");
    let settings = &orders["settings"];
    Throttle { rate: number(&settings["throttling_rate_limit"]), burst: number(&settings["throttling_burst_limit"]) }
}

/// Every environment and backend has the same throttle, and this load fares the same with it.
fn check<T: Iterator<Item = u64>>(load: impl Fn() -> T, passed: u64, throttled: u64) {
    for environment in ["dev", "prod"] {
        let emitted = emitted::of(environment);
        for throttle in [in_template(&emitted), in_root(&emitted)] {
            assert_eq!(throttle.take(load()), Outcome { passed, throttled }, "{environment}: {throttle:?}");
        }
    }
}

#[test]
fn row_3_14_orders_take_100_a_second_and_20_at_once() {
    for environment in ["dev", "prod"] {
        let emitted = emitted::of(environment);
        let wanted = Throttle { rate: 100, burst: 20 };
        assert_eq!((in_template(&emitted), in_root(&emitted)), (wanted, wanted));
    }
}

#[test]
fn row_3_14_neither_the_stage_nor_the_plan_is_stricter_than_the_method() {
    for environment in ["dev", "prod"] {
        let template = emitted::of(environment).template("gateway");
        let stage = &template.one("AWS::ApiGateway::Stage")["MethodSettings"][0];
        assert_eq!((&stage["ResourcePath"], &stage["HttpMethod"]), (&Value::from("/*"), &Value::from("*")));
        assert!(number(&stage["ThrottlingRateLimit"]) >= 100 && number(&stage["ThrottlingBurstLimit"]) >= 20);
        let plan = &template.one("AWS::ApiGateway::UsagePlan")["Throttle"];
        assert_eq!((number(&plan["RateLimit"]), number(&plan["BurstLimit"])), (100, 20));
    }
}

#[test]
fn row_3_15_fifty_a_second_all_pass() {
    check(|| even(50, 60), 3000, 0);
}

#[test]
fn row_3_16_of_twenty_five_at_once_twenty_pass() {
    check(|| together(25, 10), 200, 50);
}

#[test]
fn row_3_16_twenty_five_a_second_evenly_all_pass() {
    check(|| even(25, 10), 250, 0);
}

#[test]
fn row_3_17_at_a_hundred_and_fifty_a_second_a_third_is_refused() {
    check(|| even(150, 15), 1519, 731);
}
