//! One operation of an API.

use crate::aws::apigateway as l1;
use crate::diagnostic::Origin;

use super::authorizer::Authorizer;
use super::integration::Integration;
use super::method::Method;
use super::model::Model;
use super::tree::Shared;

/// One operation of an API: a method at a path, and what answers it.
///
/// It asks for what the API asks for ([`RestApi::authorizer`](super::RestApi::authorizer)): being open to everybody has
/// to be said with [`public`](Route::public).
///
/// ```
/// use formwork::apigateway::{Integration, Method::{Get, Post}, Model, Route};
/// use serde_json::json;
///
/// let orders = Integration::http_proxy("https://orders.example.com/orders/{id}");
/// let read = Route::new(Get, "/orders/{id}", orders).takes("querystring.fields");
/// let health = Route::new(Get, "/health", Integration::mock(200)).public();
/// ```
#[must_use = "a route does nothing until an API is given it"]
#[derive(Clone, Debug)]
pub struct Route {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) integration: Integration,
    pub(super) access: Access,
    pub(super) models: Vec<(String, Model)>,
    pub(super) origin: Origin,
    parameters: Vec<(String, bool)>,
    scopes: Vec<String>,
    key: bool,
    name: Option<String>,
}

/// Who may call it.
#[derive(Clone, Debug)]
pub(super) enum Access {
    /// Whom the API lets in.
    OfApi,
    Public,
    Iam,
    By(Box<Authorizer>),
}

impl Route {
    /// `method` at `path`, answered by `integration`. A path begins with `/`; `{name}` in it takes one segment,
    /// `{name+}` at its end all that follow.
    #[track_caller]
    pub fn new(method: Method, path: impl Into<String>, integration: Integration) -> Self {
        Route {
            method,
            path: path.into(),
            integration,
            access: Access::OfApi,
            models: Vec::new(),
            origin: Origin::caller(),
            parameters: Vec::new(),
            scopes: Vec::new(),
            key: false,
            name: None,
        }
    }

    /// Lets everybody call it.
    pub fn public(mut self) -> Self {
        self.access = Access::Public;
        self
    }

    /// Lets those call it whom IAM lets, with signed requests.
    pub fn iam(mut self) -> Self {
        self.access = Access::Iam;
        self
    }

    /// Lets those call it whom this authorizer lets in. Without it, whom the API's lets in.
    pub fn authorized_by(mut self, authorizer: &Authorizer) -> Self {
        self.access = Access::By(Box::new(authorizer.clone()));
        self
    }

    /// The scopes of which the caller's access token has to hold one. Without it, an identity token is enough.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes.extend(scopes.into_iter().map(Into::into));
        self
    }

    /// Asks for a key of a [`UsagePlan`](super::UsagePlan) beside. A key says who is counted, not who is let in.
    pub fn api_key(mut self) -> Self {
        self.key = true;
        self
    }

    /// What its body looks like: others are refused before the backend is asked. Without it, every body passes.
    pub fn body(mut self, model: &Model) -> Self {
        self.models.push((model.content_type.clone(), model.clone()));
        self
    }

    /// Asks for a parameter, such as `querystring.customer` or `header.X-Tenant`: requests without it are refused.
    pub fn requires(mut self, parameter: &str) -> Self {
        self.parameters.push((format!("method.request.{parameter}"), true));
        self
    }

    /// Knows a parameter that may be left out. What the integration takes from the client is known without it.
    pub fn takes(mut self, parameter: &str) -> Self {
        self.parameters.push((format!("method.request.{parameter}"), false));
        self
    }

    /// What generated clients call it. Without it, a name made of method and path.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Method and path, for messages.
    pub(super) fn title(&self) -> String {
        format!("`{} {}`", self.method.name(), self.path)
    }

    /// The method as API Gateway has it.
    pub(super) fn spec(&self, shared: &Shared<'_>, resource: &super::tree::Place, variables: &[&str]) -> l1::Method {
        let mut spec = l1::Method::new(shared.api, resource, self.method.name()).api_key_required(self.key);
        spec = match shared.access(&self.access) {
            (kind, Some(authorizer)) => spec.authorization_type(kind).authorizer_id(&authorizer),
            (kind, None) => spec.authorization_type(kind),
        };
        if !self.scopes.is_empty() {
            spec = spec.authorization_scopes(&self.scopes);
        }
        if let Some(name) = &self.name {
            spec = spec.operation_name(name);
        }
        if let Some(validator) = &shared.validator {
            spec = spec.request_validator_id(validator);
        }
        if !self.models.is_empty() {
            let models: Vec<_> = self.models.iter().map(|(kind, model)| (kind.as_str(), shared.model(model))).collect();
            spec = spec.request_models(models);
        }
        let parameters = self.all_parameters(variables);
        if !parameters.is_empty() {
            spec = spec.request_parameters(parameters);
        }
        spec = spec.integration(self.integration.spec(&self.method, variables));
        if !self.integration.replies.is_empty() {
            let replies = self.integration.distinct_replies();
            let responses: Vec<_> = replies.map(|reply| reply.method_response(|model| shared.model(model))).collect();
            spec = spec.method_responses(responses);
        }
        spec
    }

    /// The path's variables, what was said, and what the integration takes.
    fn all_parameters(&self, variables: &[&str]) -> Vec<(String, bool)> {
        let mut all: Vec<(String, bool)> =
            variables.iter().map(|name| (format!("method.request.path.{name}"), true)).collect();
        let taken = self.integration.taken().map(|from| (from.to_owned(), false));
        for (name, required) in self.parameters.iter().cloned().chain(taken) {
            if !all.iter().any(|(known, _)| *known == name) {
                all.push((name, required));
            }
        }
        all
    }
}

/// Lets one caller in an API call a function.
#[cfg(feature = "lambda")]
pub(super) fn permission(
    function: &crate::core::Val<crate::aws::ids::FunctionName>,
    api: &crate::core::Handle<l1::RestApi>,
    caller: crate::core::Val<String>,
) -> crate::aws::lambda::Permission {
    use crate::core::{account_id, partition, region};
    let source = crate::text!("arn:{}:execute-api:{}:{}:{}/{}", partition(), region(), account_id(), api, caller);
    crate::aws::lambda::Permission::new(function, "lambda:InvokeFunction", "apigateway.amazonaws.com")
        .source_arn(source)
}
