//! What the documents do not show: above all, what is no fault.

use crate::lint::testing::says;

/// A template with an API, and these resources.
fn api(properties: &str, resources: &str) -> String {
    format!(
        "Parameters:\n  Given: {{Type: String}}\nConditions:\n  Prod: !Equals [!Ref Given, prod]\n\
         Resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties: {{Name: orders{properties}}}\n{resources}"
    )
}

fn method(id: &str, rest: &str) -> String {
    format!(
        "  {id}:\n    Type: AWS::ApiGateway::Method\n    Properties: {{RestApiId: !Ref Api, \
         ResourceId: !GetAtt Api.RootResourceId, HttpMethod: GET{rest}}}\n"
    )
}

const DEPLOYMENT: &str =
    "  Deployment:\n    Type: AWS::ApiGateway::Deployment\n    Properties: {RestApiId: !Ref Api}\n";

#[test]
fn a_deployment_waits_through_others_or_for_what_is_not_seen() {
    let name = "deployment-before-methods";
    let after = |other: &str| DEPLOYMENT.replace("Deployment\n", &format!("Deployment\n    DependsOn: {other}\n"));
    let queue = "  Queue:\n    Type: AWS::SQS::Queue\n    DependsOn: List\n";
    says(name, &api("", &format!("{}{queue}{}", method("List", ""), after("Queue"))), &[]);
    let custom = "  Import:\n    Type: Custom::Import\n    Properties: {ServiceToken: !Ref Given, Api: !Ref Api}\n";
    says(name, &api("", &format!("{}{custom}{}", method("List", ""), after("Import"))), &[]);
    let transform = format!("Transform: AWS::Serverless-2016-10-31\n{}", api("", DEPLOYMENT));
    says(name, &transform, &[]);
    says(name, &api(", Body: {openapi: 3.0.1}", DEPLOYMENT), &[]);
    let other = method("List", "").replace("!Ref Api,", "!Ref Given,");
    says(name, &api("", &format!("{other}{DEPLOYMENT}")), &[]);
    says(name, &api("", DEPLOYMENT), &["Deployment: `Api` has no methods to deploy"]);
    says(
        name,
        "Resources:\n  Deployment:\n    Type: AWS::ApiGateway::Deployment\n    Properties: {RestApiId: a1}",
        &[],
    );
}

#[test]
fn a_method_that_may_not_be_there_is_waited_for_where_it_is() {
    let maybe = method("List", "").replace("Method\n", "Method\n    Condition: Prod\n");
    let waits = DEPLOYMENT.replace("Deployment\n", "Deployment\n    DependsOn: [List, Add]\n");
    let add = method("Add", "").replace("GET", "POST");
    let template = api("", &format!("{maybe}{add}{waits}"));
    says("deployment-before-methods", &template, &[]);
    says("deployment-before-some-methods", &template, &[]);
}

#[test]
fn what_is_guarded_otherwise_is_not_open() {
    const PROXY: &str = ", Integration: {Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: 'https://example.com'}";
    let open = |properties: &str, rest: &str| api(properties, &method("List", &format!("{PROXY}{rest}")));
    let found = ["List: anyone on the internet may call it"];
    says("open-method", &open("", ""), &found);
    says("open-method", &open("", ", AuthorizationType: NONE"), &found);
    says("open-method", &open("", ", AuthorizationType: !Ref Given"), &[]);
    says("open-method", &open("", ", ApiKeyRequired: true"), &[]);
    says("open-method", &open("", "").replace("GET,", "OPTIONS,"), &[]);
    says("open-method", &open(", EndpointConfiguration: {Types: [PRIVATE]}", ""), &[]);
    says("open-method", &open(", Policy: {Statement: []}", ""), &[]);
    says("open-method", &open(", DisableExecuteApiEndpoint: true", ""), &[]);
    let mapped = |domain: &str| {
        let domain = format!(
            "  Domain: {{Type: AWS::ApiGateway::DomainName, Properties: {{DomainName: a.example, \
             EndpointConfiguration: {{Types: [REGIONAL]}}{domain}}}}}\n  Mapping: {{Type: AWS::ApiGateway::BasePathMapping, \
             Properties: {{DomainName: !Ref Domain, RestApiId: !Ref Api}}}}\n"
        );
        format!("{}{domain}", open(", DisableExecuteApiEndpoint: true", ""))
    };
    says("open-method", &mapped(""), &found);
    says("open-method", &mapped(", MutualTlsAuthentication: {TruststoreUri: 's3://trust/store.pem'}"), &[]);
}

#[test]
fn the_default_endpoint_is_the_edge() {
    let slow = |properties: &str| {
        let integration =
            ", Integration: {Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: x, TimeoutInMillis: '30000'}";
        api(properties, &method("List", integration))
    };
    let found =
        ["List/Integration/TimeoutInMillis: a timeout of 30000 ms, and an API of the type EDGE waits 29000 at most"];
    says("timeout-too-long", &slow(""), &found);
    says("timeout-too-long", &slow(", EndpointConfiguration: {Types: [PRIVATE]}"), &[]);
    says("timeout-too-long", &slow(", EndpointConfiguration: {Types: [!Ref Given]}"), &[]);
}

#[test]
fn stages_are_known_by_name_or_not_at_all() {
    let plan = |stage: &str| {
        format!(
            "  Plan:\n    Type: AWS::ApiGateway::UsagePlan\n    Properties: {{ApiStages: [{{ApiId: !Ref Api, Stage: {stage}}}]}}\n"
        )
    };
    let stage = |name: &str| {
        format!(
            "  Live:\n    Type: AWS::ApiGateway::Stage\n    Properties: {{RestApiId: !Ref Api, DeploymentId: d1, StageName: {name}}}\n"
        )
    };
    says(
        "unknown-stage",
        &api("", &format!("{}{}", stage("live"), plan("prod"))),
        &["Plan/ApiStages/0/Stage: `Api` has no stage `prod`"],
    );
    says("unknown-stage", &api("", &format!("{}{}", stage("!Ref Given"), plan("prod"))), &[]);
    says("unknown-stage", &api("", &format!("{}{}", stage("live"), plan("!Ref Given"))), &[]);
    let deployed = DEPLOYMENT.replace("!Ref Api}", "!Ref Api, StageName: prod}");
    says("unknown-stage", &api("", &format!("{deployed}{}", plan("prod"))), &[]);
    let elsewhere = plan("prod").replace("!Ref Api", "!Ref Given");
    says("unknown-stage", &api("", &elsewhere), &[]);
    says("key-without-plan", &api("", &format!("{}{elsewhere}", method("List", ", ApiKeyRequired: true"))), &[]);
}

#[test]
fn settings_name_routes_in_several_ways() {
    let path = "  Orders:\n    Type: AWS::ApiGateway::Resource\n    Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders}\n  Order:\n    Type: AWS::ApiGateway::Resource\n    Properties: {RestApiId: !Ref Api, ParentId: !Ref Orders, PathPart: '{id}'}\n";
    let get = method("Get", "").replace("!GetAtt Api.RootResourceId", "!Ref Order");
    let stage = |setting: &str| {
        format!(
            "  Live:\n    Type: AWS::ApiGateway::Stage\n    Properties: {{RestApiId: !Ref Api, DeploymentId: d1, StageName: live, MethodSettings: [{{{setting}}}]}}\n"
        )
    };
    let with = |setting: &str| api("", &format!("{path}{get}{}", stage(setting)));
    for fine in [
        "ResourcePath: '/orders/{id}', HttpMethod: GET",
        "ResourcePath: '/~1orders~1{id}', HttpMethod: '*'",
        "ResourcePath: '/*', HttpMethod: '*'",
        "ResourcePath: !Ref Given, HttpMethod: PUT",
    ] {
        says("unknown-route", &with(fine), &[]);
        says("invalid-path", &with(fine), &[]);
    }
    let found = ["Live/MethodSettings/0/ResourcePath: a setting for `PUT /orders/{id}`, which the API does not have"];
    says("unknown-route", &with("ResourcePath: '/orders/{id}', HttpMethod: PUT"), &found);
    let found = ["Live/MethodSettings/0/ResourcePath: the setting's path `*` does not begin with `/`"];
    says("invalid-path", &with("ResourcePath: '*', HttpMethod: '*'"), &found);
    says("duplicate-path-part", &with("ResourcePath: '/*', HttpMethod: '*'"), &[]);
    // What the schemas find already.
    let found = ["Live/MethodSettings/0/ThrottlingRateLimit: `ThrottlingRateLimit` is -1, less than the minimum of 0"];
    says("value-out-of-range", &with("ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: -1"), &found);
    let canary = with("ResourcePath: '/*', HttpMethod: '*'")
        .replace("StageName: live", "StageName: live, CanarySetting: {PercentTraffic: 101}");
    says(
        "value-out-of-range",
        &canary,
        &["Live/CanarySetting/PercentTraffic: `PercentTraffic` is 101, more than the maximum of 100"],
    );
}

#[test]
fn templates_are_judged_where_they_are_certain() {
    let mapped = |template: &str| {
        let integration = format!(", Integration: {{Type: MOCK, RequestTemplates: {{application/json: {template}}}}}");
        api("", &method("List", &integration))
    };
    let name = "invalid-mapping-template";
    says(name, &mapped("'{\"statusCode\": 200}'"), &[]);
    says(name, &mapped("'{\"a\": $input.json(\"$.b\")}'"), &[]);
    says(name, &mapped("!Sub '#if(${Given}) {'"), &[]);
    let place = "List/Integration/RequestTemplates/application/json: the template for `application/json` is broken: ";
    says(name, &mapped("'{\"statusCode\": 200'"), &[&format!("{place}no JSON at line 1, column 18")]);
    says(name, &mapped("'#set($a) {}'"), &[&format!("{place}`#set($a)` sets nothing")]);
}

#[test]
fn statuses_are_compared_as_text_and_patterns_may_be_enough() {
    let replies = ", Integration: {Type: HTTP, IntegrationHttpMethod: GET, Uri: 'https://example.com', \
        IntegrationResponses: [{StatusCode: '200', SelectionPattern: '.*'}]}, MethodResponses: [{StatusCode: 200}]";
    says("undeclared-reply", &api("", &method("List", replies)), &[]);
    says("missing-reply", &api("", &method("List", replies)), &[]);
    let later = replies.replace("[{StatusCode: 200}]", "[{StatusCode: !Ref Given}]");
    says("undeclared-reply", &api("", &method("List", &later)), &[]);
}

#[test]
fn parts_of_apis_that_are_known_later_are_of_no_other() {
    let validator = "  Valid:\n    Type: AWS::ApiGateway::RequestValidator\n    Properties: {RestApiId: !Ref Given}\n";
    let template = api("", &format!("{validator}{}", method("List", ", RequestValidatorId: !Ref Valid")));
    says("part-of-another-api", &template, &[]);
}

#[test]
fn a_link_of_the_second_version_needs_its_balancer() {
    let link =
        "  Link:\n    Type: AWS::ApiGatewayV2::VpcLink\n    Properties: {Name: orders, SubnetIds: [subnet-0a1b2c3d]}\n";
    let through = |rest: &str| {
        let integration = format!(
            ", Integration: {{Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: 'http://a', ConnectionType: VPC_LINK, ConnectionId: !Ref Link{rest}}}"
        );
        api("", &format!("{link}{}", method("List", &integration)))
    };
    let found = ["List/Integration/ConnectionId: `Link` leads into a VPC, and nothing says to which load balancer"];
    says("unconnected-integration", &through(""), &found);
    says("unconnected-integration", &through(", IntegrationTarget: !Ref Given"), &[]);
}

#[test]
fn certificates_are_looked_for_in_a_region() {
    let domain = |rest: &str| {
        format!(
            "Resources:\n  Domain:\n    Type: AWS::ApiGateway::DomainName\n    Properties: {{DomainName: a.example.com, {rest}}}"
        )
    };
    let name = "certificate-in-wrong-region";
    let arn = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d";
    says(name, &domain(&format!("RegionalCertificateArn: '{arn}', EndpointConfiguration: {{Types: [REGIONAL]}}")), &[]);
    let found = ["Domain/CertificateArn: the certificate is in eu-west-1, and it is looked for in us-east-1"];
    says(name, &domain(&format!("CertificateArn: '{arn}'")), &found);
    let served = format!(
        "Resources:\n  Site:\n    Type: AWS::CloudFront::Distribution\n    Properties: {{DistributionConfig: {{Enabled: true, ViewerCertificate: {{AcmCertificateArn: '{arn}', SslSupportMethod: sni-only}}}}}}"
    );
    says(
        name,
        &served,
        &[
            "Site/DistributionConfig/ViewerCertificate/AcmCertificateArn: the certificate is in eu-west-1, and it is looked for in us-east-1",
        ],
    );
}

#[test]
fn keys_in_no_plan_open_nothing() {
    let key = "Resources:\n  Key:\n    Type: AWS::ApiGateway::ApiKey\n    Properties: {Enabled: true}\n";
    says("key-without-plan", key, &["Key: no usage plan has this key, so it opens nothing"]);
    let member = "  Member:\n    Type: AWS::ApiGateway::UsagePlanKey\n    Properties: {KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: p1}\n";
    says("key-without-plan", &format!("{key}{member}"), &[]);
}
