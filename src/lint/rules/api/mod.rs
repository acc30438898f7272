//! REST APIs of API Gateway.

mod certificate_in_wrong_region;
mod deployment_before_methods;
mod deployment_before_some_methods;
mod duplicate_path_part;
mod duplicate_route;
mod invalid_mapping_template;
mod invalid_path;
mod key_without_plan;
mod limit_above_stage;
mod logs_before_role;
mod missing_access_log;
mod missing_authorizer;
mod missing_integration_method;
mod missing_log_role;
mod missing_reply;
mod mutual_tls_on_edge;
mod mutual_tls_way_round;
mod open_method;
mod part_of_another_api;
mod paths;
mod poor_access_log;
mod private_api_without_policy;
mod stale_deployment;
mod throttle_above_quota;
mod timeout_too_long;
mod unconnected_integration;
mod undeclared_reply;
mod unknown_route;
mod unknown_stage;
mod untraced_stage;
mod unusable_vpc_link;
mod vtl;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;
use crate::lint::Resource;

pub(super) const FAMILY: Family = Family {
    title: "API Gateway",
    rules: &[
        certificate_in_wrong_region::RULE,
        deployment_before_methods::RULE,
        deployment_before_some_methods::RULE,
        duplicate_path_part::RULE,
        duplicate_route::RULE,
        invalid_mapping_template::RULE,
        invalid_path::RULE,
        key_without_plan::RULE,
        limit_above_stage::RULE,
        logs_before_role::RULE,
        missing_access_log::RULE,
        missing_authorizer::RULE,
        missing_integration_method::RULE,
        missing_log_role::RULE,
        missing_reply::RULE,
        mutual_tls_on_edge::RULE,
        mutual_tls_way_round::RULE,
        open_method::RULE,
        part_of_another_api::RULE,
        poor_access_log::RULE,
        private_api_without_policy::RULE,
        stale_deployment::RULE,
        throttle_above_quota::RULE,
        timeout_too_long::RULE,
        unconnected_integration::RULE,
        undeclared_reply::RULE,
        unknown_route::RULE,
        unknown_stage::RULE,
        untraced_stage::RULE,
        unusable_vpc_link::RULE,
    ],
};

const API: &str = "AWS::ApiGateway::RestApi";
const ACCOUNT: &str = "AWS::ApiGateway::Account";
const DEPLOYMENT: &str = "AWS::ApiGateway::Deployment";
const DOMAIN: &str = "AWS::ApiGateway::DomainName";
const MAPPING: &str = "AWS::ApiGateway::BasePathMapping";
const METHOD: &str = "AWS::ApiGateway::Method";
const PATH: &str = "AWS::ApiGateway::Resource";
const PLAN: &str = "AWS::ApiGateway::UsagePlan";
const STAGE: &str = "AWS::ApiGateway::Stage";

/// The API that a part is of, where it is one of the system.
fn api(part: Resource<'_>) -> Option<Resource<'_>> {
    part.target("RestApiId").filter(|api| api.type_name() == API)
}

/// Whether an API is made of the resources that refer to it, and of nothing else that could be read.
fn is_written_out(api: Resource<'_>) -> bool {
    ["Body", "BodyS3Location", "CloneFrom"].into_iter().all(|path| api.lacks(path))
}

/// How an API or a domain is reached: `EDGE` where nothing else is said.
fn endpoint<'a>(of: Resource<'a>) -> Option<&'a str> {
    if of.lacks("EndpointConfiguration") || of.lacks("EndpointConfiguration/Types") {
        // A domain with a regional certificate and no type is for API Gateway to judge.
        return of.lacks("RegionalCertificateArn").then_some("EDGE");
    }
    match of.items("EndpointConfiguration/Types")?.as_slice() {
        [] => Some("EDGE"),
        [one] => one.text(),
        _ => None,
    }
}
