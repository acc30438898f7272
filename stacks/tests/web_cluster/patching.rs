//! Row 1.14: Systems Manager sees the nodes, looks for missing patches, and runs commands on them.

use serde_json::{Value, json};

use crate::emitted;
use crate::support::iam::{Question, allowed, statements};

#[test]
fn row_1_14_nodes_are_known_to_systems_manager() {
    let template = emitted("prod").template("cluster");
    let managed = template.props("NodesRole")["ManagedPolicyArns"].to_string();
    assert!(managed.contains(":policy/AmazonSSMManagedInstanceCore"), "it allows ssmmessages: {managed}");
    for (id, group) in template.all("AWS::EKS::Nodegroup") {
        assert_eq!(group["NodeRole"]["Fn::GetAtt"], json!(["NodesRole", "Arn"]), "{id}");
        let subnet = group["Subnets"][0]["Ref"].as_str().expect("a subnet");
        assert!(template.way_out(subnet).is_some(), "{id} reaches Systems Manager");
    }
}

/// What instances are tagged with when they start.
fn instance_tags(template: &Value) -> Vec<Value> {
    let data = &template["Resources"]["NodesTemplate"]["Properties"]["LaunchTemplateData"];
    let specs = data["TagSpecifications"].as_array().expect("instances are tagged");
    let instance = specs.iter().find(|it| it["ResourceType"] == "instance").expect("instances are tagged");
    instance["Tags"].as_array().expect("tags").clone()
}

#[test]
fn row_1_14_the_window_finds_the_nodes_by_their_tag_and_only_looks() {
    for environment in ["dev", "prod"] {
        let emitted = emitted(environment);
        let template = emitted.template("patching");
        let group = json!(format!("web-cluster-{environment}"));
        let tags = instance_tags(&emitted.template("cluster").0);
        assert!(tags.contains(&json!({ "Key": "PatchGroup", "Value": group })), "{tags:?}");
        let target = template.one("AWS::SSM::MaintenanceWindowTarget");
        assert_eq!(target["Targets"], json!([{ "Key": "tag:PatchGroup", "Values": [group] }]));
        assert_eq!(template.one("AWS::SSM::PatchBaseline")["PatchGroups"], json!([group]));

        let task = template.one("AWS::SSM::MaintenanceWindowTask");
        assert_eq!(task["TaskArn"], "AWS-RunPatchBaseline");
        assert_eq!(task["Targets"], json!([{ "Key": "WindowTargetIds", "Values": [{ "Ref": "NodesTarget" }] }]));
        let run = &task["TaskInvocationParameters"]["MaintenanceWindowRunCommandParameters"];
        assert_eq!(run["Parameters"]["Operation"], json!(["Scan"]), "nothing is installed");
        let window = template.one("AWS::SSM::MaintenanceWindow");
        assert!(window["Duration"].as_u64() > window["Cutoff"].as_u64());
    }
}

#[test]
fn row_1_14_commands_reach_these_nodes_and_no_other_instance() {
    let template = emitted("prod").template("patching");
    let policy = statements(&template.one("AWS::IAM::ManagedPolicy")["PolicyDocument"]);
    let send = |resource: &str, context: &[(&str, &str)]| {
        allowed(&policy, &Question { action: "ssm:SendCommand", resource: json!(resource), context })
    };
    let node = "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:instance/i-0a1b2c3d4e5f60718";
    assert!(send(node, &[("ssm:resourceTag/PatchGroup", "web-cluster-prod")]));
    assert!(!send(node, &[("ssm:resourceTag/PatchGroup", "another")]) && !send(node, &[]));
    assert!(send("arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-RunShellScript", &[]));
    assert!(!send("arn:${AWS::Partition}:ssm:${AWS::Region}::document/AWS-UpdateSSMAgent", &[]));
}
