//! What is right and looks wrong.

use crate::lint::testing::findings;

fn silent(rule: &str, template: &str) {
    let found: Vec<String> = findings(template).into_iter().filter(|finding| finding.contains(rule)).collect();
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn what_a_parameter_says_is_not_judged() {
    let template = "
Parameters:
  Zones: { Type: 'List<AWS::EC2::Subnet::Id>' }
  Class: { Type: String, Default: db.nothing }
  Public: { Type: String, Default: 'true' }
Resources:
  Group:
    Type: AWS::RDS::DBSubnetGroup
    Properties: { DBSubnetGroupDescription: shop, SubnetIds: [!Ref Zones] }
  Database:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: postgres
      DBInstanceClass: !Ref Class
      PubliclyAccessible: !Ref Public
      StorageEncrypted: !Ref Public
      DeletionProtection: !Ref Public
";
    for rule in ["too-few-zones", "class", "public-database", "unencrypted-database", "unprotected-database"] {
        silent(rule, template);
    }
}

#[test]
fn members_of_clusters_and_replicas_are_as_what_they_come_from() {
    let template = "
Resources:
  Member:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: aurora-mysql, DBInstanceClass: db.serverless, DBClusterIdentifier: shop }
  Replica:
    Type: AWS::RDS::DBInstance
    Properties: { DBInstanceClass: db.t4g.micro, SourceDBInstanceIdentifier: shop }
";
    for rule in ["class", "unencrypted-database", "short-backups"] {
        silent(rule, template);
    }
}

#[test]
fn a_subnet_of_which_nothing_is_known_may_be_in_another_zone() {
    let template = "
Resources:
  Network: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  First:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a }
  Group:
    Type: AWS::RDS::DBSubnetGroup
    Properties: { DBSubnetGroupDescription: shop, SubnetIds: [!Ref First, subnet-0123456789abcdef0] }
";
    silent("too-few-zones", template);
}
