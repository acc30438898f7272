//! Rows 3.4 and 3.7: the network, and that nothing in it is reached from the internet.

use serde_json::{Value, json};

use crate::emitted::{self, STACKS};
use crate::support::{Template, names};

/// The subnets whose id begins like this.
fn subnets<'t>(template: &'t Template, kind: &str) -> Vec<(&'t str, &'t Value)> {
    let kind = format!("Vpc{kind}");
    template.all("AWS::EC2::Subnet").into_iter().filter(|(id, _)| id.starts_with(&kind)).collect()
}

fn tag<'v>(props: &'v Value, key: &str) -> Option<&'v str> {
    let tags = props["Tags"].as_array()?;
    tags.iter().find(|tag| tag["Key"] == key).and_then(|tag| tag["Value"].as_str())
}

/// The way out of a subnet: the properties of its default route.
fn way_out<'t>(template: &'t Template, subnet: &str) -> &'t Value {
    let associations = template.all("AWS::EC2::SubnetRouteTableAssociation");
    let own: Vec<_> = associations.iter().filter(|(_, props)| names(&props["SubnetId"], subnet)).collect();
    assert_eq!(own.len(), 1, "{subnet} follows one table");
    let routes = template.all("AWS::EC2::Route");
    let own: Vec<_> = routes.iter().filter(|(_, props)| props["RouteTableId"] == own[0].1["RouteTableId"]).collect();
    assert_eq!(own.len(), 1, "{subnet} has one way out");
    assert_eq!(own[0].1["DestinationCidrBlock"], "0.0.0.0/0");
    own[0].1
}

#[test]
fn row_3_7_two_public_and_two_private_subnets_in_two_zones() {
    for environment in ["dev", "prod"] {
        let template = emitted::of(environment).template("network");
        for (kind, role) in [("Public", "kubernetes.io/role/elb"), ("Private", "kubernetes.io/role/internal-elb")] {
            let subnets = subnets(&template, kind);
            let zones: Vec<_> = subnets.iter().map(|(_, props)| &props["AvailabilityZone"]).collect();
            assert_eq!(zones, ["us-east-1a", "us-east-1b"]);
            for (id, props) in subnets {
                assert_eq!(tag(props, role), Some("1"), "{id}: controllers find it");
                assert_ne!(props["MapPublicIpOnLaunch"], true, "{id}: no public address unasked");
            }
        }
    }
}

#[test]
fn row_3_7_public_subnets_lead_to_the_internet_gateway() {
    let template = emitted::of("dev").template("network");
    for (id, _) in subnets(&template, "Public") {
        assert_eq!(way_out(&template, id)["GatewayId"], json!({ "Ref": "VpcInternetGateway" }));
    }
    assert!(
        template.waits_for("VpcPublicRoutesInternet", "VpcInternetGatewayAttachment"),
        "a route to a gateway that is not attached fails"
    );
}

#[test]
fn row_3_7_private_subnets_lead_out_and_nothing_leads_in() {
    let dev = emitted::of("dev").template("network");
    for (id, _) in subnets(&dev, "Private") {
        assert_eq!(way_out(&dev, id)["NatGatewayId"], json!({ "Ref": "VpcNatA" }), "{id}: one gateway for all");
    }
    let prod = emitted::of("prod").template("network");
    for (id, props) in subnets(&prod, "Private") {
        let gateway = way_out(&prod, id)["NatGatewayId"]["Ref"].as_str().expect("the way out is a NAT gateway");
        let beside = prod.props(gateway)["SubnetId"]["Ref"].as_str().expect("it stands in a subnet");
        assert_eq!(
            prod.props(beside)["AvailabilityZone"],
            props["AvailabilityZone"],
            "{id}: a gateway in its own zone"
        );
        assert!(beside.starts_with("VpcPublic"));
        assert!(prod.waits_for(gateway, "VpcInternetGatewayAttachment"));
    }
}

#[test]
fn row_3_7_everything_is_logged() {
    let template = emitted::of("prod").template("network");
    let flow = template.one("AWS::EC2::FlowLog");
    assert_eq!((&flow["ResourceId"], &flow["TrafficType"]), (&json!({ "Ref": "Vpc" }), &json!("ALL")));
    assert_eq!(template.one("AWS::Logs::LogGroup")["RetentionInDays"], 90);
    assert!(template.waits_for("VpcFlowLogs", "VpcFlowLogsWrite"));
    for (id, endpoint) in template.all("AWS::EC2::VPCEndpoint") {
        assert_eq!(endpoint["VpcEndpointType"], "Gateway", "{id}");
        let tables = endpoint["RouteTableIds"].as_array().map(Vec::len);
        assert_eq!(tables, Some(3), "{id}: every table knows the short way");
    }
    assert!(template.props("VpcS3Endpoint")["ServiceName"].to_string().contains(".s3"));
}

#[test]
fn row_3_4_nothing_but_the_api_is_reached_from_the_internet() {
    for environment in ["dev", "prod"] {
        let emitted = emitted::of(environment);
        for stack in STACKS {
            let template = emitted.template(stack);
            for (id, props) in template.all("AWS::ElasticLoadBalancingV2::LoadBalancer") {
                assert_eq!(props["Scheme"], "internal", "{stack}/{id}");
            }
            for (id, props) in template.all("AWS::EC2::SecurityGroupIngress") {
                assert!(
                    props.get("CidrIp").is_none() && props.get("CidrIpv6").is_none(),
                    "{stack}/{id} admits groups only"
                );
            }
            for (id, props) in template.all("AWS::EC2::SecurityGroup") {
                assert!(props.get("SecurityGroupIngress").is_none(), "{stack}/{id} admits nobody by itself");
            }
        }
        let cluster = emitted.template("cluster");
        for subnet in cluster.one("AWS::EKS::Nodegroup")["Subnets"].as_array().expect("nodes have subnets") {
            assert!(crate::emitted::import(subnet).starts_with("network:VpcPrivate"));
        }
    }
}
