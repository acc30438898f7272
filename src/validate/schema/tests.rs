mod laws;

use serde_json::{Value, json};

use crate::core::{Document, Expr, IntoVal, Node, Props, Pseudo};
use crate::diagnostic::Diagnostic;
use crate::schema::Registry;

use super::{Scope, Skipped, check_props, is_foreign, unknown_type};

fn node(value: Value) -> Node {
    IntoVal::<Document>::into_node(value)
}

fn props(value: Value) -> Props {
    match node(value) {
        Node::Map(props) => props,
        other => panic!("properties are an object, not {other:?}"),
    }
}

fn find(type_name: &str, props: &Props) -> (Vec<Diagnostic>, Skipped) {
    let registry = Registry::new();
    let scope = Scope { registry: &registry, resolved: None, condition: None, origin: None };
    check_props(props, registry.get(type_name).expect(type_name), &scope)
}

/// Rules and places of what is found, in order.
fn check(type_name: &str, value: Value, expected: &[(&str, &str)]) {
    let (found, _) = find(type_name, &props(value.clone()));
    let mut found: Vec<(&str, &str)> = found.iter().map(|problem| (problem.rule, problem.property.as_str())).collect();
    found.sort_unstable();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{type_name} {value}");
}

/// The one finding as a reader sees it.
fn says(type_name: &str, value: Value, message: &str, help: &str) {
    let (found, _) = find(type_name, &props(value.clone()));
    let [problem] = found.as_slice() else { panic!("one finding for {value}, not {found:#?}") };
    assert_eq!((problem.message.as_str(), problem.help.as_deref().unwrap_or_default()), (message, help));
}

#[test]
fn properties_there_must_and_may_be() {
    check("AWS::EC2::Subnet", json!({"VpcId": "vpc-12345678", "CidrBlock": "10.0.0.0/24"}), &[]);
    check("AWS::EC2::Subnet", json!({"CidrBlock": "10.0.0.0/24"}), &[("missing-property", "/VpcId")]);
    check(
        "AWS::EC2::SecurityGroup",
        json!({"GroupDescription": "a", "SecurityGroupIngress": [{"CidrIp": "10.0.0.0/8"}]}),
        &[("missing-property", "/SecurityGroupIngress/0/IpProtocol")],
    );
    check(
        "AWS::Logs::LogGroup",
        json!({"LogGroupNam": "a", "Tags": [{"Key": "a", "Value": "b", "Colour": "c"}]}),
        &[("unknown-property", "/LogGroupNam"), ("unknown-property", "/Tags/0/Colour")],
    );
    check(
        "AWS::EC2::VPC",
        json!({"CidrBlock": "10.0.0.0/16", "VpcId": "vpc-12345678"}),
        &[("read-only-property", "/VpcId")],
    );
}

#[test]
fn kinds_are_what_cloudformation_takes() {
    let group = |days: Value| json!({"LogGroupName": "a", "RetentionInDays": days});
    check("AWS::Logs::LogGroup", group(json!(30)), &[]);
    check("AWS::Logs::LogGroup", group(json!("30")), &[]);
    check("AWS::Logs::LogGroup", group(json!(30.0)), &[]);
    check("AWS::Logs::LogGroup", group(json!("thirty")), &[("wrong-type", "/RetentionInDays")]);
    check("AWS::Logs::LogGroup", group(json!(30.5)), &[("wrong-type", "/RetentionInDays")]);
    check("AWS::Logs::LogGroup", group(json!(true)), &[("wrong-type", "/RetentionInDays")]);
    check("AWS::Logs::LogGroup", group(json!([30])), &[("wrong-type", "/RetentionInDays")]);
    check("AWS::Logs::LogGroup", group(json!(null)), &[("wrong-type", "/RetentionInDays")]);
    let vpc = |dns: Value| json!({"CidrBlock": "10.0.0.0/16", "EnableDnsSupport": dns});
    check("AWS::EC2::VPC", vpc(json!("true")), &[]);
    check("AWS::EC2::VPC", vpc(json!("FALSE")), &[]);
    check("AWS::EC2::VPC", vpc(json!("yes")), &[("wrong-type", "/EnableDnsSupport")]);
    check("AWS::EC2::VPC", vpc(json!(1)), &[("wrong-type", "/EnableDnsSupport")]);
    check("AWS::SSM::Parameter", json!({"Type": "String", "Value": 5}), &[]);
    check("AWS::SSM::Parameter", json!({"Type": "String", "Value": {"a": 1}}), &[("wrong-type", "/Value")]);
}

#[test]
fn values_and_ranges() {
    check("AWS::Logs::LogGroup", json!({"RetentionInDays": 45}), &[("value-not-allowed", "/RetentionInDays")]);
    check(
        "AWS::Lambda::EventSourceMapping",
        json!({"FunctionName": "f", "BatchSize": 0}),
        &[("value-out-of-range", "/BatchSize")],
    );
    check("AWS::KMS::Alias", json!({"AliasName": "orders", "TargetKeyId": "k"}), &[("invalid-format", "/AliasName")]);
    check(
        "AWS::IAM::Role",
        json!({"AssumeRolePolicyDocument": {}, "Path": "orders"}),
        &[("pattern-mismatch", "/Path")],
    );
    check("AWS::SNS::Topic", json!({"TopicName": "a b"}), &[]);
    check(
        "AWS::IAM::Role",
        json!({"AssumeRolePolicyDocument": {}, "RoleName": "r".repeat(65), "MaxSessionDuration": 60}),
        &[("length-out-of-range", "/RoleName"), ("value-out-of-range", "/MaxSessionDuration")],
    );
    check("AWS::EC2::VPC", json!({"CidrBlock": "10.0.1.0"}), &[("invalid-format", "/CidrBlock")]);
    check(
        "AWS::EKS::Cluster",
        json!({"RoleArn": "arn:aws:iam::123456789012:role/r", "ResourcesVpcConfig": {"SubnetIds": ["s"], "SecurityGroupIds": ["sg-12345678", "net-1"]}}),
        &[("invalid-format", "/ResourcesVpcConfig/SecurityGroupIds/1")],
    );
}

#[test]
fn lists() {
    check("AWS::ElasticLoadBalancingV2::Listener", json!({"LoadBalancerArn": "a", "DefaultActions": []}), &[]);
    check(
        "AWS::IAM::Role",
        json!({"AssumeRolePolicyDocument": {}, "ManagedPolicyArns": ["arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/A"]}),
        &[("duplicate-item", "/ManagedPolicyArns/1")],
    );
    check(
        "AWS::DynamoDB::Table",
        json!({"KeySchema": [], "BillingMode": "PAY_PER_REQUEST"}),
        &[("item-count-out-of-range", "/KeySchema")],
    );
}

#[test]
fn combinations() {
    check("AWS::EC2::VPC", json!({}), &[("invalid-combination", "")]);
    check(
        "AWS::EC2::VPC",
        json!({"CidrBlock": "10.0.0.0/16", "Ipv4IpamPoolId": "p", "Ipv4NetmaskLength": 16}),
        &[("invalid-combination", "")],
    );
    check(
        "AWS::EC2::VPC",
        json!({"CidrBlock": "10.0.0.0/16", "Ipv4NetmaskLength": 16}),
        &[("invalid-combination", "/Ipv4NetmaskLength")],
    );
    check(
        "AWS::ServiceDiscovery::Service",
        json!({"HealthCheckConfig": {"Type": "HTTP"}, "HealthCheckCustomConfig": {}}),
        &[("invalid-combination", "/HealthCheckConfig")],
    );
}

#[test]
fn secrets_are_shown_nowhere() {
    let database = json!({"MasterUsername": "a", "MasterUserPassword": "hunter2-hunter2"});
    let (found, _) = find("AWS::RDS::DBInstance", &props(database));
    assert!(found.iter().any(|problem| problem.rule == "literal-secret" && problem.property == "/MasterUserPassword"));
    assert!(!format!("{found:?}").contains("hunter2"), "{found:#?}");
    check(
        "AWS::RDS::DBInstance",
        json!({"MasterUsername": "a", "MasterUserPassword": "{{resolve:secretsmanager:a}}"}),
        &[],
    );
    check("AWS::SecretsManager::Secret", json!({"SecretString": "s3cr3t"}), &[("literal-secret", "/SecretString")]);
}

#[test]
fn findings_read_well() {
    says(
        "AWS::Logs::LogGroup",
        json!({"RetentionInDays": 45}),
        "`RetentionInDays` is 45, not one of the 22 allowed values",
        "the nearest allowed values are 30 and 60",
    );
    says(
        "AWS::Logs::LogGroup",
        json!({"RetentionDays": 30}),
        "`RetentionDays` is not a property of AWS::Logs::LogGroup",
        "did you mean `RetentionInDays`?",
    );
    says(
        "AWS::EC2::VPC",
        json!({"CidrBlock": "10.0.3.0/33"}),
        "`CidrBlock` is \"10.0.3.0/33\", which is not an IPv4 network, such as `10.0.0.0/16`",
        "",
    );
    says("AWS::EC2::VPC", json!({}), "AWS::EC2::VPC needs `CidrBlock` or `Ipv4IpamPoolId`", "");
    says(
        "AWS::EC2::Subnet",
        json!({"VpcId": ["vpc-12345678"], "CidrBlock": "10.0.0.0/24"}),
        "`VpcId` is a list, where text belongs",
        "",
    );
}

#[test]
fn computed_values_are_skipped_and_counted_but_their_shape_is_checked() {
    let mut subnets = props(json!({"DBSubnetGroupDescription": "d"}));
    subnets.put("SubnetIds", Node::from(Expr::Pseudo(Pseudo::Region)));
    let (found, skipped) = find("AWS::RDS::DBSubnetGroup", &subnets);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].rule, found[0].property.as_str()), ("wrong-type", "/SubnetIds"));
    assert!(found[0].origin.is_some());
    assert_eq!(skipped.deferred, 1);

    let mut vpc = Props::new();
    vpc.put("CidrBlock", Node::from(Expr::AvailabilityZones));
    assert_eq!(find("AWS::EC2::VPC", &vpc).0.len(), 1);
    vpc.put("CidrBlock", Node::from(Expr::Select(0, Node::from(Expr::AvailabilityZones))));
    assert_eq!(find("AWS::EC2::VPC", &vpc).0, []);
    vpc.put("Tags", Node::from(Expr::AvailabilityZones));
    assert_eq!(find("AWS::EC2::VPC", &vpc).0.len(), 1);
}

#[test]
fn both_branches_of_a_choice_are_checked() {
    let mut stack = crate::core::Stack::new("s");
    let stage = stack.parameter("Stage", crate::core::Parameter::string());
    let strict = stack.condition("Strict", stage.equals("prod"));
    let pick = |yes: Node, no: Node| Node::from(Expr::If(strict.0, yes, no));
    let mut group = Props::new();
    group.put("RetentionInDays", pick(Node::Int(45), Node::Str("x".into())));
    let (found, _) = find("AWS::Logs::LogGroup", &group);
    let rules: Vec<&str> = found.iter().map(|problem| problem.rule).collect();
    assert_eq!(rules, ["value-not-allowed", "wrong-type"]);
    group.put("RetentionInDays", pick(Node::Int(30), Node::from(Expr::NoValue)));
    assert_eq!(find("AWS::Logs::LogGroup", &group).0, []);

    let mut subnet = props(json!({"CidrBlock": "10.0.0.0/24"}));
    subnet.put("VpcId", Node::from(Expr::NoValue));
    assert_eq!(find("AWS::EC2::Subnet", &subnet).0[0].message, "required property `VpcId` is missing");
    subnet.put("VpcId", pick(Node::Str("vpc-12345678".into()), Node::from(Expr::NoValue)));
    assert_eq!(find("AWS::EC2::Subnet", &subnet).0[0].message, "required property `VpcId` is left out by a condition");

    let registry = Registry::new();
    let schema = registry.get("AWS::EC2::Subnet").expect("a subnet");
    let scope = Scope { registry: &registry, resolved: None, condition: Some(strict.0), origin: None };
    assert_eq!(check_props(&subnet, schema, &scope).0, [], "the resource exists only where the condition holds");
}

#[test]
fn unknown_types() {
    let registry = Registry::new();
    let problem = unknown_type("AWS::EC2::Vpc2", &registry, true);
    assert_eq!(problem.rule, "unknown-type");
    assert!(problem.help.expect("help").contains("`AWS::EC2::VPC`"));
    assert!(is_foreign("Acme::Db::Cluster") && is_foreign("AWS::EC2::Thing::MODULE"));
    assert!(!is_foreign("AWS::EC2::Vpc2") && !is_foreign("Nonsense"));
    assert!(registry.get("Custom::Anything").is_some());
}
