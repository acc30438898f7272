//! The database, and who reaches it.

use serde_json::{Value, json};

use crate::emitted::{self, STACKS};
use crate::support::Template;

#[test]
fn row_4_11_the_database_is_encrypted_stands_twice_and_has_a_managed_password() {
    let template = emitted::of("prod").template("rds");
    let database = template.one("AWS::RDS::DBInstance");
    for (property, value) in [
        ("Engine", json!("postgres")),
        ("MultiAZ", json!(true)),
        ("StorageEncrypted", json!(true)),
        ("PubliclyAccessible", json!(false)),
        ("DeletionProtection", json!(true)),
        ("ManageMasterUserPassword", json!(true)),
        ("MaxAllocatedStorage", json!(500)),
    ] {
        assert_eq!(database[property], value, "{property}");
    }
    assert!(database.get("MasterUserPassword").is_none());
    assert_eq!(template.0["Resources"]["Database"]["DeletionPolicy"], "Snapshot");
    let subnets = template.one("AWS::RDS::DBSubnetGroup").to_string();
    assert!(subnets.contains("IsolatedA") && subnets.contains("IsolatedB"), "{subnets}");
}

/// The rules of a kind in every stack of `prod`.
fn rules(kind: &str) -> Vec<Value> {
    let emitted = emitted::of("prod");
    let rules = |stack: &str| -> Vec<Value> {
        emitted.template(stack).all(kind).into_iter().map(|(_, rule)| rule.clone()).collect()
    };
    STACKS.iter().flat_map(|(stack, _)| rules(stack)).collect()
}

#[test]
fn row_4_11_only_clusters_and_the_bastion_reach_the_database() {
    let to_database = |rule: &&Value| rule["FromPort"] == 5432;
    let found = rules("AWS::EC2::SecurityGroupIngress");
    let mut sources: Vec<String> =
        found.iter().filter(to_database).map(|rule| rule["SourceSecurityGroupId"].to_string()).collect();
    sources.sort();
    assert_eq!(sources.len(), 2, "{sources:?}");
    assert!(sources[0].contains("BastionGroup") && sources[1].contains("eks-prod1-infra"), "{sources:?}");
    assert!(found.iter().filter(to_database).all(|rule| rule.get("CidrIp").is_none() && rule["ToPort"] == 5432));
}

fn bastion() -> Template {
    emitted::of("prod").template("bastion")
}

#[test]
fn row_4_12_nobody_reaches_the_bastion_and_it_reaches_the_database_alone() {
    let template = bastion();
    let group = template.one("AWS::EC2::SecurityGroup");
    assert!(group.get("SecurityGroupIngress").is_none());
    assert_eq!(group["SecurityGroupEgress"][0]["Description"], "Lets nothing out");
    let ways: Vec<(&Value, bool)> = template
        .all("AWS::EC2::SecurityGroupEgress")
        .into_iter()
        .map(|(_, rule)| (&rule["FromPort"], rule.get("CidrIp").is_some()))
        .collect();
    // HTTPS is what Systems Manager needs; every cluster's endpoint lets only its own in.
    assert_eq!(ways, [(&json!(443), true), (&json!(5432), false)]);
    let admits = |rule: &&Value| rule["GroupId"].to_string().contains("Bastion");
    assert_eq!(rules("AWS::EC2::SecurityGroupIngress").iter().filter(admits).count(), 0);
    let from = |rule: &&Value| rule["SourceSecurityGroupId"].to_string().contains("Bastion");
    assert_eq!(rules("AWS::EC2::SecurityGroupIngress").iter().filter(from).count(), 1, "the database alone");
}

#[test]
fn row_4_12_the_bastion_has_no_key_and_no_address() {
    let template = bastion();
    let machine = template.one("AWS::EC2::Instance");
    assert!(machine.get("KeyName").is_none() && machine.get("NetworkInterfaces").is_none());
    assert!(machine["SubnetId"].to_string().contains("PrivateA"));
    assert_eq!(machine["MetadataOptions"]["HttpTokens"], "required");
}

#[test]
fn row_4_12_operators_forward_ports_and_get_no_shell() {
    let template = bastion();
    let statements = template.one("AWS::IAM::ManagedPolicy")["PolicyDocument"]["Statement"].clone();
    let start = &statements[0];
    assert_eq!(start["Action"], "ssm:StartSession");
    let resources = start["Resource"].to_string();
    assert!(resources.contains("instance/${Bastion}") && resources.contains("StartPortForwardingSessionToRemoteHost"));
    assert_eq!(start["Condition"]["BoolIfExists"]["ssm:SessionDocumentAccessCheck"], "true");
    assert!(statements[1]["Resource"].to_string().contains("${aws:userid}-*"), "only their own sessions");
}
