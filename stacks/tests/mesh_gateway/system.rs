//! The system as a whole.

use serde_json::Value;

use crate::emitted::{self, STACKS};
use crate::support::Emitted;

#[test]
fn nothing_is_found_that_is_not_signed() {
    for environment in ["dev", "prod"] {
        let emitted = emitted::of(environment);
        assert!(emitted.faults().is_empty(), "{environment}: {:?}", emitted.findings);
    }
}

#[test]
fn stacks_are_deployed_in_this_order() {
    let names: Vec<String> =
        emitted::of("prod").assembly.manifest.stacks.iter().map(|stack| stack.name.clone()).collect();
    assert_eq!(names, STACKS);
}

#[test]
fn the_same_settings_give_the_same_bytes() {
    for environment in ["dev", "prod"] {
        assert_eq!(emitted::of(environment).assembly.files, emitted::of(environment).assembly.files);
    }
}

#[test]
fn values_between_roots_come_from_the_producers_state() {
    let root = emitted::of("dev").root("cluster");
    let state = &root.0["data"]["terraform_remote_state"]["network"]["config"];
    assert_eq!(state["key"], "mesh-gateway/dev/network.tfstate");
    assert_eq!(root.0["terraform"]["backend"]["s3"]["bucket"], state["bucket"]);
}

#[test]
fn without_a_bucket_for_state_they_are_variables_and_the_manifest_says_whose() {
    let emitted = Emitted::with_all("mesh-gateway", "dev", |settings| settings["state"] = Value::Null);
    let root = emitted.root("cluster");
    assert!(root.0["data"].get("terraform_remote_state").is_none() && root.0["terraform"].get("backend").is_none());
    let stacks = &emitted.assembly.manifest.stacks;
    let cluster = stacks.iter().find(|stack| stack.name == "cluster").and_then(|stack| stack.terraform.as_ref());
    let variables = &cluster.expect("the root is listed").variables;
    let given: Vec<_> = variables.iter().filter(|variable| variable.from.is_some()).collect();
    assert!(given.len() >= 2, "two subnets");
    for variable in given {
        assert!(root.0["variable"][&variable.name].is_object(), "{}", variable.name);
        assert_eq!(variable.from.as_ref().map(|source| source.stack.as_str()), Some("network"));
    }
}

/// What is lost with its resource.
const DATA: [&str; 8] = [
    "AWS::ACMPCA::CertificateAuthority",
    "AWS::Cognito::UserPool",
    "AWS::ECR::Repository",
    "AWS::EKS::Cluster",
    "AWS::KMS::Key",
    "AWS::Logs::LogGroup",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
];

#[test]
fn what_holds_data_stays_in_prod_and_may_go_in_dev() {
    for (environment, kept) in [("prod", true), ("dev", false)] {
        let emitted = emitted::of(environment);
        for stack in STACKS {
            let template = emitted.template(stack);
            for (id, _) in DATA.iter().flat_map(|kind| template.all(kind)) {
                let resource = template.resource(id);
                for policy in ["DeletionPolicy", "UpdateReplacePolicy"] {
                    assert_eq!(resource[policy] == "Retain", kept, "{environment} {stack}/{id} {policy}");
                }
            }
            let guarded =
                emitted.text(&format!("terraform/{stack}/main.tf.json")).contains("\"prevent_destroy\": true");
            assert!(kept || !guarded, "{environment} {stack}: Terraform can destroy it");
        }
    }
}

#[test]
fn adding_a_zone_changes_no_other() {
    let before = emitted::of("prod").template("network");
    let after = emitted::with("prod", |settings| {
        settings["network"]["zones"].as_array_mut().expect("zones are a list").push("us-east-1c".into());
    });
    let after = after.template("network");
    let resources = before.0["Resources"].as_object().expect("a template has resources");
    for (id, resource) in resources.iter().filter(|(id, _)| !id.ends_with("Endpoint")) {
        assert_eq!(after.resource(id), resource, "{id}");
    }
}

#[test]
fn templates_say_nothing_secret() {
    for environment in ["dev", "prod"] {
        let emitted = emitted::of(environment);
        for stack in STACKS {
            let outputs = emitted.template(stack).0["Outputs"].clone();
            let outputs = outputs.as_object().into_iter().flatten().map(|(_, output)| &output["Value"]);
            for value in outputs.map(Value::to_string) {
                assert!(!value.contains("ClientSecret") && !value.contains("Password"), "{stack}: {value}");
            }
        }
    }
}
