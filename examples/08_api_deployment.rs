//! An API whose deployment is taken anew when any part of the API changes, and only then.

use formwork::{App, Stack, apigateway, aws};

/// One method that answers by itself.
pub fn app() -> App {
    let mut stack = Stack::new("api");
    let api = stack.add("Api", aws::apigateway::RestApi::new().name("status"));
    let deployment = stack.add("Deployment", apigateway::Deployment::new(&api));

    let answer = aws::apigateway::Integration::new("MOCK")
        .request_templates([("application/json", r#"{"statusCode": 200}"#)])
        .integration_responses([aws::apigateway::IntegrationResponse::new("200")]);
    let status = stack.add("Status", aws::apigateway::Resource::new(&api, api.root_resource_id(), "status"));
    let get = aws::apigateway::Method::new(&api, &status, "GET")
        .authorization_type("AWS_IAM")
        .integration(answer)
        .method_responses([aws::apigateway::MethodResponse::new("200")]);
    stack.add("GetStatus", get);

    stack.add("Live", aws::apigateway::Stage::new(&api).deployment_id(&deployment).stage_name("live"));
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
