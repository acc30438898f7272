//! Rows 3.13 and 3.21 to 3.23: the mesh, certificates on both sides, and an alarm when they do not match.

use serde_json::{Value, json};

use crate::emitted::{self, import};
use crate::support::{Template, names};

const NODES: [&str; 3] = ["UsersNode", "ProductsNode", "OrdersNode"];

fn host(service: &str) -> String {
    format!("{service}.shop.svc.cluster.local")
}

fn listener<'t>(template: &'t Template, node: &str) -> &'t Value {
    &template.props(node)["Spec"]["Listeners"][0]
}

/// The names that one side asks for in the other's certificate.
fn names_asked(tls: &Value) -> Vec<String> {
    let exact = tls["Validation"]["SubjectAlternativeNames"]["Match"]["Exact"].as_array().expect("names are asked for");
    exact.iter().map(|name| name.as_str().expect("a name is text").to_owned()).collect()
}

#[test]
fn row_3_13_a_mesh_of_three_nodes_and_three_services() {
    let template = emitted::of("dev").template("mesh");
    assert_eq!(template.one("AWS::AppMesh::Mesh")["Spec"]["EgressFilter"]["Type"], "DROP_ALL");
    let nodes: Vec<_> = template.all("AWS::AppMesh::VirtualNode").into_iter().map(|(id, _)| id).collect();
    assert_eq!(nodes, NODES);
    for (id, service) in template.all("AWS::AppMesh::VirtualService") {
        let node = id.replace("Service", "Node");
        assert!(names(&service["Spec"]["Provider"]["VirtualNode"], &node), "{id}");
        let found_at = &template.props(&node)["Spec"]["ServiceDiscovery"]["DNS"]["Hostname"];
        assert_eq!(&service["VirtualServiceName"], found_at, "{id}: one name for the service and where it is");
    }
}

#[test]
fn row_3_13_who_calls_whom() {
    let template = emitted::of("dev").template("mesh");
    let backends = template.props("OrdersNode")["Spec"]["Backends"].as_array().expect("orders calls others");
    assert_eq!(backends.len(), 2);
    for (backend, service) in backends.iter().zip(["UsersService", "ProductsService"]) {
        assert!(names(&backend["VirtualService"]["VirtualServiceName"], service));
    }
    for node in ["UsersNode", "ProductsNode"] {
        assert!(template.props(node)["Spec"].get("Backends").is_none(), "{node} calls nobody");
    }
}

#[test]
fn row_3_13_that_the_service_has_ended_is_signed_once() {
    for environment in ["dev", "prod"] {
        let findings = emitted::of(environment).findings;
        assert!(findings.iter().all(|finding| finding.rule != "service-ended"), "{findings:?}");
    }
    let without = emitted::with("prod", |settings| {
        settings.as_object_mut().expect("settings are an object").remove("mesh");
    });
    assert!(without.faults().is_empty(), "without the mesh there is nothing to sign: {:?}", without.findings);
    assert!(without.assembly.file("cloudformation/mesh.template.json").is_none());
}

#[test]
fn row_3_3_the_gateway_knows_a_path_for_each_service() {
    let template = emitted::of("dev").template("mesh");
    let routes = template.all("AWS::AppMesh::GatewayRoute");
    assert_eq!(routes.len(), 3);
    for (id, route) in routes {
        let http = &route["Spec"]["HttpRoute"];
        let service = id.replace("Route", "Service");
        assert!(names(&http["Action"]["Target"], &service), "{id}");
        let path = http["Match"]["Prefix"].as_str().expect("a route has a path");
        assert_eq!(template.props(&service)["VirtualServiceName"], host(path.trim_start_matches('/')), "{id}");
        assert_eq!(http["Action"]["Rewrite"]["Prefix"]["DefaultPrefix"], "DISABLED", "{id}: the path stays as it is");
    }
    let entry = &template.one("AWS::AppMesh::VirtualGateway")["Spec"]["Listeners"][0]["PortMapping"]["Port"];
    let targets = emitted::of("dev").template("gateway");
    assert_eq!(entry, &targets.one("AWS::ElasticLoadBalancingV2::TargetGroup")["Port"]);
}

#[test]
fn row_3_21_every_listener_shows_a_certificate_and_asks_for_one() {
    let template = emitted::of("prod").template("mesh");
    for node in NODES {
        let tls = &listener(&template, node)["TLS"];
        assert_eq!(tls["Mode"], "STRICT", "{node}");
        let certificate = node.replace("Node", "Certificate");
        assert!(names(&tls["Certificate"]["ACM"]["CertificateArn"], &certificate), "{node}");
        assert_eq!(
            template.props(&certificate)["DomainName"],
            template.props(node)["Spec"]["ServiceDiscovery"]["DNS"]["Hostname"]
        );
        assert_eq!(
            tls["Validation"]["Trust"],
            json!({ "File": { "CertificateChain": "/etc/mesh-tls/ca.crt" } }),
            "{node}"
        );
    }
}

#[test]
fn row_3_21_every_caller_shows_a_certificate_and_checks_the_others() {
    let template = emitted::of("prod").template("mesh");
    for id in ["OrdersNode", "Gateway"] {
        let tls = &template.props(id)["Spec"]["BackendDefaults"]["ClientPolicy"]["TLS"];
        assert_eq!(tls["Enforce"], true, "{id}");
        let file = json!({ "CertificateChain": "/etc/mesh-tls/tls.crt", "PrivateKey": "/etc/mesh-tls/tls.key" });
        assert_eq!(tls["Certificate"], json!({ "File": file }), "{id}");
        let trusted = &tls["Validation"]["Trust"]["ACM"]["CertificateAuthorityArns"];
        assert!(names(trusted, "AuthorityActivation"), "{id}: the mesh's own authority");
    }
}

#[test]
fn row_3_21_one_authority_issues_everything() {
    let template = emitted::of("prod").template("mesh");
    let authority = template.one("AWS::ACMPCA::CertificateAuthority");
    assert_eq!((&authority["Type"], &authority["UsageMode"]), (&json!("ROOT"), &json!("GENERAL_PURPOSE")));
    assert_eq!(template.one("AWS::ACMPCA::CertificateAuthorityActivation")["Status"], "ACTIVE");
    let renewal = template.one("AWS::ACMPCA::Permission");
    assert_eq!(renewal["Principal"], "acm.amazonaws.com");
    for (id, certificate) in template.all("AWS::CertificateManager::Certificate") {
        assert!(
            names(&certificate["CertificateAuthorityArn"], "AuthorityActivation"),
            "{id} waits until it may be issued"
        );
    }
}

#[test]
fn row_3_22_a_listener_takes_exactly_those_who_call_it() {
    let template = emitted::of("dev").template("mesh");
    let (gateway, orders) = (host("gateway"), host("orders"));
    for (node, callers) in [
        ("UsersNode", vec![gateway.clone(), orders.clone()]),
        ("ProductsNode", vec![gateway.clone(), orders]),
        ("OrdersNode", vec![gateway]),
    ] {
        assert_eq!(names_asked(&listener(&template, node)["TLS"]), callers, "{node}");
    }
}

#[test]
fn row_3_22_a_caller_takes_exactly_those_it_calls() {
    let template = emitted::of("dev").template("mesh");
    let client = |id: &str| names_asked(&template.props(id)["Spec"]["BackendDefaults"]["ClientPolicy"]["TLS"]);
    assert_eq!(client("OrdersNode"), [host("users"), host("products")]);
    assert_eq!(client("Gateway"), [host("users"), host("products"), host("orders")]);
}

#[test]
fn row_3_22_each_proxy_is_its_own_member_only() {
    let template = emitted::of("dev").template("mesh");
    for (id, member) in [
        ("UsersProxy", "UsersNode"),
        ("ProductsProxy", "ProductsNode"),
        ("OrdersProxy", "OrdersNode"),
        ("GatewayProxy", "Gateway"),
    ] {
        let policy = template.props(id);
        let statements = policy["PolicyDocument"]["Statement"].as_array().expect("a policy has statements");
        assert_eq!(statements[0]["Action"], "appmesh:StreamAggregatedResources");
        assert!(names(&statements[0]["Resource"], member), "{id}");
        for statement in statements {
            assert!(statement["Resource"] != "*", "{id}");
        }
    }
    assert_eq!(import(&template.props("OrdersProxy")["RoleName"]), "services:OrdersIdentityRoleRef");
}

#[test]
fn row_3_23_a_failed_handshake_is_an_alarm() {
    let emitted = emitted::of("prod");
    let template = emitted.template("mesh");
    let filter = template.one("AWS::Logs::MetricFilter");
    assert_eq!(filter["FilterPattern"], "?\"TLS error\" ?\"TLS_error\"");
    assert_eq!(import(&filter["LogGroupName"]), "cluster:PodLogsRef");
    let counted = &filter["MetricTransformations"][0];
    let alarm = template.one("AWS::CloudWatch::Alarm");
    assert_eq!((&alarm["MetricName"], &alarm["Namespace"]), (&counted["MetricName"], &counted["MetricNamespace"]));
    assert_eq!(import(&alarm["AlarmActions"][0]), "account:AlarmsRef");
    for member in NODES.into_iter().chain(["Gateway"]) {
        let file = &template.props(member)["Spec"]["Logging"]["AccessLog"]["File"];
        assert_eq!(file["Path"], "/dev/stdout", "{member}: what the observability add-on collects");
        assert!(file["Format"]["Json"].to_string().contains("%UPSTREAM_TRANSPORT_FAILURE_REASON%"), "{member}");
    }
    let cluster = emitted.template("cluster");
    assert_eq!(cluster.props("PodLogs")["RetentionInDays"], 90);
    let collector = cluster.props("Observability");
    assert_eq!(collector["AddonName"], "amazon-cloudwatch-observability");
    assert!(cluster.waits_for("Observability", "PodLogs"));
}

#[test]
fn row_3_21_both_backends_say_the_same_of_certificates() {
    let root = emitted::of("prod").root("mesh");
    let nodes = root.all("aws_appmesh_virtual_node");
    assert_eq!(nodes.len(), 3);
    for (name, node) in nodes {
        let tls = &node["spec"]["listener"][0]["tls"];
        assert_eq!(tls["mode"], "STRICT", "{name}");
        assert_eq!(tls["validation"]["trust"]["file"]["certificate_chain"], "/etc/mesh-tls/ca.crt", "{name}");
    }
}
