//! Roots, their states, and the order in which they are applied.

use std::collections::BTreeSet;

use crate::emitted::{self, STACKS};

#[test]
fn nothing_is_found_that_is_not_signed() {
    for environment in ["dev", "prod"] {
        let emitted = emitted::of(environment);
        assert!(emitted.faults().is_empty(), "{environment}: {}", emitted.report());
    }
}

#[test]
fn row_4_2_six_roots_are_six_stacks_in_this_order() {
    let stacks = &emitted::of("prod").assembly.manifest.stacks;
    let names: Vec<(&str, &str)> = stacks
        .iter()
        .map(|stack| {
            let root = &stack.terraform.as_ref().expect("a root").root;
            (stack.name.as_str(), root.strip_prefix("terraform/").expect("roots lie together"))
        })
        .collect();
    assert_eq!(names, STACKS);
    assert!(stacks.iter().all(|stack| stack.cloudformation.is_some()));
    for (at, stack) in stacks.iter().enumerate() {
        let earlier = |name: &String| stacks[..at].iter().any(|before| before.name == *name);
        assert!(stack.depends_on.iter().all(earlier), "{}: {:?}", stack.name, stack.depends_on);
    }
}

#[test]
fn row_4_2_each_root_has_a_key_of_its_own_and_reads_others_by_theirs() {
    let emitted = emitted::of("prod");
    let mut keys = BTreeSet::new();
    let mut read = BTreeSet::new();
    for (_, path) in STACKS.iter().filter(|(_, path)| *path != "_tfstate") {
        let root = emitted.root(path);
        let backend = &root.0["terraform"]["backend"]["s3"];
        assert_eq!(backend["key"], format!("platform/prod/{path}.tfstate"));
        assert_eq!((&backend["encrypt"], &backend["use_lockfile"]), (&true.into(), &true.into()));
        keys.insert(backend["key"].to_string());
        for (name, state) in root.0["data"]["terraform_remote_state"].as_object().into_iter().flatten() {
            assert_eq!(state["backend"], "s3", "{path} reads {name}");
            assert_eq!(state["config"]["bucket"], backend["bucket"]);
            assert_eq!(state["config"]["region"], backend["region"]);
            read.insert(state["config"]["key"].to_string());
        }
    }
    assert_eq!(keys.len(), 5);
    assert!(read.is_subset(&keys), "{read:?}");
}

#[test]
fn row_4_3_the_first_root_makes_the_bucket_and_alone_keeps_its_state_beside_it() {
    let emitted = emitted::of("prod");
    let first = emitted.root("_tfstate");
    assert!(first.0["terraform"].get("backend").is_none());
    let bucket = &first.one("aws_s3_bucket")["bucket"];
    for (stack, path) in STACKS {
        let backend = &emitted.root(path).0["terraform"]["backend"];
        assert_eq!(backend.is_null(), path == "_tfstate", "{path}");
        let manifest = emitted.assembly.manifest.stack(stack).expect("a stack");
        assert_eq!(manifest.depends_on.iter().any(|name| name == "tfstate"), path != "_tfstate");
        if path != "_tfstate" {
            assert_eq!(backend["s3"]["bucket"], *bucket);
        }
    }
}

#[test]
fn row_4_3_the_bucket_is_versioned_encrypted_and_closed() {
    let template = emitted::of("prod").template("tfstate");
    let bucket = template.one("AWS::S3::Bucket");
    assert_eq!(bucket["VersioningConfiguration"]["Status"], "Enabled");
    let rule = &bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"];
    assert_eq!(rule["SSEAlgorithm"], "aws:kms");
    let block = bucket["PublicAccessBlockConfiguration"].as_object().expect("a block");
    assert!(block.len() == 4 && block.values().all(|closed| closed == true));
    let policy = template.one("AWS::S3::BucketPolicy").to_string();
    assert!(policy.contains("aws:SecureTransport"), "{policy}");
    // The lock is a file beside the state: there is no table.
    assert!(template.all("AWS::DynamoDB::Table").is_empty());
}

#[test]
fn row_4_21_everything_stands_in_ireland() {
    let emitted = emitted::of("prod");
    for (stack, path) in STACKS {
        assert_eq!(emitted.root(path).0["provider"]["aws"]["region"], "eu-west-1", "{path}");
        let manifest = emitted.assembly.manifest.stack(stack).expect("a stack");
        assert_eq!(manifest.region.as_deref(), Some("eu-west-1"));
        assert!(manifest.cloudformation.as_ref().expect("a template").deploy.contains("--region eu-west-1"));
    }
}
