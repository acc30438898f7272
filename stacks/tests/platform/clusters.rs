//! Clusters: one of them, and another beside it.

use formwork::assembly::File;
use serde_json::json;

use crate::emitted;
use crate::support::Emitted;

/// The files of one cluster's stacks.
fn files_of<'e>(emitted: &'e Emitted, cluster: &str) -> Vec<&'e File> {
    emitted.assembly.files.iter().filter(|file| file.path.contains(cluster)).collect()
}

/// The files that differ between two emissions, those that only one has included, but not the manifest.
fn changed(before: &Emitted, after: &Emitted) -> Vec<String> {
    let files = before.assembly.files.iter().chain(&after.assembly.files);
    let mut paths: Vec<String> = files
        .filter(|file| file.path != "manifest.json")
        .filter(|file| before.assembly.file(&file.path) != after.assembly.file(&file.path))
        .map(|file| file.path.clone())
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn row_4_4_another_cluster_changes_no_byte_of_the_first() {
    for at in ["load-balancer", "dns"] {
        let one = emitted::serving(at, &[("prod1", 100)]);
        let two = emitted::serving(at, &[("prod1", 100), ("prod2", 0)]);
        let first = files_of(&one, "prod1");
        assert!(first.len() >= 4, "two templates and two roots: {first:?}");
        assert_eq!(first, files_of(&two, "prod1"), "{at}");
        assert_eq!(files_of(&two, "prod2").len(), first.len());
        // In the other order as well: position is nothing that names depend on.
        let turned = emitted::serving(at, &[("prod2", 0), ("prod1", 100)]);
        assert_eq!(first, files_of(&turned, "prod1"), "{at}");
    }
}

#[test]
fn row_4_4_what_another_cluster_does_change() {
    let [one, two] =
        [&[("prod1", 100)][..], &[("prod1", 100), ("prod2", 0)]].map(|shares| emitted::serving("dns", shares));
    let others: Vec<String> = changed(&one, &two).into_iter().filter(|path| !path.contains("prod2")).collect();
    // The database lets it in. With a door of its own, it needs nothing of the network.
    assert!(others.len() == 3 && others.iter().all(|path| path.contains("rds")), "{others:?}");
}

#[test]
fn row_4_4_clusters_take_nothing_from_each_other() {
    let two = emitted::serving("load-balancer", &[("prod1", 100), ("prod2", 0)]);
    for edge in &two.assembly.manifest.edges {
        let clusters = [&edge.from, &edge.to].map(|stack| stack.contains("prod2"));
        assert!(!(edge.from.contains("prod1") && clusters[1] || clusters[0] && edge.to.contains("prod1")), "{edge:?}");
    }
}

#[test]
fn row_4_5_the_version_is_one_that_is_supported() {
    let emitted = emitted::of("prod");
    let template = emitted.template("eks-prod1-infra");
    let cluster = template.one("AWS::EKS::Cluster");
    assert_eq!((&cluster["Name"], &cluster["Version"]), (&json!("prod1"), &json!("1.36")));
    let old = emitted::with("prod", |settings| settings["cluster"]["version"] = json!("1.30"));
    assert!(old.findings.iter().any(|found| found.rule == "unsupported-version"), "{}", old.report());
}

#[test]
fn row_4_6_what_the_content_needs_is_in_the_parameter_store() {
    let emitted = emitted::of("prod");
    let template = emitted.template("eks-prod1-k8s");
    let mut names: Vec<&str> =
        template.all("AWS::SSM::Parameter").iter().filter_map(|(_, entry)| entry["Name"].as_str()).collect();
    names.sort_unstable();
    let wanted = ["cluster-name", "database-endpoint", "database-login", "target-group-arn", "vpc-id"];
    assert_eq!(names, wanted.map(|name| format!("/platform/prod/prod1/{name}")));
    let binder = template.all("AWS::IAM::RolePolicy").into_iter().find(|(id, _)| *id == "BinderBinds").expect("rights");
    let statements = binder.1["PolicyDocument"]["Statement"].as_array().expect("statements");
    let writes = statements.iter().filter(|statement| statement.to_string().contains("RegisterTargets"));
    assert!(writes.clone().count() == 1 && writes.into_iter().all(|statement| statement["Resource"] != "*"));
}

#[test]
fn row_4_20_nodes_grow_between_bounds() {
    for (environment, cluster, bounds) in [("dev", "dev1", (2, 4)), ("prod", "prod1", (3, 12))] {
        let template = emitted::of(environment).template(&format!("eks-{cluster}-infra"));
        let scaling = &template.one("AWS::EKS::Nodegroup")["ScalingConfig"];
        assert_eq!((&scaling["MinSize"], &scaling["MaxSize"]), (&json!(bounds.0), &json!(bounds.1)));
    }
    let turned = emitted::with("prod", |settings| settings["cluster"]["min_nodes"] = json!(20));
    assert!(turned.findings.has_errors(), "more at least than at most");
}
