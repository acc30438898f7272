//! One operation of the API: who may call it, what goes to the service, and what comes back.

use formwork::aws::apigateway::{
    Authorizer, Integration, IntegrationResponse, Method, MethodResponse, Model, RequestValidator, Resource, RestApi,
};
use formwork::{Construct, Handle, Scope, Val, text};

use super::entry::Entry;
use super::models::name_of;

/// What all bodies are.
const JSON: &str = "application/json";

/// Every reply names the request, for whoever has to find it in the logs.
const REQUEST_ID: &str = "X-Request-Id";

/// How long a service may take, in milliseconds.
const TIMEOUT: u16 = 10_000;

/// Who may call.
#[derive(Clone, Copy)]
pub(super) enum Access<'a> {
    /// Anyone. Said where it is meant.
    Public,
    /// Who is signed in.
    SignedIn(&'a Handle<Authorizer>),
    /// Who is signed in, with a key of the usage plan.
    SignedInWithKey(&'a Handle<Authorizer>),
}

/// What the operations of one API share.
pub(super) struct Shared<'a> {
    pub(super) api: &'a Handle<RestApi>,
    pub(super) entry: &'a Entry,
    pub(super) validator: &'a Handle<RequestValidator>,
    pub(super) problem: &'a Handle<Model>,
}

/// A method and its integration. It becomes one resource.
pub(super) struct Operation {
    method: Method,
    integration: Integration,
    replies: Vec<IntegrationResponse>,
    responses: Vec<MethodResponse>,
    problem: Val<String>,
}

impl Operation {
    /// `verb` on a resource, answered by the service at `path`.
    #[track_caller]
    pub(super) fn new(
        shared: &Shared<'_>,
        resource: &Handle<Resource>,
        verb: &str,
        path: &str,
        access: Access<'_>,
    ) -> Self {
        let method = Method::new(shared.api, resource, verb).request_validator_id(shared.validator);
        let method = match access {
            Access::Public => method.authorization_type("NONE").api_key_required(false),
            Access::SignedIn(authorizer) | Access::SignedInWithKey(authorizer) => method
                .authorization_type("COGNITO_USER_POOLS")
                .authorizer_id(authorizer)
                .api_key_required(matches!(access, Access::SignedInWithKey(_))),
        };
        let integration = Integration::new("HTTP")
            .integration_http_method(verb)
            .uri(text!("http://{}/{}", shared.entry.balancer.dns_name(), path))
            .connection_type("VPC_LINK")
            .connection_id(&shared.entry.link)
            .timeout_in_millis(TIMEOUT);
        Operation { method, integration, replies: Vec::new(), responses: Vec::new(), problem: name_of(shared.problem) }
    }

    /// The body that clients send, and the template that makes the service's of it.
    #[track_caller]
    pub(super) fn body(mut self, model: &Handle<Model>, template: &str) -> Self {
        self.method = self.method.request_models([(JSON, name_of(model))]);
        self.integration = self.integration.request_templates([(JSON, template)]).passthrough_behavior("NEVER");
        self
    }

    /// Where the service finds values: its parameter, then the client's or the context's.
    #[track_caller]
    pub(super) fn parameters(mut self, parameters: &[(&str, &str)]) -> Self {
        let asked = parameters.iter().filter(|(_, from)| from.starts_with("method.request."));
        let asked: Vec<(&str, bool)> = asked.map(|(_, from)| (*from, false)).collect();
        if !asked.is_empty() {
            self.method = self.method.request_parameters(asked);
        }
        let pairs = parameters.iter().map(|(to, from)| (format!("integration.request.{to}"), *from));
        self.integration = self.integration.request_parameters(pairs.collect::<Vec<_>>());
        self
    }

    /// What clients get when the service answers with `when`, a pattern of its status.
    #[track_caller]
    pub(super) fn reply(self, status: u16, when: &str, model: &Handle<Model>, template: &str) -> Self {
        self.answer(status, Some(when), name_of(model), template)
    }

    /// What clients get when the service refuses: its message, and which request it was.
    #[track_caller]
    pub(super) fn refusal(self, status: u16) -> Self {
        let model = self.problem.clone();
        self.answer(status, Some(&status.to_string()), model, include_str!("templates/refusal.vtl"))
    }

    /// What clients get for everything else: nothing of what the service says.
    #[track_caller]
    fn otherwise(self) -> Self {
        let model = self.problem.clone();
        self.answer(502, None, model, include_str!("templates/failure.vtl"))
    }

    #[track_caller]
    fn answer(mut self, status: u16, when: Option<&str>, model: Val<String>, template: &str) -> Self {
        let header = format!("method.response.header.{REQUEST_ID}");
        let mut reply = IntegrationResponse::new(status.to_string())
            .response_templates([(JSON, template)])
            .response_parameters([(header.as_str(), "context.requestId")]);
        if let Some(pattern) = when {
            reply = reply.selection_pattern(pattern);
        }
        self.replies.push(reply);
        let response = MethodResponse::new(status.to_string())
            .response_models([(JSON, model)])
            .response_parameters([(header, true)]);
        self.responses.push(response);
        self
    }
}

impl Construct for Operation {
    type Handle = Handle<Method>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let Operation { method, integration, replies, responses, .. } = self.otherwise();
        method.integration(integration.integration_responses(replies)).method_responses(responses).build(scope)
    }
}
