//! The bucket for Terraform's state.

use formwork::iam::{Grant, Role};
use formwork::synthesis::{Options, synthesize};
use formwork::{App, Stack, aws, state, text};

use super::{both, snapshot};

#[test]
fn a_bucket_for_states_and_who_writes_them() {
    let mut stack = Stack::new("tfstate").local_state();
    let backend = stack.add("State", state::S3Backend::new("acme.terraform.state", "eu-west-1").old_versions_for(30));
    let deployer = stack.add("Deployer", Role::for_service("codebuild.amazonaws.com"));
    stack.add("States", Grant::read_write(&backend.under("platform/prod/")).to(&deployer));
    snapshot!("state_s3_backend", both(stack));
}

/// Every other root keeps its state there, under the bucket's own key, and says nothing of a table.
#[test]
fn the_other_roots_keep_their_state_in_it() {
    let backend = state::S3Backend::new("acme-terraform-state", "eu-west-1");
    let mut network = Stack::new("network");
    let vpc = network.add("Vpc", aws::ec2::Vpc::new().cidr_block("10.0.0.0/16"));
    network.output("VpcId", text!("{}", vpc.id()));
    let app = App::new("platform").state(backend.state()).stack(network);
    let mut own = Stack::new("tfstate").local_state();
    own.add("State", backend);
    let (assembly, found) = synthesize(app.stack(own), &Options::default());
    assert!(found.iter().next().is_none());
    let root = |name: &str| {
        let path = format!("terraform/{name}/main.tf.json");
        let file = assembly.files.iter().find(|file| file.path.ends_with(&path)).expect("a root");
        serde_json::from_slice::<serde_json::Value>(&file.bytes).expect("JSON")
    };
    let expected = serde_json::json!({
        "bucket": "acme-terraform-state",
        "key": "platform/network.tfstate",
        "region": "eu-west-1",
        "kms_key_id": "alias/acme-terraform-state",
        "encrypt": true,
        "use_lockfile": true
    });
    assert_eq!(root("network")["terraform"]["backend"]["s3"], expected);
    assert!(root("tfstate")["terraform"].get("backend").is_none());
    assert_eq!(root("tfstate")["resource"]["aws_kms_alias"]["state_key_alias"]["name"], "alias/acme-terraform-state");
}
