//! Repositories and the registry.

use formwork::ecr::{Registry, Repository, Upstream};
use formwork::iam::{Grant, Role};
use formwork::{Environment, Stack, Target};

use super::{both, refused, snapshot, template};

#[test]
fn a_repository_with_its_readers_and_writers() {
    let mut stack = Stack::new("images");
    let orders = stack.add("Orders", Repository::new().name("shop/orders").readable_by_account("444455556666"));
    stack.add("Cache", Repository::new().mutable_tags().keep_everything());
    let builder = stack.add("Builder", Role::for_service("codebuild.amazonaws.com"));
    stack.add("BuilderPushes", Grant::read_write(&orders).to(&builder));
    snapshot!("ecr_repository", both(stack));
}

#[test]
fn a_registry_that_scans_copies_and_caches() {
    let mut stack = Stack::new("account");
    let registry = Registry::new()
        .replicate_to(["us-west-2", "eu-central-1"])
        .replicate_only("shop/")
        .pull_through("k8s", Upstream::Kubernetes)
        .pull_through("quay", Upstream::Quay);
    let handle = stack.add("Registry", registry);
    assert!(handle.replication.is_some());
    assert_eq!(handle.caches.len(), 2);
    snapshot!("ecr_registry", both(stack));
}

#[test]
fn a_disposable_environment_throws_images_away() {
    let kept = |disposable| {
        let env = Environment::new(Target { disposable, ..Target::default() }, ());
        let mut stack = Stack::in_env("images", &env);
        stack.add("Orders", Repository::new());
        let template = template(stack);
        let orders = &template["Resources"]["Orders"];
        (orders["DeletionPolicy"].clone(), orders["Properties"]["EmptyOnDelete"].clone())
    };
    assert_eq!(kept(false), ("Retain".into(), false.into()));
    assert_eq!(kept(true), ("Delete".into(), true.into()));
}

#[test]
fn a_region_does_not_replicate_to_itself() {
    let env = Environment::new(Target { region: Some("eu-west-1".into()), ..Target::default() }, ());
    let mut stack = Stack::in_env("account", &env);
    stack.add("Registry", Registry::new().replicate_to(["us-west-2", "eu-west-1"]));
    assert!(refused("invalid-replication", stack).contains("`eu-west-1`"));
}

#[test]
fn some_registries_want_credentials() {
    let mut stack = Stack::new("account");
    stack.add("Registry", Registry::new().pull_through("hub", Upstream::DockerHub));
    assert!(refused("missing-credentials", stack).contains("registry-1.docker.io"));
}
