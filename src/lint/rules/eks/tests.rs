//! What is right and looks wrong.

use crate::lint::testing::{findings, found};

fn silent(rule: &str, template: &str) {
    let found: Vec<String> = findings(template).into_iter().filter(|finding| finding.contains(rule)).collect();
    assert!(found.is_empty(), "{found:?}");
}

const CLUSTER: &str = "
  Cluster:
    Type: AWS::EKS::Cluster
    Properties:
      Name: shop
      RoleArn: arn:aws:iam::111122223333:role/cluster
      AccessConfig: { AuthenticationMode: API, BootstrapClusterCreatorAdminPermissions: false }
      ResourcesVpcConfig: { SubnetIds: [subnet-0123456789abcdef0, subnet-0123456789abcdef1] }
";

#[test]
fn an_entry_may_name_the_cluster_or_be_known_later() {
    for name in ["shop", "!Ref Name"] {
        let entry = format!(
            "
  Entry:
    Type: AWS::EKS::AccessEntry
    Properties: {{ ClusterName: {name}, PrincipalArn: 'arn:aws:iam::111122223333:role/admin' }}
"
        );
        let parameters = "Parameters: { Name: { Type: String, Default: other } }";
        silent("nobody-admitted", &format!("{parameters}\nResources:{CLUSTER}{entry}"));
    }
}

#[test]
fn entries_for_different_clusters_are_two() {
    let template = "
Parameters: { One: { Type: String }, Other: { Type: String } }
Resources:
  First:
    Type: AWS::EKS::AccessEntry
    Properties: { ClusterName: !Ref One, PrincipalArn: 'arn:aws:iam::111122223333:role/admin' }
  Second:
    Type: AWS::EKS::AccessEntry
    Properties: { ClusterName: !Ref Other, PrincipalArn: 'arn:aws:iam::111122223333:role/admin' }
";
    silent("duplicate-access-entry", template);
}

#[test]
fn an_add_on_may_wait_by_way_of_another() {
    let template = format!(
        "
Resources:{CLUSTER}
  Nodes:
    Type: AWS::EKS::Nodegroup
    Properties:
      ClusterName: !Ref Cluster
      NodeRole: arn:aws:iam::111122223333:role/nodes
      Subnets: [subnet-0123456789abcdef0]
  Volumes:
    Type: AWS::EKS::Addon
    DependsOn: Nodes
    Properties: {{ AddonName: aws-ebs-csi-driver, ClusterName: !Ref Cluster }}
  Dns:
    Type: AWS::EKS::Addon
    DependsOn: Volumes
    Properties: {{ AddonName: coredns, ClusterName: !Ref Cluster }}
"
    );
    silent("addon-before-nodes", &template);
}

#[test]
fn a_vendors_add_on_is_not_known() {
    let template = "
Resources:
  Agent:
    Type: AWS::EKS::Addon
    Properties: { AddonName: datadog_operator, ClusterName: shop }
";
    silent("unknown-addon", template);
}

#[test]
fn an_arn_is_read_as_far_as_it_is_known() {
    let entry = |principal: &str, policy: &str| {
        format!(
            "
Parameters: {{ Policy: {{ Type: String }} }}
Resources:{CLUSTER}
  Entry:
    Type: AWS::EKS::AccessEntry
    Properties:
      ClusterName: !Ref Cluster
      PrincipalArn: {principal}
      AccessPolicies: [{{ PolicyArn: {policy}, AccessScope: {{ Type: cluster }} }}]
"
        )
    };
    let check = |rule: &str, principal: &str, policy: &str, faults: usize| {
        let found = found(rule, &entry(principal, policy));
        assert_eq!(found.len(), faults, "{principal} {policy}: {found:?}");
    };
    let role = "!Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/admin";
    let policy = |name: &str| format!("!Sub 'arn:${{AWS::Partition}}:eks::aws:cluster-access-policy/{name}'");
    check("unknown-access-policy", role, &policy("AmazonEKSViewPolicy"), 0);
    check("unknown-access-policy", role, &policy("AmazonEKSSuperPolicy"), 1);
    check("unknown-access-policy", role, &policy("AmazonEKS${Policy}"), 0);
    check("unknown-access-policy", role, "!Ref Policy", 0);
    check("session-as-principal", role, "!Ref Policy", 0);
    let session = "!Sub arn:${AWS::Partition}:sts::${AWS::AccountId}:assumed-role/admin/somebody";
    check("session-as-principal", session, "!Ref Policy", 1);
}

#[test]
fn an_add_on_with_a_slip_in_its_name_is_found() {
    let addon = |name: &str| {
        let addon = "{ Type: AWS::EKS::Addon, Properties: { ClusterName: !Ref Cluster, AddonName";
        format!("Resources:{CLUSTER}\n  Addon: {addon}: {name} }} }}\n")
    };
    for (name, faults) in [("core-dns", 1), ("vpc_cni", 1), ("coredns", 0), ("acme_agent", 0), ("kubecost_kubecost", 0)]
    {
        assert_eq!(found("unknown-addon", &addon(name)).len(), faults, "{name}");
    }
}
