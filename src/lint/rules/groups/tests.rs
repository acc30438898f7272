//! Right groups about which nothing may be said, and faults in less usual clothes.

use crate::lint::testing::{findings, found};

fn group(rules: &str) -> String {
    format!(
        "
Parameters:
  Office: {{ Type: String }}
  Other: {{ Type: String }}
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {{ GroupDescription: g, VpcId: vpc-0a1b2c3d, SecurityGroupIngress: [{rules}] }}
"
    )
}

#[test]
fn ports_are_those_of_their_protocol() {
    let check = |rule: &str, faults: usize| {
        let found = found("impossible-ports", &group(rule));
        assert_eq!(found.len(), faults, "{rule}: {found:?}");
    };
    // A type and a code of ICMP, which look like ports that go backwards.
    check("{ IpProtocol: icmp, FromPort: 8, ToPort: -1, CidrIp: 10.0.0.0/8 }", 0);
    check("{ IpProtocol: -1, FromPort: -1, ToPort: -1, CidrIp: 10.0.0.0/8 }", 0);
    check("{ IpProtocol: '50', CidrIp: 10.0.0.0/8 }", 0);
    check("{ IpProtocol: tcp, FromPort: !Ref Office, ToPort: 80, CidrIp: 10.0.0.0/8 }", 0);
    check("{ IpProtocol: '6', FromPort: '443', ToPort: 80, CidrIp: 10.0.0.0/8 }", 1);
    check("{ IpProtocol: udp, FromPort: 0, ToPort: 65536, CidrIp: 10.0.0.0/8 }", 1);
    check("{ IpProtocol: tcp, CidrIp: 10.0.0.0/8 }", 1);
}

#[test]
fn only_the_whole_internet_is_everybody() {
    let check = |rule: &str, rules: &str, faults: usize| {
        let found = found(rule, &group(rules));
        assert_eq!(found.len(), faults, "{rules}: {found:?}");
    };
    check("open-remote-access", "{ IpProtocol: tcp, FromPort: 0, ToPort: 1024, CidrIpv6: '::/0' }", 1);
    check("open-remote-access", "{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Office }", 0);
    check("open-remote-access", "{ IpProtocol: udp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }", 0);
    // That is said once, of everything.
    check("open-remote-access", "{ IpProtocol: -1, CidrIp: 0.0.0.0/0 }", 0);
    check("open-everything", "{ IpProtocol: -1, CidrIp: 0.0.0.0/0 }", 1);
    check("open-database", "{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }", 0);
}

#[test]
fn permissions_are_the_same_only_where_all_of_them_is() {
    let check = |rules: &str, faults: usize| {
        let found = found("duplicate-permission", &group(rules));
        assert_eq!(found.len(), faults, "{rules}: {found:?}");
    };
    let rule = |side: &str| format!("{{ IpProtocol: tcp, FromPort: 443, ToPort: 443, {side} }}");
    check(&[rule("CidrIp: !Ref Office"), rule("CidrIp: !Ref Other")].join(", "), 0);
    check(&[rule("CidrIp: !Ref Office"), rule("CidrIp: !Ref Office, Description: twice")].join(", "), 1);
    check(&[rule("CidrIp: 0.0.0.0/0"), rule("CidrIpv6: '::/0'")].join(", "), 0);
}

/// Rows that the schemas and the references already find.
#[test]
fn what_others_find() {
    let two =
        group("{ IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8, SourceSecurityGroupId: sg-0a1b2c3d }");
    let none = group("{ IpProtocol: tcp, FromPort: 1, ToPort: 1 }");
    for template in [two, none] {
        assert_eq!(found("invalid-combination", &template).len(), 1, "{template}");
    }
    let cycle = "
Resources:
  A:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: a
      SecurityGroupIngress: [{ IpProtocol: -1, SourceSecurityGroupId: !Ref B }]
  B:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: b
      SecurityGroupIngress: [{ IpProtocol: -1, SourceSecurityGroupId: !Ref A }]
";
    assert_eq!(found("reference-cycle", cycle).len(), 1);
}

const SERVICE: &str = "
Parameters:
  Ports: { Type: String }
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a } }
  B: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: eu-west-1b } }
  Front: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: f, VpcId: !Ref Vpc } }
  Back: { Type: AWS::EC2::SecurityGroup, Properties: { GroupDescription: b, VpcId: !Ref Vpc } }
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: internal, Subnets: [!Ref A, !Ref B], SecurityGroups: [!Ref Front] }
  Pods:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { VpcId: !Ref Vpc, Protocol: HTTP, Port: 80, TargetType: ip }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Pods }]
  Service:
    Type: AWS::ECS::Service
    DependsOn: Listener
    Properties:
      TaskDefinition: app:1
      LaunchType: FARGATE
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref A], SecurityGroups: [!Ref Back] } }
      LoadBalancers: [{ ContainerName: app, ContainerPort: 8080, TargetGroupArn: !Ref Pods }]
";

#[test]
fn a_path_is_closed_only_where_nothing_may_open_it() {
    let check = |more: &str, faults: usize| {
        let found = found("closed-path", &format!("{SERVICE}{more}"));
        assert_eq!(found.len(), faults, "{more}: {found:?}");
    };
    let ingress = |rest: &str| {
        format!(
            "  In: {{ Type: AWS::EC2::SecurityGroupIngress, Properties: {{ GroupId: !Ref Back, IpProtocol: tcp, {rest} }} }}\n"
        )
    };
    check("", 1);
    check(&ingress("FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !GetAtt Front.GroupId"), 0);
    check(&ingress("FromPort: 80, ToPort: 80, SourceSecurityGroupId: !Ref Front"), 1);
    check(&ingress("FromPort: !Ref Ports, ToPort: !Ref Ports, SourceSecurityGroupId: !Ref Front"), 0);
    check(&ingress("FromPort: 8080, ToPort: 8080, CidrIp: 10.0.0.0/16"), 0);
    check(&ingress("FromPort: 8080, ToPort: 8080, CidrIp: 10.9.0.0/16"), 1);
    check(&ingress("FromPort: 8080, ToPort: 8080, SourcePrefixListId: pl-0a1b2c3d"), 0);
    // Whoever knows the group may add a rule to it.
    check("Outputs: { Back: { Value: !GetAtt Back.GroupId } }\n", 0);
    let elsewhere = "
  Late:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !ImportValue Group, IpProtocol: tcp, FromPort: 1, ToPort: 1, CidrIp: 10.0.0.0/8 }
";
    check(elsewhere, 0);
    // A way out closes the path as well.
    let out = "  Out: { Type: AWS::EC2::SecurityGroupEgress, Properties: { GroupId: !Ref Front, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 } }\n";
    check(&format!("{}{out}", ingress("FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !Ref Front")), 1);
}

#[test]
fn the_template_itself_is_right() {
    let errors: Vec<String> = findings(SERVICE).into_iter().filter(|line| line.starts_with("error")).collect();
    assert_eq!(
        errors,
        ["error closed-path Service: no security group lets `Balancer` connect to `Service` on port 8080"]
    );
}

#[test]
fn a_door_is_closed_only_where_rules_leave_it_so() {
    let template = |inside: &str, kind: &str, more: &str| {
        format!(
            "
Parameters:
  Port: {{ Type: String }}
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties: {{ GroupDescription: g, VpcId: vpc-0a1b2c3d, SecurityGroupIngress: [{inside}] }}
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {{ {kind}Subnets: [subnet-0a1b2c3d, subnet-0a1b2c3e], SecurityGroups: [!Ref Group] }}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Port: 443
      DefaultActions: [{{ Type: fixed-response, FixedResponseConfig: {{ StatusCode: '404' }} }}]
{more}"
        )
    };
    let check = |inside: &str, kind: &str, more: &str, faults: usize| {
        let found = found("closed-path", &template(inside, kind, more));
        assert_eq!(found.len(), faults, "{inside} {kind} {more}: {found:?}");
    };
    let http = "{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }";
    check(http, "", "", 1);
    check(http, "Type: application, ", "", 1);
    check(http, "Type: network, ", "", 0);
    check(http, "Type: !Ref Port, ", "", 0);
    // Somebody else may give it rules.
    check("", "", "", 0);
    check(http, "", "Outputs: { Group: { Value: !GetAtt Group.GroupId } }\n", 0);
    check("{ IpProtocol: tcp, FromPort: !Ref Port, ToPort: !Ref Port, CidrIp: 0.0.0.0/0 }", "", "", 0);
    check("{ IpProtocol: tcp, FromPort: 400, ToPort: 500, CidrIp: 0.0.0.0/0 }", "", "", 0);
    check("{ IpProtocol: udp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }", "", "", 1);
    let second = "  Other: { Type: AWS::ElasticLoadBalancingV2::Listener, Properties: { LoadBalancerArn: !Ref Balancer, Port: PORT, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: '404' } }] } }\n";
    check(http, "", &second.replace("PORT", "80"), 0);
    check(http, "", &second.replace("PORT", "!Ref Port"), 0);
    check(http, "", &second.replace("PORT", "8443"), 1);
    let beside = "  In: { Type: AWS::EC2::SecurityGroupIngress, Properties: { GroupId: !Ref Group, IpProtocol: -1, CidrIp: 10.0.0.0/8 } }\n";
    check(http, "", beside, 0);
}
