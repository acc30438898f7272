//! Right load balancers about which nothing may be said, and faults in less usual clothes.

use crate::lint::testing::found;

fn balancer(properties: &str, more: &str) -> String {
    format!(
        "
Parameters:
  Kind: {{ Type: String }}
  Subnets: {{ Type: 'List<AWS::EC2::Subnet::Id>' }}
Resources:
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {{ {properties} }}
{more}"
    )
}

fn listener(protocol: &str, targets: &str, more: &str) -> String {
    format!(
        "  Pods:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {{ {targets} }}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Balancer
      Port: 443
      Protocol: {protocol}
      DefaultActions: [{{ Type: forward, TargetGroupArn: !Ref Pods }}]
{more}"
    )
}

fn check(rule: &str, template: &str, faults: usize) {
    let found = found(rule, template);
    assert_eq!(found.len(), faults, "{rule}: {found:?}\n{template}");
}

#[test]
fn protocols_are_judged_where_both_are_known() {
    let pair = |kind: &str, protocol: &str, targets: &str, faults: usize| {
        let template = balancer(&format!("Subnets: !Ref Subnets, Type: {kind}"), &listener(protocol, targets, ""));
        check("impossible-protocol", &template, faults);
    };
    pair("application", "HTTPS", "Protocol: HTTP", 0);
    pair("application", "TCP", "Protocol: TCP", 1);
    pair("network", "TLS", "Protocol: UDP", 1);
    pair("network", "TCP", "Protocol: !Ref Kind", 0);
    pair("network", "!Ref Kind", "Protocol: HTTP", 0);
    pair("!Ref Kind", "TCP", "Protocol: TCP", 0);
    // A function speaks no protocol.
    pair("application", "HTTP", "TargetType: lambda", 0);
}

#[test]
fn targets_of_rules_count_too() {
    let rule = "
  Old:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { Protocol: TCP, Port: 80 }
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Listener
      Priority: 1
      Conditions: [{ Field: path-pattern, Values: [/old] }]
      Actions: [{ Type: forward, TargetGroupArn: !Ref Old }]
";
    check("impossible-protocol", &balancer("Subnets: !Ref Subnets", &listener("HTTP", "Protocol: HTTP", rule)), 1);
}

#[test]
fn certificates_and_policies() {
    let template = |protocol: &str, more: &str| {
        balancer("Subnets: !Ref Subnets", &listener(protocol, "Protocol: HTTP", &format!("      {more}\n")))
    };
    check("missing-certificate", &template("HTTPS", "Certificates: [{ CertificateArn: !Ref Kind }]"), 0);
    check("missing-certificate", &template("HTTP", "AlpnPolicy: [None]"), 0);
    check("weak-tls", &template("HTTP", "AlpnPolicy: [None]"), 0);
    for (policy, faults) in [
        ("ELBSecurityPolicy-TLS13-1-2-2021-06", 0),
        ("ELBSecurityPolicy-TLS13-1-3-2021-06", 0),
        ("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09", 0),
        ("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", 0),
        ("ELBSecurityPolicy-FS-1-2-Res-2020-10", 0),
        ("ELBSecurityPolicy-TLS-1-1-2017-01", 1),
        ("ELBSecurityPolicy-TLS13-1-0-2021-06", 1),
        ("!Ref Kind", 0),
    ] {
        check("weak-tls", &template("HTTPS", &format!("SslPolicy: {policy}")), faults);
    }
}

#[test]
fn health_checks() {
    let group = |properties: &str, faults: usize| {
        let template = format!(
            "Resources:\n  Pods: {{ Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {{ {properties} }} }}\n"
        );
        check("impossible-health-check", &template, faults);
    };
    // What a network load balancer did for years.
    group("Protocol: TCP, HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10", 0);
    group("Protocol: HTTP, HealthCheckIntervalSeconds: 10, HealthCheckTimeoutSeconds: 10", 1);
    group("Protocol: TCP, HealthCheckProtocol: HTTP, Matcher: { HttpCode: 200-299 }", 0);
    group("Protocol: TCP, Matcher: { HttpCode: '200' }", 1);
    group("Protocol: UDP, HealthCheckProtocol: UDP", 1);
    group(
        "TargetType: lambda, HealthCheckEnabled: true, HealthCheckTimeoutSeconds: 35, HealthCheckIntervalSeconds: 40",
        0,
    );
}

#[test]
fn names() {
    let name = |name: &str, faults: usize| {
        check("invalid-balancer-name", &balancer(&format!("Subnets: !Ref Subnets, Name: {name}"), ""), faults);
    };
    name("orders-internal", 0);
    name("!Sub '${AWS::StackName}-orders'", 0);
    name("orders-balancer-of-the-whole-company", 1);
    name("orders_1", 1);
    name("internal-orders", 1);
}

#[test]
fn subnets_and_zones() {
    let subnets = |zones: [&str; 2]| {
        let [one, other] = zones;
        let subnet = |id: &str, block: &str, zone: &str| {
            format!(
                "  {id}: {{ Type: AWS::EC2::Subnet, Properties: {{ VpcId: !Ref Kind, CidrBlock: {block}, AvailabilityZone: {zone} }} }}\n"
            )
        };
        let both = subnet("A", "10.0.1.0/24", one) + &subnet("B", "10.0.2.0/24", other);
        balancer("Scheme: internal, Subnets: [!Ref A, !Ref B]", &both)
    };
    let rule = "subnets-in-one-zone";
    check(rule, &subnets(["!Select [0, !GetAZs '']", "!Select [0, { 'Fn::GetAZs': !Ref 'AWS::Region' }]"]), 1);
    check(rule, &subnets(["!Select [0, !GetAZs '']", "!Select [1, !GetAZs '']"]), 0);
    check(rule, &subnets(["!Select [0, !GetAZs '']", "eu-west-1a"]), 0);
    check(rule, &subnets(["!Ref Kind", "!Ref AWS::NoValue"]), 0);
    // A list that somebody gives, and a balancer that needs but one.
    check("too-few-subnets", &balancer("Subnets: !Ref Subnets", ""), 0);
    check("too-few-subnets", &balancer("Subnets: [subnet-0a1b2c3d]", ""), 0);
    let one = "  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Kind, CidrBlock: 10.0.1.0/24, AvailabilityZone: us-west-2-lax-1a } }\n";
    check("too-few-subnets", &balancer("Scheme: internal, Subnets: [!Ref A]", one), 0);
    check("too-few-subnets", &balancer("Type: network, Subnets: [!Ref A]", one), 0);
}

/// Rows that the schemas already find.
#[test]
fn what_others_find() {
    let template = balancer("Subnets: !Ref Subnets", &listener("HTTP", "Protocol: HTTP, Port: 70000", ""));
    check("value-out-of-range", &template, 1);
}

#[test]
fn users_log_in_over_https_alone() {
    let login = |protocol: &str, what: &str, faults: usize| {
        let action = format!("{{ Type: {what}, Order: 1 }}");
        let listener = format!(
            "  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {{ LoadBalancerArn: !Ref Balancer, Port: 443, Protocol: {protocol}, DefaultActions: [{action}] }}
"
        );
        check("impossible-protocol", &balancer("Subnets: !Ref Subnets", &listener), faults);
    };
    login("HTTPS", "authenticate-oidc", 0);
    login("HTTP", "authenticate-oidc", 1);
    login("!Ref Kind", "authenticate-cognito", 0);
    login("HTTP", "!Ref Kind", 0);
}

#[test]
fn weights_are_judged_of_rules_of_any_listener() {
    let rule = |targets: &str, faults: usize| {
        let rule = format!(
            "  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Kind
      Priority: 1
      Conditions: [{{ Field: path-pattern, Values: [/a] }}]
      Actions: [{{ Type: forward, {targets} }}]
"
        );
        check("missing-targets", &balancer("Subnets: !Ref Subnets", &rule), faults);
    };
    rule("TargetGroupArn: !Ref Kind", 0);
    rule("ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref Kind, Weight: 0 }] }", 1);
    rule("ForwardConfig: { TargetGroups: [] }", 1);
    rule("ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref Kind, Weight: 1 }] }", 0);
    rule("ForwardConfig: { TargetGroups: [{ TargetGroupArn: !Ref Kind }] }", 0);
}
