//! Environments: what they differ in, and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::emitted;
use crate::support::Emitted;

/// What differs between two values: `Type/Property`, without what is below lists.
fn differences(stack: &str, dev: &Value, prod: &Value, found: &mut BTreeSet<String>) {
    let resources = |template: &Value| template["Resources"].as_object().expect("resources").clone();
    let (dev, prod) = (resources(dev), resources(prod));
    let ids: BTreeSet<&String> = dev.keys().chain(prod.keys()).collect();
    for id in ids {
        let (Some(left), Some(right)) = (dev.get(id), prod.get(id)) else {
            let one = dev.get(id).or_else(|| prod.get(id)).expect("one has it");
            found.insert(format!("{stack}: {} only in one", one["Type"].as_str().unwrap_or_default()));
            continue;
        };
        let kind = left["Type"].as_str().unwrap_or_default();
        for part in ["DeletionPolicy", "UpdateReplacePolicy"] {
            if left[part] != right[part] {
                found.insert(format!("{stack}: {kind} {part}"));
            }
        }
        let (left, right) = (&left["Properties"], &right["Properties"]);
        let names: BTreeSet<&String> =
            [left, right].into_iter().filter_map(Value::as_object).flat_map(|props| props.keys()).collect();
        for name in names.into_iter().filter(|name| left[*name] != right[*name]) {
            found.insert(format!("{stack}: {kind} {name}"));
        }
    }
}

/// A template with the environments' own names made one.
fn neutral(emitted: &Emitted, environment: &str, template: &str) -> Value {
    let text = emitted.text(template);
    let (account, domain) = match environment {
        "dev" => ("111122223333", "dev.platform.example.com"),
        _ => ("444455556666", "platform.example.com"),
    };
    let text = text
        .replace(domain, "DOMAIN")
        .replace(account, "ACCOUNT")
        .replace(&format!("{environment}1"), "CLUSTER")
        .replace(&format!("{}1", environment.replace("dev", "Dev").replace("prod", "Prod")), "Cluster")
        .replace(&format!("platform-{environment}"), "platform-ENV")
        .replace(&format!("platform/{environment}"), "platform/ENV")
        .replace(&format!("\"{environment}\""), "\"ENV\"")
        .replace(&format!("\"{environment}/"), "\"ENV/")
        .replace(&format!(" {environment}/"), " ENV/");
    serde_json::from_str(&text).expect("JSON")
}

#[test]
fn row_4_14_dev_differs_from_prod_in_what_its_settings_say() {
    let [dev, prod] = ["dev", "prod"].map(emitted::of);
    let mut found = BTreeSet::new();
    let pairs = dev.assembly.manifest.stacks.iter().zip(&prod.assembly.manifest.stacks);
    for (left, right) in pairs {
        let name = left.name.replace("dev1", "CLUSTER");
        assert_eq!(name, right.name.replace("prod1", "CLUSTER"));
        let [left, right] =
            [left, right].map(|stack| stack.cloudformation.as_ref().expect("a template").template.as_str());
        differences(&name, &neutral(&dev, "dev", left), &neutral(&prod, "prod", right), &mut found);
    }
    let declared: BTreeSet<String> =
        DIFFERENCES.iter().flat_map(|(_, made)| made.iter().map(|line| (*line).to_owned())).collect();
    assert_eq!(found, declared);
}

/// Each setting that differs, and what it makes differ: stack, type, property.
const DIFFERENCES: &[(&str, &[&str])] = &[
    (
        "disposable",
        &[
            "eks-CLUSTER-infra: AWS::EKS::Cluster DeletionPolicy",
            "eks-CLUSTER-infra: AWS::EKS::Cluster UpdateReplacePolicy",
            "eks-CLUSTER-infra: AWS::KMS::Key DeletionPolicy",
            "eks-CLUSTER-infra: AWS::KMS::Key UpdateReplacePolicy",
            "eks-CLUSTER-infra: AWS::Logs::LogGroup DeletionPolicy",
            "eks-CLUSTER-infra: AWS::Logs::LogGroup UpdateReplacePolicy",
            "network: AWS::EC2::EIP only in one",
            "network: AWS::EC2::NatGateway only in one",
            "network: AWS::EC2::Route NatGatewayId",
            "network: AWS::ElasticLoadBalancingV2::LoadBalancer LoadBalancerAttributes",
            "network: AWS::KMS::Key DeletionPolicy",
            "network: AWS::KMS::Key UpdateReplacePolicy",
            "network: AWS::Route53::HostedZone DeletionPolicy",
            "network: AWS::Route53::HostedZone UpdateReplacePolicy",
            "rds: AWS::KMS::Key DeletionPolicy",
            "rds: AWS::KMS::Key UpdateReplacePolicy",
            "rds: AWS::RDS::DBInstance DeletionPolicy",
            "rds: AWS::RDS::DBInstance DeletionProtection",
            "rds: AWS::RDS::DBInstance UpdateReplacePolicy",
            "tfstate: AWS::KMS::Key DeletionPolicy",
            "tfstate: AWS::KMS::Key UpdateReplacePolicy",
            "tfstate: AWS::S3::Bucket DeletionPolicy",
            "tfstate: AWS::S3::Bucket UpdateReplacePolicy",
        ],
    ),
    (
        "platform.network",
        &[
            "eks-CLUSTER-infra: AWS::EKS::Nodegroup Subnets",
            "network: AWS::EC2::Route only in one",
            "network: AWS::EC2::RouteTable only in one",
            "network: AWS::EC2::Subnet CidrBlock",
            "network: AWS::EC2::Subnet only in one",
            "network: AWS::EC2::SubnetRouteTableAssociation only in one",
            "network: AWS::EC2::VPC CidrBlock",
            "network: AWS::EC2::VPCEndpoint RouteTableIds",
            "network: AWS::ElasticLoadBalancingV2::LoadBalancer Subnets",
            "rds: AWS::RDS::DBSubnetGroup SubnetIds",
        ],
    ),
    ("platform.alarm_emails", &["network: AWS::SNS::Subscription only in one"]),
    (
        "platform.cluster",
        &[
            "eks-CLUSTER-infra: AWS::EKS::Cluster ResourcesVpcConfig",
            "eks-CLUSTER-infra: AWS::EKS::Nodegroup InstanceTypes",
            "eks-CLUSTER-infra: AWS::EKS::Nodegroup ScalingConfig",
        ],
    ),
    (
        "platform.database",
        &[
            "rds: AWS::RDS::DBInstance AllocatedStorage",
            "rds: AWS::RDS::DBInstance DBInstanceClass",
            "rds: AWS::RDS::DBInstance MaxAllocatedStorage",
            "rds: AWS::RDS::DBInstance MultiAZ",
        ],
    ),
];
