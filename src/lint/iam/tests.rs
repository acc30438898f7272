//! Who may do what: small templates, and the answers.

use super::*;
use crate::lint::testing::look;
use crate::lint::{Resource, System};

fn the<'a>(system: System<'a>, id: &str) -> Resource<'a> {
    system.resources().find(|resource| resource.path() == id).expect("the template has it")
}

fn word(answer: Answer<'_>) -> &'static str {
    match answer {
        Answer::Yes => "yes",
        Answer::No(Some(_)) => "denied",
        Answer::No(None) => "no",
        Answer::Unknown => "unknown",
    }
}

/// Asks whether `Role` may `action` with `Bucket`, its objects, or anything.
fn check(policies: &str, expected: &[(&str, &str, &str)]) {
    let template = format!(
        r#"
Parameters:
  Given: {{ Type: String }}
Resources:
  Bucket: {{ Type: AWS::S3::Bucket }}
  Other: {{ Type: AWS::S3::Bucket, Properties: {{ BucketName: other }} }}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{ Statement: [] }}
{policies}"#
    );
    look(&template, |system| {
        let iam = Iam::of(system);
        for (action, thing, answer) in expected {
            let asked = match *thing {
                "*" => Thing::any(),
                thing => match thing.split_once('/') {
                    Some((id, _)) => Thing::within(the(system, id), "/"),
                    None => Thing::of(the(system, thing)),
                },
            };
            assert_eq!(word(iam.may(the(system, "Role"), action, &asked)), *answer, "{action} on {thing}");
        }
    });
}

#[test]
fn a_role_without_policies_may_do_nothing() {
    check("", &[("s3:GetObject", "Bucket/", "no"), ("sts:GetCallerIdentity", "*", "no")]);
}

#[test]
fn references_to_one_bucket_mean_that_bucket() {
    for resource in ["!GetAtt Bucket.Arn", "!Sub 'arn:${AWS::Partition}:s3:::${Bucket}'"] {
        let policies = format!(
            r#"      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement: {{ Effect: Allow, Action: "s3:List*", Resource: {resource} }}
"#
        );
        check(
            &policies,
            &[
                ("s3:ListBucket", "Bucket", "yes"),
                ("S3:listbucket", "Bucket", "yes"),
                ("s3:ListBucket", "Bucket/", "no"),
                ("s3:GetObject", "Bucket", "no"),
                // The name that AWS gives `Bucket` may be any but `other`, which is taken; that is not looked into.
                ("s3:ListBucket", "Other", "unknown"),
            ],
        );
    }
}

#[test]
fn conditions_and_parameters_leave_it_open() {
    check(
        r#"      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: s3:GetObject, Resource: !Ref Given }
              - { Effect: Allow, Action: s3:PutObject, Resource: "*", Condition: { StringEquals: { "aws:PrincipalTag/a": b } } }
              - { Effect: Deny, Action: s3:DeleteObject, Resource: "*" }
              - { Effect: Allow, NotAction: "iam:*", Resource: "arn:*:s3:::other" }
"#,
        &[
            ("s3:GetObject", "Bucket/", "unknown"),
            ("s3:PutObject", "Bucket/", "unknown"),
            ("s3:DeleteObject", "Bucket/", "denied"),
            ("s3:ListBucket", "Other", "yes"),
            ("iam:PassRole", "Other", "no"),
        ],
    );
}

#[test]
fn policies_beside_the_role_count() {
    let beside = |roles: &str| {
        format!(
            r#"
  Beside:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: beside
      Roles: {roles}
      PolicyDocument: {{ Statement: [{{ Effect: Allow, Action: "s3:*", Resource: "*" }}] }}
"#
        )
    };
    check(&beside("[!Ref Role]"), &[("s3:GetObject", "Bucket/", "yes")]);
    let alone =
        beside("").replace("AWS::IAM::Policy", "AWS::IAM::RolePolicy").replace("Roles: ", "RoleName: !Ref Role");
    check(&alone, &[("s3:GetObject", "Bucket/", "yes")]);
    // A role whose name AWS gives is named by nobody.
    check(&beside("[somebody]"), &[("s3:GetObject", "Bucket/", "no")]);
    check(&beside("[!Ref Given]"), &[("s3:GetObject", "Bucket/", "no")]);
    check(&format!("      RoleName: deployer\n{}", beside("[deployer]")), &[("s3:GetObject", "Bucket/", "yes")]);
    check(&format!("      RoleName: deployer\n{}", beside("[!Ref Given]")), &[("s3:GetObject", "Bucket/", "unknown")]);
    check(&format!("      RoleName: deployer\n{}", beside("!Ref Given")), &[("s3:GetObject", "Bucket/", "unknown")]);
}

#[test]
fn policies_that_aws_keeps_are_known_or_not() {
    let managed =
        |name: &str| format!("      ManagedPolicyArns: [!Sub 'arn:${{AWS::Partition}}:iam::aws:policy/{name}']\n");
    check(&managed("AdministratorAccess"), &[("s3:GetObject", "Bucket/", "yes")]);
    check(&managed("AmazonS3ReadOnlyAccess"), &[("s3:GetObject", "Bucket/", "yes"), ("s3:PutObject", "Bucket/", "no")]);
    check(&managed("PowerUserAccess"), &[("s3:GetObject", "Bucket/", "yes"), ("iam:PassRole", "*", "no")]);
    check(&managed("ReadOnlyAccess"), &[("s3:GetObject", "Bucket/", "unknown")]);
    check("      ManagedPolicyArns: [!Ref Given]\n", &[("s3:GetObject", "Bucket/", "unknown")]);
}

#[test]
fn a_boundary_takes_away() {
    check(
        r#"      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"]
      PermissionsBoundary: !Ref Boundary
  Boundary:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Statement: [{ Effect: Allow, Action: "s3:Get*", Resource: "*" }] }
"#,
        &[("s3:GetObject", "Bucket/", "yes"), ("s3:PutObject", "Bucket/", "no")],
    );
}

#[test]
fn a_name_that_is_given_away_invites_others() {
    check("Outputs: { Name: { Value: !Ref Role } }\n", &[("s3:GetObject", "Bucket/", "unknown")]);
    check("Outputs: { Arn: { Value: !GetAtt Role.Arn } }\n", &[("s3:GetObject", "Bucket/", "no")]);
}

#[test]
fn a_bucket_has_a_say_too() {
    let bucket = |effect: &str, principal: &str, rest: &str| {
        format!(
            r#"
  Rules:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Statement:
          - {{ Effect: {effect}, Principal: {principal}, Action: "s3:*", Resource: !Sub "${{Bucket.Arn}}/*"{rest} }}
"#
        )
    };
    let get = |answer| [("s3:GetObject", "Bucket/", answer)];
    check(&bucket("Allow", "{ AWS: !GetAtt Role.Arn }", ""), &get("yes"));
    check(&bucket("Allow", "'*'", ""), &get("yes"));
    check(&bucket("Allow", "{ Service: logging.s3.amazonaws.com }", ""), &get("no"));
    let allowed = "      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonS3FullAccess']\n";
    let secure = ", Condition: { Bool: { 'aws:SecureTransport': false } }";
    check(&format!("{allowed}{}", bucket("Deny", "'*'", "")), &get("denied"));
    check(&format!("{allowed}{}", bucket("Deny", "'*'", secure)), &get("yes"));
    check(&format!("{allowed}{}", bucket("Deny", "{ AWS: !Ref 'AWS::AccountId' }", "")), &get("denied"));
}

#[test]
fn a_key_has_the_last_word() {
    let key = |policy: &str| {
        format!(
            r#"      ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']
  Key:
    Type: AWS::KMS::Key
    Properties: {policy}
"#
        )
    };
    let decrypt = |answer| [("kms:Decrypt", "Key", answer)];
    let statement = |principal: &str| {
        key(&format!(
            "{{ KeyPolicy: {{ Statement: [{{ Effect: Allow, Principal: {principal}, Action: 'kms:*', Resource: '*' }}] }} }}"
        ))
    };
    check(&key("{}"), &decrypt("yes"));
    check(&statement("{ AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }"), &decrypt("yes"));
    check(&statement("{ AWS: !Ref AWS::AccountId }"), &decrypt("yes"));
    check(&statement("{ AWS: !GetAtt Role.Arn }"), &decrypt("yes"));
    check(&statement("{ AWS: 'arn:aws:iam::111122223333:role/other' }"), &decrypt("unknown"));
    check(&statement("{ AWS: 'arn:aws:iam::111122223333:root' }"), &decrypt("unknown"));
    check(&statement("{ Service: logs.amazonaws.com }"), &decrypt("no"));
}

/// Asks whether a role trusts a service.
#[test]
fn trust_is_given_by_name() {
    let lambda = Principal::Service("lambda.amazonaws.com");
    for (statement, service, expected) in [
        ("Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole", "lambda.amazonaws.com", "yes"),
        (
            "Principal: { Service: [ec2.amazonaws.com, lambda.amazonaws.com] }, Action: sts:*",
            "lambda.amazonaws.com",
            "yes",
        ),
        ("Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole", "lambda.amazonaws.com", "no"),
        ("Principal: { Service: ec2.amazonaws.com.cn }, Action: sts:AssumeRole", "ec2.amazonaws.com", "yes"),
        (
            "Principal: { Service: !Sub 'ec2.${AWS::URLSuffix}' }, Action: sts:AssumeRole",
            "ec2.amazonaws.com",
            "unknown",
        ),
        ("Principal: { Service: !Sub 'ec2.${AWS::URLSuffix}' }, Action: sts:AssumeRole", "lambda.amazonaws.com", "no"),
        (
            "Principal: { Service: states.eu-west-1.amazonaws.com }, Action: sts:AssumeRole",
            "states.amazonaws.com",
            "unknown",
        ),
        ("Principal: { Service: !Ref Given }, Action: sts:AssumeRole", "lambda.amazonaws.com", "unknown"),
        ("Principal: { Service: lambda.amazonaws.com }, Action: sts:TagSession", "lambda.amazonaws.com", "no"),
        ("Principal: { AWS: '*' }, Action: sts:AssumeRole", "lambda.amazonaws.com", "yes"),
        ("Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: sts:AssumeRole", "lambda.amazonaws.com", "no"),
        (
            "Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole, Condition: { StringEquals: { 'aws:SourceAccount': '1' } }",
            "lambda.amazonaws.com",
            "unknown",
        ),
    ] {
        let template = format!(
            r#"
Parameters: {{ Given: {{ Type: String }} }}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{ Statement: [{{ Effect: Allow, {statement} }}] }}
"#
        );
        look(&template, |system| {
            let role = the(system, "Role");
            assert_eq!(word(trusts(role, &Principal::Service(service), "sts:AssumeRole")), expected, "{statement}");
        });
    }
    look("Resources: { Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: '{}' } } }", |system| {
        assert_eq!(word(trusts(the(system, "Role"), &lambda, "sts:AssumeRole")), "unknown");
    });
}

#[test]
fn who_trusts_an_account_leaves_it_to_the_account() {
    let template = r#"
Resources:
  Caller: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [] } } }
  Named:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: !GetAtt Caller.Arn }, Action: sts:AssumeRole }]
  Account:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root" }, Action: sts:AssumeRole }]
"#;
    look(template, |system| {
        let caller = Principal::Arn(Text::arn(the(system, "Caller")));
        assert_eq!(word(trusts(the(system, "Named"), &caller, "sts:AssumeRole")), "yes");
        assert_eq!(word(trusts(the(system, "Account"), &caller, "sts:AssumeRole")), "unknown");
        assert_eq!(word(trusts(the(system, "Caller"), &caller, "sts:AssumeRole")), "no");
    });
}

#[test]
fn clusters_admit_those_with_an_entry() {
    let template = r#"
Resources:
  Role: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [] } } }
  Other: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: { Statement: [] } } }
  Cluster: { Type: AWS::EKS::Cluster, Properties: { Name: one, AccessConfig: { AuthenticationMode: API } } }
  Mixed: { Type: AWS::EKS::Cluster, Properties: { Name: two } }
  Entry: { Type: AWS::EKS::AccessEntry, Properties: { ClusterName: !Ref Cluster, PrincipalArn: !GetAtt Role.Arn } }
"#;
    look(template, |system| {
        let (cluster, mixed) = (the(system, "Cluster"), the(system, "Mixed"));
        assert_eq!(admits(cluster, the(system, "Role")), Truth::Yes);
        assert_eq!(admits(cluster, the(system, "Other")), Truth::No);
        assert_eq!(admits(mixed, the(system, "Role")), Truth::Unknown);
    });
}

#[test]
fn size_is_that_of_the_text_without_white_space() {
    let template = r#"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: [a, b], Sid: !Sub "x${AWS::Region}" }] }
"#;
    let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["a","b"],"Sid":"x"}]}"#;
    look(template, |system| {
        let role = the(system, "Role");
        assert_eq!(size(role, &role.value("AssumeRolePolicyDocument")), text.len());
    });
}
