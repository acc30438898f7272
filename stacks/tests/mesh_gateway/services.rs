//! Row 3.2: a repository for each service, and an identity for its pods.

use serde_json::{Value, json};

use crate::emitted;
use crate::support::names;

#[test]
fn row_3_2_three_repositories_whose_tags_never_move() {
    for (environment, emptied) in [("dev", true), ("prod", false)] {
        let template = emitted::of(environment).template("services");
        let repositories = template.all("AWS::ECR::Repository");
        let named: Vec<_> =
            repositories.iter().map(|(_, props)| props["RepositoryName"].as_str().unwrap_or_default()).collect();
        let prefix = format!("mesh-gateway/{environment}");
        assert_eq!(named, ["users", "products", "orders"].map(|service| format!("{prefix}/{service}")));
        for (id, props) in repositories {
            assert_eq!(props["ImageTagMutability"], "IMMUTABLE", "{id}");
            assert_eq!(props["ImageScanningConfiguration"]["ScanOnPush"], true, "{id}");
            assert_eq!(props["EmptyOnDelete"], emptied, "{id}");
            let policy = props["LifecyclePolicy"]["LifecyclePolicyText"].as_str().expect("a policy is text");
            let policy: Value = serde_json::from_str(policy).expect("a policy is JSON");
            assert_eq!(policy["rules"].as_array().map(Vec::len), Some(2), "{id}");
        }
    }
}

#[test]
fn each_service_is_somebody() {
    let template = emitted::of("dev").template("services");
    let mut accounts = Vec::new();
    for (id, props) in template.all("AWS::EKS::PodIdentityAssociation") {
        assert!(names(&props["RoleArn"], &format!("{id}Role")), "{id}");
        assert_eq!(props["Namespace"], "shop");
        accounts.push(&props["ServiceAccount"]);
    }
    assert_eq!(accounts, [&json!("users"), &json!("products"), &json!("orders")]);
}
