//! What is right and looks wrong.

use crate::lint::testing::findings;

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
