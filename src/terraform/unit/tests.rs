//! From an expectation to a condition.

use serde_json::Value as Json;

use super::super::mapping::Tables;
use super::super::{print_by, unit};
use crate::core::{App, Handle, Model, Parameter, Props, Resource, S3State, Stack, Val, region};
use crate::diagnostic::Diagnostics;

/// A resource of any type in tests, by its AWS names.
struct Role(Props);
struct Bucket(Props);
struct Vpc(Props);

macro_rules! resource {
    ($($name:ident = $type:literal),*) => {$(
        impl Resource for $name {
            const TYPE: &'static str = $type;

            fn into_props(self) -> Props {
                self.0
            }

            fn from_props(props: Props) -> Self {
                $name(props)
            }
        }
    )*};
}

resource!(Role = "AWS::IAM::Role", Bucket = "AWS::S3::Bucket", Vpc = "AWS::EC2::VPC");

fn props(value: Val<crate::core::Document>) -> Props {
    value.node().as_map().expect("an object").clone()
}

/// The tests of an app's roots, in deployment order.
fn tests(app: &App) -> Vec<Option<Json>> {
    let mut found = Diagnostics::new();
    let model = Model::resolve(app, &mut found);
    model
        .stacks()
        .map(|stack| {
            let root = print_by(Tables::Reviewed, &model, stack, &mut found);
            assert!(!found.has_errors(), "{found:?}");
            let test = root.files.into_iter().find(|(name, _)| name == unit::FILE);
            test.map(|(_, bytes)| serde_json::from_slice(&bytes).expect("JSON"))
        })
        .collect()
}

/// The conditions that a test asserts.
fn conditions(test: &Json) -> Vec<&str> {
    let list = test["run"]["plan"]["assert"].as_array().expect("assertions");
    list.iter().map(|one| one["condition"].as_str().expect("text")).collect()
}

fn check<R: Resource>(made: R, expected: Val<crate::core::Document>, condition: &str) {
    let mut stack = Stack::new("demo");
    let handle = stack.add("Main", made);
    stack.expect(&handle, "it is so", |_| R::from_props(props(expected)));
    let tests = tests(&App::new("test").stack(stack));
    assert_eq!(conditions(tests[0].as_ref().expect("a test")), [format!("${{{condition}}}")]);
}

#[test]
fn arguments_lists_and_maps_are_compared_whatever_their_type() {
    let vpc = || {
        Vpc(props(
            crate::doc!({ "CidrBlock": "10.0.0.0/16", "EnableDnsSupport": true, "Tags": [{ "Key": "a b", "Value": "c" }] }),
        ))
    };
    check(vpc(), crate::doc!({ "EnableDnsSupport": true }), r#"tostring(aws_vpc.main.enable_dns_support) == "true""#);
    check(
        vpc(),
        crate::doc!({ "CidrBlock": "10.0.0.0/16", "Tags": [{ "Key": "a b", "Value": "c" }] }),
        r#"tostring(aws_vpc.main.cidr_block) == "10.0.0.0/16" && tostring(aws_vpc.main.tags["a b"]) == "c""#,
    );
}

#[test]
fn what_is_a_resource_of_its_own_is_looked_for_there() {
    let bucket = Bucket(props(crate::doc!({
        "VersioningConfiguration": { "Status": "Enabled" },
        "PublicAccessBlockConfiguration": { "BlockPublicAcls": true, "BlockPublicPolicy": true },
    })));
    check(
        bucket,
        crate::doc!({
            "VersioningConfiguration": { "Status": "Enabled" },
            "PublicAccessBlockConfiguration": { "BlockPublicAcls": true },
        }),
        "tostring(one(aws_s3_bucket_versioning.main.versioning_configuration[*]).status) == \"Enabled\" && \
         tostring(aws_s3_bucket_public_access_block.main.block_public_acls) == \"true\"",
    );
}

#[test]
fn text_is_quoted_and_escaped() {
    let policy = crate::doc!({ "Version": "2012-10-17", "Statement": [] });
    let role = Role(props(crate::doc!({ "AssumeRolePolicyDocument": policy, "Description": "50% of ${all}" })));
    check(
        role,
        crate::doc!({ "Description": "50% of ${all}" }),
        r#"tostring(aws_iam_role.main.description) == "50% of $${all}""#,
    );
}

#[test]
fn a_conditioned_resource_is_held_to_it_where_it_exists() {
    let mut stack = Stack::new("demo");
    let text = stack.parameter("Text", Parameter::string());
    let on = stack.condition("On", text.equals("yes"));
    let vpc = stack.when(&on).add("Main", Vpc(props(crate::doc!({ "CidrBlock": "10.0.0.0/16" }))));
    stack.expect(&vpc, "it is so", |_| Vpc(props(crate::doc!({ "CidrBlock": "10.0.0.0/16" }))));
    let tests = tests(&App::new("test").stack(stack));
    let test = tests[0].as_ref().expect("a test");
    assert_eq!(
        conditions(test),
        [r#"${alltrue([for it in aws_vpc.main : tostring(it.cidr_block) == "10.0.0.0/16"])}"#]
    );
    assert_eq!(test["variables"], serde_json::json!({ "text": "example" }));
}

#[test]
fn what_only_a_deployment_knows_is_left_to_the_model() {
    let mut stack = Stack::new("demo");
    let name: Val<String> = region();
    let bucket = stack.add("Main", Bucket(props(crate::doc!({ "BucketName": name.clone() }))));
    stack.expect(&bucket, "it is so", |_| Bucket(props(crate::doc!({ "BucketName": name }))));
    assert_eq!(tests(&App::new("test").stack(stack)), [None]);
}

#[test]
fn other_roots_and_the_account_are_stood_in_for() {
    let mut network = Stack::new("network");
    let vpc: Handle<Vpc> = network.add("Vpc", Vpc(props(crate::doc!({ "CidrBlock": "10.0.0.0/16" }))));
    let mut data = Stack::new("data");
    let vpc: Val<String> = Val::reference(vpc.address());
    let tags = crate::doc!([{ "Key": "vpc", "Value": vpc }, { "Key": "region", "Value": region() }]);
    let bucket = data.add("Main", Bucket(props(crate::doc!({ "BucketName": "orders", "Tags": tags }))));
    data.expect(&bucket, "it is so", |_| Bucket(props(crate::doc!({ "BucketName": "orders" }))));
    let app = App::new("test").state(S3State::new("states", "eu-west-1")).stack(network).stack(data);
    let tests = tests(&app);
    let test = tests[1].as_ref().expect("a test");
    assert_eq!(test["override_data"][0]["target"], "data.terraform_remote_state.network");
    assert_eq!(
        test["override_data"][0]["values"]["outputs"],
        serde_json::json!({ "export_vpc_ref": "vpc-0123456789abcdef0" })
    );
    assert_eq!(test["mock_provider"]["aws"]["mock_data"]["aws_region"]["defaults"]["id"], "us-east-1");
}
