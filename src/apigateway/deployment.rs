//! A deployment whose identity is the content of its API.

use crate::aws::apigateway as l1;
use crate::core::{Construct, Content, Handle, Scope};

/// What a deployment takes a snapshot of, besides the API itself.
///
/// A stage, a usage plan or a custom domain refers to the API too, but is no part of the snapshot: a change there needs
/// no new deployment. (API Gateway developer guide, "Deploy REST APIs".)
const CONTENT: &[&str] = &[
    "AWS::ApiGateway::Authorizer",
    "AWS::ApiGateway::GatewayResponse",
    "AWS::ApiGateway::Method",
    "AWS::ApiGateway::Model",
    "AWS::ApiGateway::RequestValidator",
    "AWS::ApiGateway::Resource",
];

/// A snapshot of a REST API that is taken anew when any part of the API changes, and only then.
///
/// Neither engine does this by itself: a deployment is a snapshot, and with nothing of its own changed it stays the old
/// one. Here the API and everything in the stack that belongs to it (resources, methods, authorizers, models, request
/// validators, gateway responses) give a digest; CloudFormation gets it in the logical id, Terraform in `triggers`, and
/// the old deployment goes only after the stage has moved on. The deployment waits for all of them, also for those that
/// are added after it.
///
/// ```
/// use formwork::{Stack, apigateway, aws};
///
/// let mut stack = Stack::new("api");
/// let api = stack.add("Api", aws::apigateway::RestApi::new().name("orders"));
/// let deployment = stack.add("Deployment", apigateway::Deployment::new(&api));
/// stack.add("Live", aws::apigateway::Stage::new(&api).deployment_id(&deployment).stage_name("live"));
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone)]
pub struct Deployment {
    api: Handle<l1::RestApi>,
    spec: l1::Deployment,
}

impl Deployment {
    /// A snapshot of `api`.
    #[track_caller]
    pub fn new(api: &Handle<l1::RestApi>) -> Self {
        Deployment { api: *api, spec: l1::Deployment::new(api) }
    }

    /// One sentence on it. Without it, none. It is not part of the identity.
    #[track_caller]
    pub fn description(mut self, text: &str) -> Self {
        self.spec = self.spec.description(text);
        self
    }
}

impl Construct for Deployment {
    type Handle = Handle<l1::Deployment>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let handle = self.spec.build(scope);
        scope.stack().stand_for(&handle, Content { root: self.api.address(), types: CONTENT, except: &["Tags"] });
        handle
    }
}
