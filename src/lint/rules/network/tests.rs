//! Right networks about which nothing may be said, and faults in less usual clothes.

use crate::lint::testing::{findings, found};

const NETWORK: &str = "
Parameters:
  Zone: { Type: String }
  Ours: { Type: String }
  Theirs: { Type: String }
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Gateway: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Out:
    Type: AWS::EC2::Route
    DependsOn: [Attachment]
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }
";

/// What a rule of any name says of a network with something more in it.
fn check(rule: &str, more: &str, expected: &[&str]) {
    assert_eq!(found(rule, &format!("{NETWORK}{more}")), expected, "{rule}: {more}");
}

#[test]
fn addresses_are_compared_where_they_are_known() {
    let cut = "
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: !Select [0, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]] } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.128/25 } }
  C: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: !Ref Ours } }
  D: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Ours, CidrBlock: 10.0.0.0/24 } }
";
    check("overlapping-subnets", cut, &["B/CidrBlock: `B` (10.0.0.128/25) and `A` (10.0.0.0/24) share addresses"]);
    let second = "
  More: { Type: AWS::EC2::VPCCidrBlock, Properties: { VpcId: !Ref Vpc, CidrBlock: 100.64.0.0/16 } }
  A: { Type: AWS::EC2::Subnet, DependsOn: More, Properties: { VpcId: !Ref Vpc, CidrBlock: 100.64.0.0/20 } }
";
    check("subnet-outside-network", second, &[]);
    let later = "
  More: { Type: AWS::EC2::VPCCidrBlock, Properties: { VpcId: !Ref Vpc, CidrBlock: !Ref Ours } }
  A: { Type: AWS::EC2::Subnet, DependsOn: More, Properties: { VpcId: !Ref Vpc, CidrBlock: 100.64.0.0/20 } }
";
    check("subnet-outside-network", later, &[]);
    for (block, rule) in [
        ("10.0.0.0/29", "invalid-cidr"),
        ("10.0.0.0/8", "invalid-cidr"),
        // What is no block the schema finds; what does not begin one EC2 takes for the one around it.
        ("10.0.0.0/33", "invalid-format"),
        ("10.0.0/16", "invalid-format"),
    ] {
        let subnet =
            format!("  A: {{ Type: AWS::EC2::Subnet, Properties: {{ VpcId: !Ref Ours, CidrBlock: {block} }} }}");
        let found = findings(&format!("{NETWORK}{subnet}"));
        let errors: Vec<&String> = found.iter().filter(|line| line.starts_with("error")).collect();
        assert!(matches!(errors.as_slice(), [one] if one.contains(rule)), "{block}: {errors:?}");
    }
}

#[test]
fn a_gateway_that_may_be_right_is_left_alone() {
    let nat = |subnet: &str, more: &str| {
        format!(
            "
  A: {{ Type: AWS::EC2::Subnet, Properties: {{ VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24 }} }}
  Address: {{ Type: AWS::EC2::EIP, DependsOn: Attachment, Properties: {{ Domain: vpc }} }}
  Nat: {{ Type: AWS::EC2::NatGateway, Properties: {{ SubnetId: {subnet}, AllocationId: !GetAtt Address.AllocationId }} }}
{more}"
        )
    };
    let rule = "nat-gateway-without-internet";
    let said = ["Nat/SubnetId: `Nat` is to lead to the internet, and its subnet `A` has no default route"];
    check(rule, &nat("!Ref A", ""), &said);
    check(rule, &nat("!Ref Ours", ""), &[]);
    // The table, or what leads into it, is known only later, or others may add to it.
    let by = |table: &str| {
        format!(
            "  Of: {{ Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {{ SubnetId: !Ref A, RouteTableId: {table} }} }}\n"
        )
    };
    check(rule, &nat("!Ref A", &by("!Ref Ours")), &[]);
    check(rule, &nat("!Ref A", &by("!Ref Table")), &[]);
    check(rule, &nat("!Ref A", "Outputs: { A: { Value: !Ref A } }"), &[]);
    let nested = "  More: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: 'https://example.com/t', Parameters: { V: !Ref Vpc } } }\n";
    check(rule, &nat("!Ref A", nested), &[]);
    // A private gateway leads to other networks.
    let private = "
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24 } }
  Nat: { Type: AWS::EC2::NatGateway, Properties: { SubnetId: !Ref A, ConnectivityType: private } }
";
    check(rule, private, &[]);
    check("incomplete-nat-gateway", private, &[]);
    let regional =
        "  Nat: { Type: AWS::EC2::NatGateway, Properties: { VpcId: !Ref Vpc, AvailabilityMode: regional } }\n";
    check("incomplete-nat-gateway", regional, &[]);
    check("unordered-gateway", &nat("!Ref A", &by("!Ref Table")), &[]);
}

#[test]
fn networks_are_mixed_only_where_both_are_known() {
    let card = |group: &str, vpc: &str| {
        format!(
            "
  A: {{ Type: AWS::EC2::Subnet, Properties: {{ VpcId: !GetAtt Vpc.VpcId, CidrBlock: 10.0.0.0/24 }} }}
  Other: {{ Type: AWS::EC2::VPC, Properties: {{ CidrBlock: 10.1.0.0/16 }} }}
  Group: {{ Type: AWS::EC2::SecurityGroup, Properties: {{ VpcId: {vpc}, GroupDescription: g }} }}
  Card: {{ Type: AWS::EC2::NetworkInterface, Properties: {{ SubnetId: !Ref A, GroupSet: [{group}] }} }}
"
        )
    };
    let rule = "mixed-networks";
    check(
        rule,
        &card("!GetAtt Group.GroupId", "!Ref Other"),
        &["Card: `Card` joins `A` and `Group`, which are in two networks"],
    );
    for (group, vpc) in [("!Ref Group", "!Ref Vpc"), ("!Ref Group", "!Ref Ours"), ("sg-0a1b2c3d", "!Ref Other")] {
        check(rule, &card(group, vpc), &[]);
    }
    let shared = "  Shared: { Type: AWS::EC2::SecurityGroupVpcAssociation, Properties: { GroupId: !Ref Group, VpcId: !Ref Vpc } }\n";
    check(rule, &format!("{}{shared}", card("!Ref Group", "!Ref Other")), &[]);
    let given = "
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Ours, CidrBlock: 10.0.0.0/24 } }
  Group: { Type: AWS::EC2::SecurityGroup, Properties: { VpcId: !Ref Theirs, GroupDescription: g } }
  Card: { Type: AWS::EC2::NetworkInterface, Properties: { SubnetId: !Ref A, GroupSet: [!Ref Group] } }
  Pods: { Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: { VpcId: !Ref Theirs, Protocol: HTTP, Port: 80 } }
";
    check(rule, given, &[]);
}

#[test]
fn one_way_for_each_condition_is_no_duplicate() {
    let template = "
Parameters:
  Public: { Type: String }
Conditions:
  IsPublic: !Equals [!Ref Public, 'true']
  IsPrivate: !Not [!Condition IsPublic]
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Gateway: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Out:
    Type: AWS::EC2::Route
    Condition: IsPublic
    DependsOn: Attachment
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }
  Away:
    Type: AWS::EC2::Route
    Condition: IsPrivate
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, TransitGatewayId: tgw-0a1b2c3d4e5f60718 }
  Either:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref Table
      DestinationCidrBlock: 10.9.0.0/16
      GatewayId: !If [IsPublic, !Ref Gateway, !Ref AWS::NoValue]
      TransitGatewayId: !If [IsPublic, !Ref AWS::NoValue, tgw-0a1b2c3d4e5f60718]
";
    let found = findings(template);
    let faults = ["duplicate-destination", "impossible-route", "unattached-gateway"];
    assert!(!found.iter().any(|line| faults.iter().any(|fault| line.contains(fault))), "{found:#?}");
}

#[test]
fn names_promise_what_they_say() {
    let subnet = |name: &str, tag: &str| {
        format!(
            "
  {name}:
    Type: AWS::EC2::Subnet
    Properties: {{ VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, Tags: [{{ Key: Name, Value: {tag} }}] }}
  Of: {{ Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {{ SubnetId: !Ref {name}, RouteTableId: !Ref Table }} }}
"
        )
    };
    let rule = "exposed-private-subnet";
    let said = ["A: `A` is called private, and its default route is an internet gateway"];
    check(rule, &subnet("A", "shop-private-a"), &said);
    check(rule, &subnet("PublicA", "nat-of-private-subnets"), &[]);
    check(rule, &subnet("A", "!Ref Zone"), &[]);
}
