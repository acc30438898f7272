//! What looks like a fault and is none, and faults that other checks find.

use super::FAMILY;
use crate::core::{App, Dynamic, Environment, Stack, Target};
use crate::lint::testing::{findings, found, said, said_of};

/// What this family says.
fn own(said: Vec<String>) -> Vec<String> {
    let is_own = |line: &String| FAMILY.rules.iter().any(|rule| line.starts_with(&format!("{}: ", rule.name())));
    said.into_iter().filter(is_own).collect()
}

/// The rules of this family that speak of a template.
fn check(template: &str, expected: &[&str]) {
    let found = own(said(template));
    let rules: Vec<&str> = found.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(rules, expected, "{found:#?}");
}

fn group(name: &str) -> Dynamic {
    Dynamic::new("AWS::Logs::LogGroup").set("LogGroupName", name)
}

fn placed(name: &str, region: Option<&str>) -> Stack {
    let target = Target {
        environment: "dev".to_owned(),
        account: Some("111122223333".to_owned()),
        region: region.map(str::to_owned),
        disposable: true,
    };
    let mut stack = Stack::in_env(name, &Environment::new(target, ()));
    stack.add("Group", group("/app/orders"));
    stack
}

#[test]
fn stacks_in_one_place_share_names() {
    let app = |one, other| App::new("shop").stack(placed("one", one)).stack(placed("two", other));
    let same = own(said_of(&app(Some("eu-west-1"), Some("eu-west-1"))));
    assert_eq!(same, ["taken-name: Group/LogGroupName: `Group` has the same `LogGroupName`"]);
    assert_eq!(own(said_of(&app(Some("eu-west-1"), Some("eu-north-1")))), [""; 0]);
    // Where a stack goes is said when it is deployed.
    assert_eq!(own(said_of(&app(None, None))), [""; 0]);
}

#[test]
fn names_that_may_differ_are_not_taken() {
    check(
        "Parameters: { One: { Type: String }, Two: { Type: String } }
Resources:
  A: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Ref One } }
  B: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !Ref Two } }
  C: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /APP } }
  D: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /app } }
  E: { Type: AWS::Logs::LogGroup }
  F: { Type: AWS::Logs::LogGroup }
",
        &[],
    );
    // Names of groups are unique in their network.
    check(
        "Resources:
  A: { Type: AWS::EC2::SecurityGroup, Properties: { GroupName: a, GroupDescription: a, VpcId: vpc-0123456789abcdef0 } }
  B: { Type: AWS::EC2::SecurityGroup, Properties: { GroupName: a, GroupDescription: a, VpcId: vpc-0123456789abcdef1 } }
",
        &[],
    );
}

#[test]
fn names_of_iam_differ_by_more_than_capitals() {
    check(
        "Resources:
  A: { Type: AWS::IAM::Group, Properties: { GroupName: Readers } }
  B: { Type: AWS::IAM::Group, Properties: { GroupName: readers } }
",
        &["taken-name"],
    );
}

#[test]
fn parts_of_one_thing_are_told_apart() {
    let stage = |id: &str, api: &str, name: &str| {
        format!(
            "  {id}: {{ Type: AWS::ApiGateway::Stage, Properties: {{ RestApiId: !Ref {api}, StageName: {name} }} }}\n"
        )
    };
    let apis = "Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: api } }
  Other: { Type: AWS::ApiGateway::RestApi, Properties: { Name: api } }
";
    let taken = |one: String, other: String| {
        let found = said(&format!("{apis}{one}{other}"));
        found.iter().filter(|line| line.starts_with("taken-name")).count()
    };
    assert_eq!(taken(stage("A", "Api", "live"), stage("B", "Api", "live")), 1);
    assert_eq!(taken(stage("A", "Api", "live"), stage("B", "Other", "live")), 0);
    assert_eq!(taken(stage("A", "Api", "live"), stage("B", "Api", "trial")), 0);
}

#[test]
fn names_of_secrets_and_looks_at_them_are_no_secrets() {
    check(
        "Parameters: { Password: { Type: String, NoEcho: true } }
Conditions: { Given: !Not [!Equals [!Ref Password, '']] }
Resources:
  Store: { Type: AWS::SecretsManager::Secret, Properties: { SecretString: !Ref Password } }
  Build:
    Type: AWS::CodeBuild::Project
    Properties:
      ServiceRole: arn:aws:iam::111122223333:role/build
      Source: { Type: NO_SOURCE, BuildSpec: 'version: 0.2' }
      Artifacts: { Type: NO_ARTIFACTS }
      Environment:
        Type: LINUX_CONTAINER
        ComputeType: BUILD_GENERAL1_SMALL
        Image: aws/codebuild/standard:7.0
        EnvironmentVariables:
          - { Name: TOKEN, Type: SECRETS_MANAGER, Value: !Ref Store }
  Disk:
    Type: AWS::SQS::Queue
    Properties: { Tags: [{ Key: image, Value: '{{resolve:ssm:/images/newest}}' }] }
Outputs:
  Arn: { Value: !Ref Store }
  Given: { Value: !If [Given, 'yes', 'no'] }
",
        &[],
    );
}

#[test]
fn what_belongs_elsewhere_is_not_hard_coded() {
    check(
        "Resources:
  Role:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action: ['acm:DescribeCertificate', 's3:GetObject', 'lambda:GetLayerVersion']
            Resource:
              - !Sub 'arn:aws:acm:us-east-1:${AWS::AccountId}:certificate/*'
              - arn:aws:s3:::orders-eu-west-1
              - arn:aws:kms:eu-west-1:111122223333:key/orders
              - !Sub 'arn:aws:lambda:${AWS::Region}:580247275435:layer:LambdaInsightsExtension:52'
              - !Sub 'arn:aws:iam::${AWS::AccountId}:role/orders'
              - !Sub 'orders-eu-west-1-${AWS::AccountId}'
",
        &[],
    );
    let endpoint = |service: &str| {
        format!(
            "Resources: {{ E: {{ Type: AWS::EC2::VPCEndpoint, Properties: {{ VpcId: vpc-0a1b2c3d, ServiceName: {service} }} }} }}"
        )
    };
    for (service, faults) in [
        ("com.amazonaws.us-east-1.logs", 1),
        ("!Sub com.amazonaws.${AWS::Region}.logs", 0),
        ("com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d", 0),
        ("com.amazonaws.s3-global.accesspoint", 0),
    ] {
        assert_eq!(found("hard-coded-place", &endpoint(service)).len(), faults, "{service}");
    }
    let mut fixed = placed("fixed", Some("eu-west-1"));
    fixed.add("Disk", Dynamic::new("AWS::EC2::Volume").set("Size", 20).set("AvailabilityZone", "eu-west-1a"));
    assert_eq!(own(said_of(&App::new("shop").stack(fixed))), [""; 0]);
}

#[test]
fn a_composed_name_is_too_long_for_what_is_written_of_it() {
    let role = |name: &str| {
        format!(
            "Parameters: {{ Prefix: {{ Type: String }} }}
Resources:
  Users: {{ Type: AWS::IAM::Group, Properties: {{ GroupName: !Join ['-', [!Ref Prefix, {name}]] }} }}
"
        )
    };
    check(&role(&"a".repeat(128)), &[]);
    check(&role(&"a".repeat(129)), &["name-too-long"]);
}

/// What other checks of a template find: this family has no rules of its own for it.
#[test]
fn what_others_find_is_found() {
    let vpc = "  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }\n";
    let many: String = (0..501).map(|at| format!("  T{at}: {{ Type: AWS::SNS::Topic }}\n")).collect();
    for (rule, resources) in [
        ("too-many-resources", many.as_str()),
        (
            "reference-cycle",
            "  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref B } }
  B: { Type: AWS::SNS::Topic, Properties: { DisplayName: !Ref A } }
",
        ),
        ("unknown-attribute", "  A: { Type: AWS::SNS::Topic, Properties: { DisplayName: !GetAtt Vpc.Arn } }\n"),
        ("wrong-reference", "  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref A, CidrBlock: 10.0.0.0/24 } }\n"),
        (
            "wrong-reference",
            "  A: { Type: AWS::EC2::Subnet, Properties: { VpcId: !GetAtt Vpc.DefaultSecurityGroup } }\n",
        ),
        ("service-ended", "  A: { Type: AWS::AppMesh::Mesh }\n"),
    ] {
        let found = findings(&format!("Resources:\n{vpc}{resources}"));
        assert!(found.iter().any(|line| line.split(' ').nth(1) == Some(rule)), "{rule}: {found:#?}");
    }
}
