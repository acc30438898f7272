//! One network and what is asked of it, as a table.

use super::routes::Table;
use super::{GROUP, Party, Ports, Reach, SUBNET, VPC};
use crate::lint::testing::look;
use crate::lint::view::System;

const NETWORK: &str = "
Parameters:
  Elsewhere: { Type: String }
  Given: { Type: 'AWS::EC2::Subnet::Id' }
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Gateway: { Type: AWS::EC2::InternetGateway }
  Spare: { Type: AWS::EC2::InternetGateway }
  Attachment:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway }
  A:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 4, 8]]
      AvailabilityZone: !Select [0, !GetAZs '']
  B:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !GetAtt A.VpcId, CidrBlock: 10.0.2.0/24, AvailabilityZone: !Select [1, !GetAZs ''] }
  C:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !GetAtt Vpc.VpcId, CidrBlock: !Ref Elsewhere, AvailabilityZone: !Ref Elsewhere }
  D:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Elsewhere, CidrBlock: 10.1.0.0/24, AvailabilityZone: !GetAtt A.AvailabilityZone }
  Public: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  Out:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Public, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }
  Private: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Vpc } }
  There:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Private, DestinationCidrBlock: 10.9.0.0/16, TransitGatewayId: !Ref Elsewhere }
  OfA: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref A, RouteTableId: !Ref Public } }
  OfB: { Type: AWS::EC2::SubnetRouteTableAssociation, Properties: { SubnetId: !Ref B, RouteTableId: !Ref Private } }
  OfGiven:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref Given, RouteTableId: !Ref Private }
";

fn check(more: &str, ask: fn(System<'_>) -> Vec<String>, expected: &[&str]) {
    assert_eq!(look(&format!("{NETWORK}{more}"), ask), expected);
}

fn word(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "?",
    }
}

fn ways(system: System<'_>) -> Vec<String> {
    let reach = Reach::of(system);
    let way = |subnet| match reach.default_route(subnet) {
        None => "?".to_owned(),
        Some(way) => format!("{way:?}"),
    };
    let line = |subnet| {
        let main = if reach.table_of(subnet) == Some(Table::Main) { " main" } else { "" };
        format!("{}: {} isolated={}{main}", subnet.path(), way(subnet), word(reach.is_isolated(subnet)))
    };
    system.all(SUBNET).map(line).collect()
}

#[test]
fn ways_out() {
    let expected = [
        "A: Internet isolated=no",
        "B: Nowhere isolated=no",
        // Its table is its network's own, to which no template adds, but people do; of the other's network nothing is known.
        "C: Nowhere isolated=? main",
        "D: ? isolated=?",
    ];
    check("", ways, &expected);
}

#[test]
fn what_others_may_add_is_not_absent() {
    let unknown = ["A: Internet isolated=no", "B: ? isolated=no", "C: ? isolated=?", "D: ? isolated=?"];
    check("Outputs: { T: { Value: !Ref Private }, S: { Value: !Sub '${C}' } }", ways, &unknown);
    let late = "  Late:\n    Type: AWS::EC2::Route\n    Properties:\n      RouteTableId: !ImportValue Table\n      \
                DestinationCidrBlock: 0.0.0.0/0\n";
    let some = ["A: Internet isolated=no", "B: ? isolated=no", "C: Nowhere isolated=? main", "D: ? isolated=?"];
    check(late, ways, &some);
}

#[test]
fn a_mapping_with_written_keys_is_known() {
    let template = "
Mappings: { Plan: { A: { Cidr: 10.0.1.0/24 }, B: { Cidr: 10.0.2.0/24 } } }
Parameters: { Which: { Type: String } }
Resources:
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-0a1b2c3d, CidrBlock: !FindInMap [Plan, A, Cidr] } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-0a1b2c3d, CidrBlock: !FindInMap [Plan, !Ref Which, Cidr] } }
";
    let ask = |system: System<'_>| {
        let reach = Reach::of(system);
        system
            .all(SUBNET)
            .map(|subnet| format!("{:?}", reach.block_of(subnet).map(|block| block.to_string())))
            .collect::<Vec<_>>()
    };
    assert_eq!(look(template, ask), [r#"Some("10.0.1.0/24")"#, "None"]);
}

#[test]
fn a_loop_may_make_whatever_is_missing() {
    let unknown = ["A: Internet isolated=no", "B: ? isolated=no", "C: ? isolated=?", "D: ? isolated=?"];
    check("Transform: AWS::Serverless-2016-10-31\n", ways, &unknown);
    let many = "  Fn::ForEach::Routes:\n    - Way\n    - [X, Y]\n    - Out${Way}: { Type: AWS::EC2::Route }\n";
    check(&format!("{many}Transform: AWS::LanguageExtensions\n"), ways, &unknown);
}

#[test]
fn networks_zones_and_blocks() {
    let ask = |system: System<'_>| {
        let reach = Reach::of(system);
        let first = system.all(SUBNET).next().expect("there are four");
        let line = |subnet| {
            let same = reach.same_vpc(&reach.vpc(first), &reach.vpc(subnet));
            let block = reach.block_of(subnet).map_or("?".to_owned(), |block| block.to_string());
            format!("{} {block} vpc={} zone={}", subnet.path(), word(same), word(reach.same_zone(first, subnet)))
        };
        let mut lines: Vec<String> = system.all(SUBNET).map(line).collect();
        let vpc = system.all(VPC).next().expect("there is one");
        lines.extend(
            system
                .all("AWS::EC2::InternetGateway")
                .map(|gateway| format!("{} {}", gateway.path(), word(reach.is_attached(gateway, &reach.vpc(first))))),
        );
        lines.push(reach.blocks(vpc).map_or("?".to_owned(), |blocks| format!("{} blocks", blocks.len())));
        lines
    };
    let expected = [
        "A 10.0.1.0/24 vpc=yes zone=yes",
        "B 10.0.2.0/24 vpc=yes zone=no",
        "C ? vpc=yes zone=?",
        "D 10.1.0.0/24 vpc=? zone=yes",
        "Gateway yes",
        "Spare no",
        "1 blocks",
    ];
    check("", ask, &expected);
}

const GROUPS: &str = "
  Front: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: f, VpcId: !Ref Vpc } }
  Narrow:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: n
      VpcId: !Ref Vpc
      SecurityGroupEgress: [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }]
  Back:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: b
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 8000, ToPort: '8999', SourceSecurityGroupId: !GetAtt Front.GroupId }
        - { IpProtocol: '17', FromPort: 53, ToPort: 53, CidrIp: 10.9.0.0/16 }
  Web:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !Ref Back, IpProtocol: TCP, FromPort: 443, ToPort: 443, CidrIp: !GetAtt Vpc.CidrBlock }
  Hidden: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: h, VpcId: !Ref Vpc } }
Outputs: { Hidden: { Value: !GetAtt Hidden.GroupId } }
";

#[test]
fn groups_let_in_and_out() {
    let ask = |system: System<'_>| {
        let reach = Reach::of(system);
        let vpc = system.all(VPC).next().expect("there is one");
        let party = |name: &str| {
            let group = system.all(GROUP).find(|group| group.path() == name).expect(name);
            // Whatever refers to the group carries it.
            let rule = system.referring("AWS::EC2::SecurityGroupIngress", "GroupId", group).next();
            let reference = match (name, rule) {
                (_, Some(rule)) => rule.value("GroupId"),
                ("Front", None) => {
                    let back = system.all(GROUP).find(|group| group.path() == "Back").expect("Back");
                    back.value("SecurityGroupIngress/0/SourceSecurityGroupId")
                }
                _ => return (group, None),
            };
            (group, Some(Party { groups: vec![reference], blocks: reach.blocks(vpc) }))
        };
        let ((front, from), (back, to)) = (party("Front"), party("Back"));
        let (from, to) = (from.expect("Front is named"), to.expect("Back is named"));
        let nobody = Party { groups: Vec::new(), blocks: None };
        let udp = Ports { protocol: Some(Ports::UDP), range: Some((53, 53)) };
        [
            reach.connects(&from, &to, Ports::tcp(8080)),
            reach.connects(&from, &to, Ports::tcp(9000)),
            reach.connects(&to, &from, Ports::tcp(8080)),
            reach.admits(back, &from, Ports::tcp(443)),
            reach.admits(back, &nobody, Ports::tcp(443)),
            reach.admits(back, &from, udp),
            reach.admits(front, &to, Ports::tcp(1)),
            reach.admits(party("Hidden").0, &to, Ports::tcp(1)),
            reach.lets_out(front, &to, Ports::tcp(1)),
            reach.lets_out(party("Narrow").0, &to, Ports::tcp(443)),
            reach.lets_out(party("Narrow").0, &to, Ports::tcp(80)),
        ]
        .map(|answer| word(answer).to_owned())
        .to_vec()
    };
    let expected = ["yes", "no", "no", "yes", "?", "no", "no", "?", "yes", "yes", "no"];
    check(GROUPS, ask, &expected);
}

#[test]
fn endpoints_by_service() {
    let endpoints = "
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties: { VpcId: !Ref Vpc, ServiceName: !Sub 'com.amazonaws.${AWS::Region}.s3' }
  Ecr:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      ServiceName: !Join ['', [com.amazonaws., !Ref 'AWS::Region', .ecr.api]]
";
    let ask = |system: System<'_>| {
        let reach = Reach::of(system);
        let vpc = system.all(VPC).next().expect("there is one");
        ["s3", "ecr.api", "sts"].map(|service| word(reach.has_endpoint(vpc, service)).to_owned()).to_vec()
    };
    check(endpoints, ask, &["yes", "yes", "no"]);
    let some =
        "  Some: { Type: AWS::EC2::VPCEndpoint, Properties: { VpcId: !Ref Vpc, ServiceName: !Ref Elsewhere } }\n";
    check(&format!("{endpoints}{some}"), ask, &["yes", "yes", "?"]);
}
