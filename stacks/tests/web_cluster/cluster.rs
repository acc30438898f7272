//! Rows 1.1, 1.2, 1.5, 1.13 and 1.15: the network, the nodes, and pods without nodes.

use serde_json::json;

use crate::support::{Emitted, Template};
use crate::{emitted, on_fargate};

/// The ids of the subnets that a value lists.
fn subnets(value: &serde_json::Value) -> Vec<String> {
    let ids = value.as_array().expect("subnets are a list").iter();
    ids.map(|id| id["Ref"].as_str().expect("a subnet of the stack").to_owned()).collect()
}

fn zone(template: &Template, subnet: &str) -> String {
    template.props(subnet)["AvailabilityZone"].as_str().expect("zones are named").to_owned()
}

#[test]
fn row_1_1_a_network_is_made_and_the_cluster_stands_where_only_ways_out_lead() {
    for (environment, gateways) in [("dev", 1), ("prod", 3)] {
        let template = emitted(environment).template("cluster");
        assert_eq!(template.all("AWS::EC2::NatGateway").len(), gateways, "{environment}");
        assert_eq!(template.all("AWS::EC2::EIP").len(), gateways);
        let cluster = subnets(&template.props("Cluster")["ResourcesVpcConfig"]["SubnetIds"]);
        assert_eq!(cluster.len(), 3);
        for subnet in cluster {
            let route = template.way_out(&subnet).expect("nodes reach images and AWS's APIs");
            assert!(route["NatGatewayId"].is_object() && route.get("GatewayId").is_none(), "{subnet}: {route}");
        }
    }
}

#[test]
fn row_1_1_a_network_that_is_given_is_used() {
    let given = json!({ "given": {
        "vpc_id": "vpc-0a1b2c3d4e5f60718", "cidr": "10.0.0.0/16",
        "public_subnets": ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"],
        "private_subnets": ["subnet-0bbbbbbbbbbbbbbb1", "subnet-0bbbbbbbbbbbbbbb2"]
    } });
    let emitted = Emitted::with("web-cluster", "dev", |settings| settings["network"] = given);
    let template = emitted.template("cluster");
    assert!(!emitted.findings.has_errors(), "{:?}", emitted.findings);
    assert!(template.resources().all(|(_, resource)| resource["Type"] != "AWS::EC2::VPC"));
    let expected = json!(["subnet-0bbbbbbbbbbbbbbb1", "subnet-0bbbbbbbbbbbbbbb2"]);
    assert_eq!(template.props("Cluster")["ResourcesVpcConfig"]["SubnetIds"], expected);
    assert_eq!(template.all("AWS::EKS::Nodegroup").len(), 2, "one for each zone");
}

#[test]
fn row_1_2_there_is_exactly_one_node_group_for_each_zone_with_one_node() {
    for environment in ["dev", "prod"] {
        let template = emitted(environment).template("cluster");
        let mut zones = Vec::new();
        for (id, group) in template.all("AWS::EKS::Nodegroup") {
            let [subnet] = &subnets(&group["Subnets"])[..] else { panic!("{id} spans zones") };
            zones.push(zone(&template, subnet));
            let size = &group["ScalingConfig"];
            assert_eq!((&size["MinSize"], &size["DesiredSize"]), (&json!(1), &json!(1)), "{id}");
        }
        zones.sort();
        assert_eq!(zones, ["us-east-1a", "us-east-1b", "us-east-1c"], "{environment}");
    }
    let template = emitted("dev").template("cluster");
    let most = template.all("AWS::EKS::Nodegroup");
    assert!(most.iter().all(|(_, group)| group["ScalingConfig"]["MaxSize"] == 1), "exactly one in dev");
}

#[test]
fn row_1_2_a_zone_that_is_added_changes_no_other() {
    let before = emitted("prod").template("cluster");
    let after = Emitted::with("web-cluster", "prod", |settings| {
        settings["network"]["made"]["zones"].as_array_mut().expect("zones are a list").push("us-east-1d".into());
    });
    let after = after.template("cluster");
    for (id, resource) in before.resources() {
        // What knows all subnets knows one more.
        let lists_subnets = ["Cluster", "ClusterNetworkS3Endpoint", "ClusterNetworkDynamoDbEndpoint"].contains(&id);
        assert!(lists_subnets || after.props(id) == &resource["Properties"], "{id}");
    }
}

#[test]
fn row_1_13_node_groups_have_room_to_grow() {
    for (environment, most) in [("dev", 1), ("prod", 3)] {
        let template = emitted(environment).template("cluster");
        for (id, group) in template.all("AWS::EKS::Nodegroup") {
            let of = |name: &str| group["ScalingConfig"][name].as_u64().expect("a number");
            assert!(of("MinSize") <= of("DesiredSize") && of("DesiredSize") <= of("MaxSize"), "{id}");
            assert_eq!(of("MaxSize"), most, "{environment}");
        }
    }
    let emitted = Emitted::with("web-cluster", "dev", |it| it["compute"]["nodes"]["max_per_zone"] = 0.into());
    assert!(emitted.findings.has_errors(), "fewer at most than at least");
}

#[test]
fn row_1_13_a_deployment_does_not_set_the_number_of_nodes_back() {
    for (environment, ignored) in [("dev", json!(null)), ("prod", json!(["scaling_config[0].desired_size"]))] {
        let root = emitted(environment).root("cluster");
        let groups = root["resource"]["aws_eks_node_group"].as_object().expect("groups of nodes");
        for (name, group) in groups {
            assert_eq!(group["lifecycle"]["ignore_changes"], ignored, "{environment}: {name}");
        }
    }
}

#[test]
fn row_1_15_pods_on_fargate_have_no_nodes_and_private_subnets() {
    let emitted = on_fargate();
    let template = emitted.template("cluster");
    assert!(template.all("AWS::EKS::Nodegroup").is_empty() && template.all("AWS::EC2::LaunchTemplate").is_empty());
    let profiles = template.all("AWS::EKS::FargateProfile");
    let namespaces: Vec<_> = profiles.iter().map(|(_, it)| &it["Selectors"][0]["Namespace"]).collect();
    assert_eq!(namespaces, ["kube-system", "web"], "the cluster's own pods have no nodes either");
    for (id, profile) in profiles {
        for subnet in subnets(&profile["Subnets"]) {
            let route = template.way_out(&subnet).expect("images are pulled");
            assert!(route.get("GatewayId").is_none(), "{id}: {subnet} is public");
        }
        let role = &profile["PodExecutionRoleArn"]["Fn::GetAtt"][0];
        let trust = &template.props(role.as_str().expect("a role"))["AssumeRolePolicyDocument"]["Statement"][0];
        assert_eq!(trust["Principal"]["Service"], "eks-fargate-pods.amazonaws.com");
    }
    let dns = template.all("AWS::EKS::Addon").into_iter().find(|(_, it)| it["AddonName"] == "coredns");
    let config = dns.expect("names are resolved").1["ConfigurationValues"].to_string();
    assert!(config.contains("Fargate"), "{config}");
    assert!(!emitted.stacks().contains(&"patching".to_owned()), "there is no system to patch");
}
