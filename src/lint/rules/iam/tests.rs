//! What is a fault and what is none.

use crate::lint::testing::{found, said};

/// A policy of a role beside others, with these statements.
fn policy(statements: &str) -> String {
    format!(
        r#"
Parameters:
  Given: {{ Type: String }}
  Many: {{ Type: CommaDelimitedList }}
Resources:
  Bucket: {{ Type: AWS::S3::Bucket }}
  Topic: {{ Type: AWS::SNS::Topic }}
  Policy:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: 2012-10-17
        Statement: [{statements}]
"#
    )
}

fn trust(statements: &str) -> String {
    format!(
        r#"
Parameters: {{ Given: {{ Type: String }} }}
Resources:
  Provider: {{ Type: AWS::IAM::OIDCProvider, Properties: {{ Url: "https://token.actions.githubusercontent.com" }} }}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {{ Version: "2012-10-17", Statement: [{statements}] }}
"#
    )
}

#[track_caller]
fn silent(rules: &[&str], template: &str) {
    for rule in rules {
        assert_eq!(found(rule, template), [""; 0], "{rule} in {template}");
    }
}

#[track_caller]
fn says(rule: &str, template: &str, expected: &str) {
    let found = found(rule, template);
    assert!(matches!(found.as_slice(), [one] if one.contains(expected)), "{rule} says {found:?} of {template}");
}

#[test]
fn sound_policies_are_left_alone() {
    const RULES: &[&str] = &[
        "full-access",
        "malformed-policy",
        "resource-of-wrong-service",
        "unknown-action",
        "unknown-condition-operator",
        "unrestricted-pass-role",
    ];
    for statement in [
        r#"{ Effect: Allow, Action: !Ref Many, Resource: !Ref Many }"#,
        r#"{ Effect: Allow, Action: !Ref Given, Resource: !Ref Given }"#,
        r#"{ Effect: Allow, Action: "s3:*", Resource: [!GetAtt Bucket.Arn, !Sub "${Bucket.Arn}/*"] }"#,
        r#"{ Effect: Allow, Action: "s3:GetObject", Resource: !Sub "arn:${AWS::Partition}:s3:::${Bucket}/${!aws:username}/*" }"#,
        r#"{ Effect: Allow, Action: "sns:Publish", Resource: !Ref Topic }"#,
        r#"{ Effect: Allow, Action: ["sns:Publish", "s3:List*"], Resource: [!Ref Topic, !GetAtt Bucket.Arn] }"#,
        r#"{ Effect: Deny, NotAction: "iam:*", Resource: "*" }"#,
        r#"{ Effect: Deny, Action: "*", NotResource: "arn:aws:s3:::orders" }"#,
        r#"{ Effect: Allow, Action: "*", Resource: "*", Condition: { StringEquals: { "aws:ResourceAccount": "1" } } }"#,
        r#"{ Effect: Allow, Action: "s3:Get*", Resource: "*", Condition: { "ForAnyValue:StringLikeIfExists": { "aws:a": b } } }"#,
        r#"{ Effect: Allow, Action: "s3:Get*", Resource: "*", Condition: { "null": { "aws:a": "true" } } }"#,
        r#"{ Effect: Allow, Action: "iam:PassRole", Resource: "arn:aws:iam::*:role/deploy-*" }"#,
        r#"{ Effect: Allow, Action: "iam:PassRole", Resource: "*", Condition: !Ref Given }"#,
        r#"{ Effect: Allow, Action: "codestar-connections:UseConnection", Resource: "arn:aws:codeconnections:eu-west-1:1:connection/a" }"#,
        r#"{ Effect: Allow, Action: "sts:AssumeRole", Resource: "arn:aws:iam::111122223333:role/deployer" }"#,
        r#"{ effect: Allow, action: "s3:GetObject", resource: "*" }"#,
    ] {
        silent(RULES, &policy(statement));
    }
}

#[test]
fn faults_of_policies_are_named() {
    for (rule, statement, expected) in [
        ("malformed-policy", r#"{ Effect: allow, Action: "s3:*", Resource: "*" }"#, "`allow` is no effect"),
        (
            "malformed-policy",
            r#"{ Effect: Allow, Actions: "s3:*", Action: "s3:*", Resource: "*" }"#,
            "no element `Actions`",
        ),
        ("malformed-policy", r#"{ Effect: Allow, Resource: "*" }"#, "neither `Action` nor `NotAction`"),
        ("malformed-policy", r#"{ Effect: Allow, Action: GetObject, Resource: "*" }"#, "`GetObject` names no service"),
        ("malformed-policy", r#"{ Effect: Allow, Action: "s3:*", Resource: orders }"#, "`orders` is no ARN"),
        (
            "malformed-policy",
            r#"{ Effect: Allow, Action: "s3:*", Resource: !Ref Bucket }"#,
            "refers to `Bucket` here is its name",
        ),
        (
            "malformed-policy",
            r#"{ Effect: Allow, Action: "s3:*", Resource: "*", Principal: "*" }"#,
            "takes no `Principal`",
        ),
        ("unknown-action", r#"{ Effect: Allow, Action: "s3:Gett*", Resource: "*" }"#, "`s3` has no action `gett*`"),
        (
            "unknown-action",
            r#"{ Effect: Allow, Action: "s33:Get*", Resource: "*" }"#,
            "no service has the prefix `s33`",
        ),
        (
            "unknown-condition-operator",
            r#"{ Effect: Allow, Action: "s3:*", Resource: "*", Condition: { Equals: { a: b } } }"#,
            "`Equals`",
        ),
        ("unrestricted-pass-role", r#"{ Effect: Allow, Action: ["iam:Pass*"], Resource: "*" }"#, "any role"),
        ("full-access", r#"{ Effect: Allow, Action: ["s3:*", "*"], Resource: ["*"] }"#, "everything"),
        (
            "resource-of-wrong-service",
            r#"{ Effect: Allow, Action: "s3:*", Resource: !Ref Topic }"#,
            "on anything of `sns`",
        ),
    ] {
        says(rule, &policy(statement), expected);
    }
}

#[test]
fn trust_has_a_principal_and_no_resource() {
    let by = |rest: &str| trust(&format!(r#"{{ Effect: Allow, Action: "sts:AssumeRole"{rest} }}"#));
    says("malformed-policy", &by(""), "neither `Principal` nor `NotPrincipal`");
    says(
        "malformed-policy",
        &by(r#", Principal: { Service: ec2.amazonaws.com }, Resource: "*""#),
        "takes no `Resource`",
    );
    says("malformed-policy", &by(", Principal: { Services: ec2.amazonaws.com }"), "no kind of principal");
    silent(&["malformed-policy"], &by(", Principal: { AWS: !Ref Given }"));
    silent(&["open-trust"], &by(", Principal: { AWS: !Ref Given }"));
    says("open-trust", &by(", Principal: '*'"), "anybody");
}

#[test]
fn names_of_services_are_judged_only_where_one_is_near() {
    let by = |service: &str| {
        trust(&format!(r#"{{ Effect: Allow, Action: "sts:AssumeRole", Principal: {{ Service: {service} }} }}"#))
    };
    for known in [
        "ec2.amazonaws.com.cn",
        "logs.eu-west-1.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
        "pods.eks.amazonaws.com",
        "member.org.stacksets.cloudformation.amazonaws.com",
        "brand-new-and-unheard-of.amazonaws.com",
        "!Sub 'ec2.${AWS::URLSuffix}'",
        "!Ref Given",
    ] {
        silent(&["unknown-service-principal"], &by(known));
    }
    says("unknown-service-principal", &by("lamda.amazonaws.com"), "`lamda.amazonaws.com`");
    says("unknown-service-principal", &by("lambda.amazon.com"), "`lambda.amazon.com`");
}

#[test]
fn github_is_trusted_for_a_repository() {
    let by = |provider: &str, tests: &str| {
        trust(&format!(
            r#"{{ Effect: Allow, Action: "sts:AssumeRoleWithWebIdentity", Principal: {{ Federated: {provider} }}, Condition: {{ {tests} }} }}"#
        ))
    };
    let github = "!Ref Provider";
    let issuer = "token.actions.githubusercontent.com";
    let subject = |subject: &str| by(github, &format!(r#"StringLike: {{ "{issuer}:sub": {subject} }}"#));
    says("open-github-trust", &by(github, ""), "every workflow");
    says("open-github-trust", &subject("'repo:*'"), "of any owner");
    says("open-github-trust", &subject("['repo:a@1/b@2:*', '*']"), "`*` is the subject");
    says("old-github-subject", &subject("'repo:octo/orders:*'"), "`repo:octo/orders:*`");
    let rules = &["old-github-subject", "open-github-trust"];
    silent(rules, &subject("'repo:octo@1/orders@2:*'"));
    silent(rules, &subject("['repo:octo/orders:*', 'repo:octo@1/orders@2:*']"));
    silent(rules, &subject("!Ref Given"));
    silent(rules, &subject("!Sub 'repo:${Given}:*'"));
    silent(rules, &by(github, &format!(r#"StringEquals: {{ "{issuer}:repository_owner_id": "1" }}"#)));
    silent(rules, &by("accounts.google.com", ""));
}

/// A function in a subnet, whose role has these properties beside its trust.
fn function(role: &str, more: &str) -> String {
    format!(
        r#"
Parameters:
  Given: {{ Type: String }}
  Subnets: {{ Type: "List<AWS::EC2::Subnet::Id>" }}
Conditions: {{ Chosen: !Equals [!Ref Given, yes] }}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{{ Effect: Allow, Principal: {{ Service: lambda.amazonaws.com }}, Action: "sts:AssumeRole" }}]
      {role}
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
      Runtime: python3.13
      Handler: index.handler
      Code: {{ ZipFile: "def handler(event, context): pass" }}
      VpcConfig: {{ SubnetIds: [subnet-0a1b2c3d4e5f60718], SecurityGroupIds: [sg-0a1b2c3d4e5f60718] }}
{more}"#
    )
}

#[test]
fn a_function_in_a_network_needs_to_get_there() {
    const RULE: &str = "missing-permission";
    says(
        RULE,
        &function("", ""),
        "`Function` cannot get into its subnets: nothing allows its role `Role` `ec2:CreateNetworkInterface`",
    );
    for role in [
        "ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole']",
        "ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonVPCFullAccess']",
        "ManagedPolicyArns: [!Ref Given]",
        "ManagedPolicyArns: !Split [',', !Ref Given]",
        "ManagedPolicyArns: !If [Chosen, ['arn:aws:iam::aws:policy/AdministratorAccess'], [!Ref Given]]",
        "Policies: [!If [Chosen, { PolicyName: a, PolicyDocument: { Statement: { Effect: Allow, Action: 'ec2:*', Resource: '*' } } }, { PolicyName: b, PolicyDocument: { Statement: { Effect: Allow, Action: 'ec2:Create*', Resource: '*' } } }]]",
    ] {
        silent(&[RULE], &function(role, ""));
    }
    let nested = "  Nested:\n    Type: AWS::CloudFormation::Stack\n    Properties: { TemplateURL: 'https://a.s3.amazonaws.com/b', Parameters: { Role: !Ref Role } }\n";
    silent(&[RULE], &function("", nested));
    let beside = "  Beside:\n    Type: AWS::IAM::RolePolicy\n    Properties: { PolicyName: a, RoleName: !Ref Role, PolicyDocument: { Statement: { Effect: Allow, Action: 'ec2:*NetworkInterface*', Resource: '*' } } }\n";
    silent(&[RULE], &function("", beside));
    let denied = "Policies: [{ PolicyName: a, PolicyDocument: { Statement: [{ Effect: Allow, Action: '*', Resource: '*' }, { Effect: Deny, Action: 'ec2:*', Resource: '*' }] } }]";
    says(RULE, &function(denied, ""), "is denied `ec2:CreateNetworkInterface`");
}

/// A pipeline whose role has a policy with these statements.
fn pipeline(statements: &str) -> String {
    format!(
        r#"
Parameters: {{ Connection: {{ Type: String }} }}
Resources:
  Artifacts: {{ Type: AWS::S3::Bucket }}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{{ Effect: Allow, Principal: {{ Service: [codepipeline.amazonaws.com, codebuild.amazonaws.com] }}, Action: "sts:AssumeRole" }}]
      Policies: [{{ PolicyName: own, PolicyDocument: {{ Statement: [{statements}] }} }}]
  Project:
    Type: AWS::CodeBuild::Project
    Properties:
      ServiceRole: !GetAtt Role.Arn
      Artifacts: {{ Type: CODEPIPELINE }}
      Source: {{ Type: CODEPIPELINE }}
      LogsConfig: {{ CloudWatchLogs: {{ Status: DISABLED }} }}
      Environment: {{ Type: LINUX_CONTAINER, ComputeType: BUILD_GENERAL1_SMALL, Image: "aws/codebuild/standard:7.0" }}
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      RoleArn: !GetAtt Role.Arn
      ArtifactStore: {{ Type: S3, Location: !Ref Artifacts }}
      Stages:
        - Name: Source
          Actions:
            - Name: Source
              ActionTypeId: {{ Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: "1" }}
              Configuration: {{ ConnectionArn: !Ref Connection, FullRepositoryId: octo/orders, BranchName: main }}
              OutputArtifacts: [{{ Name: Sources }}]
        - Name: Build
          Actions:
            - Name: Build
              ActionTypeId: {{ Category: Build, Owner: AWS, Provider: CodeBuild, Version: "1" }}
              Configuration: {{ ProjectName: !Ref Project }}
              InputArtifacts: [{{ Name: Sources }}]
"#
    )
}

#[test]
fn a_pipeline_needs_its_bucket_its_connection_and_its_build() {
    let artifacts =
        r#"{ Effect: Allow, Action: ["s3:GetObject", "s3:PutObject"], Resource: !Sub "${Artifacts.Arn}/*" }"#;
    let connection = r#"{ Effect: Allow, Action: "codeconnections:UseConnection", Resource: !Ref Connection }"#;
    let build = r#"{ Effect: Allow, Action: "codebuild:StartBuild", Resource: !Sub "arn:${AWS::Partition}:codebuild:*:*:project/${Project}" }"#;
    let all = [artifacts, connection, build];
    silent(&["missing-permission", "untrusting-role"], &pipeline(&all.join(", ")));
    for (left_out, expected) in [
        (0, vec!["`Pipeline` cannot store what it reads", "`Project` cannot read what the pipeline gives it"]),
        (1, vec!["`Pipeline` cannot use its connection"]),
        (2, vec!["`Pipeline` cannot start its build"]),
    ] {
        let rest: Vec<&str> = all.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, one)| *one).collect();
        let found = found("missing-permission", &pipeline(&rest.join(", ")));
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for message in expected {
            assert!(found.iter().any(|one| one.contains(message)), "{message}: {found:?}");
        }
    }
    // The bucket itself is not what is in it.
    let bucket = artifacts.replace("!Sub \"${Artifacts.Arn}/*\"", "!GetAtt Artifacts.Arn");
    assert_eq!(found("missing-permission", &pipeline(&[bucket.as_str(), connection, build].join(", "))).len(), 2);
}

#[test]
fn rules_and_schedules_reach_their_targets_with_their_roles() {
    let template = |service: &str, action: &str| {
        format!(
            r#"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{{ Effect: Allow, Principal: {{ Service: {service} }}, Action: "sts:AssumeRole" }}]
      Policies: [{{ PolicyName: own, PolicyDocument: {{ Statement: {{ Effect: Allow, Action: "{action}", Resource: "*" }} }} }}]
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets: [{{ Id: a, Arn: !Sub "arn:aws:codepipeline:${{AWS::Region}}:${{AWS::AccountId}}:orders", RoleArn: !GetAtt Role.Arn }}]
"#
        )
    };
    let sound = template("events.amazonaws.com", "codepipeline:Start*");
    silent(&["missing-permission", "untrusting-role"], &sound);
    says("missing-permission", &template("events.amazonaws.com", "codebuild:StartBuild"), "cannot reach its target");
    says(
        "untrusting-role",
        &template("scheduler.amazonaws.com", "codepipeline:*"),
        "does not trust `events.amazonaws.com`",
    );
    let elsewhere = sound.replace("!GetAtt Role.Arn", "arn:aws:iam::111122223333:role/starter");
    silent(&["missing-permission", "untrusting-role"], &elsewhere);
}

#[test]
fn schemas_know_the_rest() {
    let long = "a".repeat(65);
    let template = format!(
        "Resources:\n  Role:\n    Type: AWS::IAM::Role\n    Properties: {{ RoleName: {long}, AssumeRolePolicyDocument: {{ Statement: [] }} }}\n"
    );
    assert_eq!(found("length-out-of-range", &template).len() + found("pattern-mismatch", &template).len(), 1);
    assert_eq!(said(&template), [""; 0]);
}

/// A function, what is to call it, and what else there is.
fn called(caller: &str, more: &str) -> Vec<String> {
    let function = "  Clean:\n    Type: AWS::Lambda::Function\n    Properties:\n      FunctionName: clean\n      \
                    Runtime: python3.13\n      Handler: index.handler\n      Role: !Ref Role\n      \
                    Code: { ZipFile: \"pass\" }\n";
    found(
        "closed-to-service",
        &format!("Parameters:\n  Role: {{ Type: String }}\nResources:\n{function}{caller}{more}"),
    )
}

const NIGHTLY: &str = "  Nightly:\n    Type: AWS::Events::Rule\n    Properties:\n      ScheduleExpression: rate(1 day)\n      \
                       Targets: [{ Id: clean, Arn: !GetAtt Clean.Arn }]\n";

#[test]
fn a_function_is_open_to_whom_it_lets_in() {
    let permission = |function: &str, principal: &str| {
        format!(
            "  Door:\n    Type: AWS::Lambda::Permission\n    Properties:\n      Action: lambda:InvokeFunction\n      \
             FunctionName: {function}\n      Principal: {principal}\n"
        )
    };
    let closed =
        ["Nightly/Targets/0/Arn: `Clean` does not let `events.amazonaws.com` in, so `Nightly` never reaches it"];
    assert_eq!(called(NIGHTLY, ""), closed);
    assert_eq!(called(NIGHTLY, &permission("!Ref Clean", "s3.amazonaws.com")), closed);
    assert_eq!(called(NIGHTLY, &permission("other", "events.amazonaws.com")), closed);
    for function in ["!Ref Clean", "!GetAtt Clean.Arn", "clean", "!Ref Role"] {
        assert_eq!(called(NIGHTLY, &permission(function, "events.amazonaws.com")), [""; 0], "{function}");
    }
    assert_eq!(called(NIGHTLY, &permission("!Ref Clean", "!Ref Role")), [""; 0]);
}

#[test]
fn who_is_told_of_a_function_may_open_it() {
    let told = "Outputs:\n  Clean: { Value: !GetAtt Clean.Arn }\n";
    assert_eq!(called(NIGHTLY, told), [""; 0]);
}

#[test]
fn an_api_calls_a_function_by_its_address() {
    let method = |more: &str| {
        format!(
            "  Api: {{ Type: AWS::ApiGateway::RestApi, Properties: {{ Name: api }} }}\n  Get:\n    Type: \
             AWS::ApiGateway::Method\n    Properties:\n      HttpMethod: GET\n      RestApiId: !Ref Api\n      ResourceId: \
             !GetAtt Api.RootResourceId\n      AuthorizationType: NONE\n      Integration:\n        Type: AWS_PROXY\n        \
             IntegrationHttpMethod: POST\n{more}        Uri: !Sub \"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:\
             lambda:path/2015-03-31/functions/${{Clean.Arn}}/invocations\"\n"
        )
    };
    let closed = "Get/Integration/Uri: `Clean` does not let `apigateway.amazonaws.com` in, so `Get` never reaches it";
    assert_eq!(called(&method(""), ""), [closed]);
    assert_eq!(called(&method("        Credentials: !Ref Role\n"), ""), [""; 0]);
}
