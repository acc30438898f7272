//! Rows 3.1, 3.8 to 3.12, 3.18, 3.20, 3.23 and 3.24: the way into the network, the API, its stage and its watchers.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::emitted::{self, import};
use crate::support::{Emitted, Template, names, targets};

/// Of a domain that is not there yet.
const CERTIFICATE: &str = "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

/// The group of control plane, nodes and pods.
const CLUSTER_GROUP: &str = "cluster:ClusterClusterSecurityGroupId";

/// A method's path and verb.
fn route<'t>(template: &'t Template, method: &'t Value) -> (&'t str, &'t str) {
    let resource = method["ResourceId"]["Ref"].as_str().expect("a method has a resource");
    let path = template.props(resource)["PathPart"].as_str().expect("a resource has a path");
    (path, method["HttpMethod"].as_str().expect("a method has a verb"))
}

#[test]
fn row_3_1_each_service_has_its_operations() {
    let template = emitted::of("dev").template("gateway");
    let routes: BTreeSet<_> =
        template.all("AWS::ApiGateway::Method").into_iter().map(|(_, method)| route(&template, method)).collect();
    assert_eq!(
        routes,
        BTreeSet::from([("orders", "POST"), ("products", "GET"), ("products", "POST"), ("users", "POST")])
    );
}

#[test]
fn row_3_8_the_load_balancer_has_its_group_from_the_start_and_pods_admit_only_it() {
    let emitted = emitted::of("dev");
    let template = emitted.template("gateway");
    let balancer = template.one("AWS::ElasticLoadBalancingV2::LoadBalancer");
    assert!(names(&balancer["SecurityGroups"], "LoadBalancerSecurityGroup"));
    let group = template.one("AWS::EC2::SecurityGroup");
    assert!(group.get("SecurityGroupIngress").is_none(), "nobody in the network talks to it");
    assert_eq!(
        group["SecurityGroupEgress"][0]["CidrIp"], "255.255.255.255/32",
        "and nowhere is where it may go by itself"
    );

    let port = &template.one("AWS::ElasticLoadBalancingV2::TargetGroup")["Port"];
    let into = template.one("AWS::EC2::SecurityGroupIngress");
    assert!(names(&into["SourceSecurityGroupId"], "LoadBalancerSecurityGroup"));
    assert_eq!(import(&into["GroupId"]), CLUSTER_GROUP);
    assert_eq!((&into["FromPort"], &into["ToPort"], &into["IpProtocol"]), (port, port, &json!("tcp")));
    let out = template.one("AWS::EC2::SecurityGroupEgress");
    assert!(names(&out["GroupId"], "LoadBalancerSecurityGroup"));
    assert_eq!(import(&out["DestinationSecurityGroupId"]), CLUSTER_GROUP);
    assert_eq!((&out["FromPort"], &out["ToPort"]), (port, port));

    // The group is the one that EKS makes, which admits nothing but itself; the cluster's own stack adds nothing to it.
    let cluster = emitted.template("cluster");
    for kind in ["AWS::EC2::SecurityGroup", "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"] {
        assert!(cluster.all(kind).is_empty(), "{kind}");
    }
    assert!(cluster.one("AWS::EKS::Cluster")["ResourcesVpcConfig"].get("SecurityGroupIds").is_none());
}

#[test]
fn row_3_9_an_internal_load_balancer_forwards_to_pods_by_address() {
    let template = emitted::of("dev").template("gateway");
    let balancer = template.one("AWS::ElasticLoadBalancingV2::LoadBalancer");
    assert_eq!((&balancer["Type"], &balancer["Scheme"]), (&json!("network"), &json!("internal")));
    for subnet in balancer["Subnets"].as_array().expect("it has subnets") {
        assert!(import(subnet).starts_with("network:VpcPrivate"));
    }
    let targets = template.one("AWS::ElasticLoadBalancingV2::TargetGroup");
    assert_eq!((&targets["TargetType"], &targets["Protocol"]), (&json!("ip"), &json!("TCP")));
    let listener = template.one("AWS::ElasticLoadBalancingV2::Listener");
    assert_eq!((&listener["Protocol"], &listener["Port"]), (&json!("TCP"), &json!(80)));
    assert!(names(&listener["DefaultActions"], "Targets") && names(&listener["LoadBalancerArn"], "LoadBalancer"));
    assert!(names(&template.0["Outputs"]["TargetGroupArn"], "Targets"), "who binds pods to it needs its ARN");
}

#[test]
fn row_3_11_every_method_goes_through_the_link_to_the_one_load_balancer() {
    let template = emitted::of("prod").template("gateway");
    let link = template.one("AWS::ApiGateway::VpcLink");
    assert_eq!(link["TargetArns"], json!([{ "Ref": "LoadBalancer" }]));
    assert_eq!(template.one("AWS::ApiGateway::RestApi")["EndpointConfiguration"]["Types"], json!(["REGIONAL"]));
    for (id, method) in template.all("AWS::ApiGateway::Method") {
        let integration = &method["Integration"];
        assert_eq!(
            (&integration["Type"], &integration["ConnectionType"]),
            (&json!("HTTP"), &json!("VPC_LINK")),
            "{id}"
        );
        assert_eq!(integration["ConnectionId"], json!({ "Ref": "VpcLink" }), "{id}");
        assert_eq!(integration["IntegrationHttpMethod"], method["HttpMethod"], "{id}");
        assert_eq!(targets(&integration["Uri"]), ["LoadBalancer"], "{id}");
    }
}

#[test]
fn row_3_12_the_snapshot_waits_for_everything_that_is_in_it() {
    let template = emitted::of("dev").template("gateway");
    let stage = template.one("AWS::ApiGateway::Stage");
    assert_eq!(stage["StageName"], "dev");
    let deployment = stage["DeploymentId"]["Ref"].as_str().expect("the stage has a deployment");
    for kind in ["Method", "Model", "RequestValidator", "Authorizer", "GatewayResponse", "Resource"] {
        for (id, _) in template.all(&format!("AWS::ApiGateway::{kind}")) {
            assert!(template.waits_for(deployment, id), "{id}");
        }
    }
}

/// The snapshot's identity in both backends.
fn snapshot(emitted: &Emitted) -> (String, String) {
    let template = emitted.template("gateway");
    let id = template.one("AWS::ApiGateway::Stage")["DeploymentId"]["Ref"].as_str().expect("it has an id").to_owned();
    let root = emitted.root("gateway");
    (id, root.one("aws_api_gateway_deployment")["triggers"].to_string())
}

#[test]
fn row_3_12_a_new_snapshot_is_taken_when_the_api_changes_and_only_then() {
    let now = snapshot(&emitted::of("dev"));
    let other_throttle = emitted::with("dev", |settings| settings["api"]["throttle"]["rate"] = json!(300));
    assert_eq!(snapshot(&other_throttle), now, "a throttle belongs to the stage");
    let other_retention = emitted::with("dev", |settings| settings["log_retention_days"] = json!(30));
    assert_eq!(snapshot(&other_retention), now, "logs are beside the API");
    let edge = json!({
        "domain_name": "api.shop.example.com",
        "certificate_arn": CERTIFICATE,
        "truststore_version": "v1"
    });
    let closed = snapshot(&emitted::with("dev", |settings| settings["api"]["edge"] = edge));
    assert!(closed.0 != now.0 && closed.1 != now.1, "closing AWS's address changes the API itself");
}

#[test]
fn row_3_18_what_is_refused_shows_in_a_log_and_an_alarm() {
    let template = emitted::of("prod").template("gateway");
    let format = &template.one("AWS::ApiGateway::Stage")["AccessLogSetting"]["Format"];
    let format: Value = serde_json::from_str(format.as_str().expect("a format is text")).expect("a line is JSON");
    for (name, variable) in [
        ("requestId", "$context.requestId"),
        ("ip", "$context.identity.sourceIp"),
        ("status", "$context.status"),
        ("latency", "$context.responseLatency"),
        ("errorType", "$context.error.responseType"),
        ("principal", "$context.authorizer.claims.sub"),
    ] {
        assert_eq!(format[name], variable);
    }
    assert_eq!(template.props("StageAccessLog")["RetentionInDays"], 90);
    let filter = template.one("AWS::Logs::MetricFilter");
    assert_eq!(
        (&filter["LogGroupName"]["Ref"], &filter["FilterPattern"]),
        (&json!("StageAccessLog"), &json!("{ $.status = \"429\" }"))
    );
    let counted = &filter["MetricTransformations"][0];
    let alarm = template.props("ThrottledAlarm");
    assert_eq!((&alarm["MetricName"], &alarm["Namespace"]), (&counted["MetricName"], &counted["MetricNamespace"]));
}

#[test]
fn row_3_18_alarms_watch_this_stage_and_reach_somebody() {
    let template = emitted::of("prod").template("gateway");
    let api = &template.one("AWS::ApiGateway::RestApi")["Name"];
    let alarms = template.all("AWS::CloudWatch::Alarm");
    let of_stage: Vec<_> = alarms.iter().filter(|(_, alarm)| alarm["Namespace"] == "AWS/ApiGateway").collect();
    let metrics: BTreeSet<_> = of_stage.iter().filter_map(|(_, alarm)| alarm["MetricName"].as_str()).collect();
    assert_eq!(metrics, BTreeSet::from(["4XXError", "5XXError", "Latency"]));
    for (id, alarm) in of_stage {
        let dimensions = json!([{ "Name": "ApiName", "Value": api }, { "Name": "Stage", "Value": { "Ref": "Stage" } }]);
        assert_eq!(alarm["Dimensions"], dimensions, "{id}");
    }
    for (id, alarm) in &alarms {
        assert_eq!(import(&alarm["AlarmActions"][0]), "account:AlarmsRef", "{id}");
    }
}

#[test]
fn row_3_18_who_is_too_fast_gets_429_and_learns_when_to_come_back() {
    let template = emitted::of("dev").template("gateway");
    let response = template.one("AWS::ApiGateway::GatewayResponse");
    assert_eq!((&response["ResponseType"], &response["StatusCode"]), (&json!("THROTTLED"), &json!("429")));
    assert_eq!(response["ResponseParameters"]["gatewayresponse.header.Retry-After"], "'1'");
}

#[test]
fn row_3_20_only_signing_in_is_public() {
    let emitted = emitted::of("prod");
    let template = emitted.template("gateway");
    for (id, method) in template.all("AWS::ApiGateway::Method") {
        if route(&template, method) == ("users", "POST") {
            assert_eq!(method["AuthorizationType"], "NONE", "{id}");
        } else {
            assert_eq!(method["AuthorizationType"], "COGNITO_USER_POOLS", "{id}");
            assert_eq!(method["AuthorizerId"], json!({ "Ref": "ApiUsersAuthorizer" }), "{id}");
        }
    }
    let authorizer = template.one("AWS::ApiGateway::Authorizer");
    assert_eq!(authorizer["Type"], "COGNITO_USER_POOLS");
    assert!(names(&authorizer["ProviderARNs"], "UserPool"));
    let open: Vec<_> = emitted
        .root("gateway")
        .all("aws_api_gateway_method")
        .into_iter()
        .filter(|(_, method)| method["authorization"] == "NONE")
        .map(|(name, _)| name.to_owned())
        .collect();
    assert_eq!(open, ["api_users_post"]);
}

#[test]
fn row_3_20_orders_take_a_key_that_reaches_the_stage() {
    let template = emitted::of("dev").template("gateway");
    for (id, method) in template.all("AWS::ApiGateway::Method") {
        assert_eq!(method["ApiKeyRequired"], route(&template, method) == ("orders", "POST"), "{id}");
    }
    let plan = template.one("AWS::ApiGateway::UsagePlan");
    assert_eq!(plan["ApiStages"], json!([{ "ApiId": { "Ref": "Api" }, "Stage": { "Ref": "Stage" } }]));
    assert_eq!(plan["Quota"], json!({ "Limit": 10000, "Period": "MONTH" }));
    let key = template.one("AWS::ApiGateway::UsagePlanKey");
    assert!(names(&key["KeyId"], "OrdersPlanOrders") && names(&key["UsagePlanId"], "OrdersPlan"));
    assert!(template.one("AWS::ApiGateway::ApiKey").get("Value").is_none(), "the key is nowhere written down");
}

#[test]
fn row_3_23_the_stage_is_traced_measured_and_logs_errors_only() {
    let template = emitted::of("prod").template("gateway");
    let stage = template.one("AWS::ApiGateway::Stage");
    assert_eq!(stage["TracingEnabled"], true);
    for settings in stage["MethodSettings"].as_array().expect("settings are a list") {
        assert_eq!(
            (&settings["MetricsEnabled"], &settings["LoggingLevel"], &settings["DataTraceEnabled"]),
            (&json!(true), &json!("ERROR"), &json!(false))
        );
    }
    assert!(template.waits_for("Stage", "StageExecutionLog"), "API Gateway would make the group without retention");
    let rule = &template.one("AWS::XRay::SamplingRule")["SamplingRule"];
    assert_eq!(rule["ServiceName"], "mesh-gateway-prod-api/prod");
    let group = template.one("AWS::XRay::Group")["FilterExpression"].as_str().expect("an expression is text");
    assert!(group.starts_with("service(\"mesh-gateway-prod-api/prod\")"));
}

#[test]
fn row_3_24_with_a_domain_clients_show_certificates_and_there_is_no_way_round() {
    let template = emitted::of("prod").template("gateway");
    assert_eq!(template.one("AWS::ApiGateway::RestApi")["DisableExecuteApiEndpoint"], true);
    let domain = template.one("AWS::ApiGateway::DomainName");
    assert_eq!(domain["EndpointConfiguration"]["Types"], json!(["REGIONAL"]));
    assert!(names(&domain["MutualTlsAuthentication"]["TruststoreUri"], "Truststore"));
    assert!(domain["MutualTlsAuthentication"]["TruststoreVersion"].is_string());
    let bucket = template.one("AWS::S3::Bucket");
    assert_eq!(bucket["VersioningConfiguration"]["Status"], "Enabled");
    let closed = bucket["PublicAccessBlockConfiguration"].as_object().expect("it is closed");
    assert!(closed.len() == 4 && closed.values().all(|value| value == true));
    let mapping = template.one("AWS::ApiGateway::BasePathMapping");
    assert!(names(&mapping["Stage"], "Stage") && names(&mapping["DomainName"], "Domain"));
}

#[test]
fn row_3_24_without_a_domain_there_is_none_of_it() {
    let template = emitted::of("dev").template("gateway");
    assert_eq!(template.one("AWS::ApiGateway::RestApi")["DisableExecuteApiEndpoint"], false);
    assert!(template.all("AWS::ApiGateway::DomainName").is_empty() && template.all("AWS::S3::Bucket").is_empty());
}

#[test]
fn row_3_24_the_truststore_comes_before_the_domain() {
    let edge = json!({ "domain_name": "api.shop.example.com", "certificate_arn": CERTIFICATE });
    let template = emitted::with("dev", |settings| settings["api"]["edge"] = edge).template("gateway");
    assert_eq!(template.all("AWS::S3::Bucket").len(), 1);
    assert!(template.all("AWS::ApiGateway::DomainName").is_empty());
    assert_eq!(
        template.one("AWS::ApiGateway::RestApi")["DisableExecuteApiEndpoint"],
        false,
        "clients still need the old way"
    );
}
