//! Row 2.11: the tools that one needs, in versions that go together.

use crate::emitted;

/// The file that asdf and mise read.
const TOOLS: &str = include_str!("../../.tool-versions");

fn version(tool: &str) -> (u32, u32) {
    let line = TOOLS.lines().find_map(|line| line.strip_prefix(tool)).unwrap_or_else(|| panic!("{tool} is not listed"));
    let numbers: Vec<u32> = line.trim().split('.').map(|number| number.parse().expect("a version")).collect();
    (numbers[0], numbers[1])
}

#[test]
fn row_2_11_kubectl_is_at_most_one_minor_version_from_the_cluster() {
    for environment in ["dev", "prod"] {
        let template = emitted(environment).template("cluster-us-west-2");
        let cluster = template.one("AWS::EKS::Cluster")["Version"].as_str().expect("a version").to_owned();
        let (_, minor) = cluster.split_once('.').expect("two numbers");
        let (major, kubectl) = version("kubectl ");
        assert_eq!(major, 1);
        assert!(kubectl.abs_diff(minor.parse().expect("a number")) <= 1, "kubectl 1.{kubectl}, cluster {cluster}");
    }
}

#[test]
fn row_2_11_terraform_is_what_the_roots_require() {
    let (major, minor) = version("terraform ");
    for (root, document) in emitted("prod").roots() {
        assert_eq!(document["terraform"]["required_version"], ">= 1.11", "{root}");
    }
    assert!((major, minor) >= (1, 11));
}
