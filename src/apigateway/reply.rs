//! What clients get.

use crate::aws::apigateway as l1;
use crate::core::{Scope, Val};
use crate::diagnostic::Origin;

use super::model::Model;
use super::{JSON, check};

/// What clients get when the backend answers in a certain way.
///
/// It becomes both halves that API Gateway asks for: the integration's response and the method's, so no status is left
/// undeclared. Without [`when`](Reply::when), it is the reply to everything that no other reply's pattern matches.
///
/// ```
/// use formwork::apigateway::Reply;
///
/// let created = Reply::new(201).when("2\\d{2}").header("X-Request-Id", "context.requestId");
/// let failed = Reply::new(502).template(r#"{ "message": "The service could not answer." }"#);
/// ```
#[must_use = "a reply does nothing until an integration is given it"]
#[derive(Clone, Debug)]
pub struct Reply {
    pub(super) status: u16,
    pub(super) pattern: Option<String>,
    pub(super) models: Vec<(String, Model)>,
    templates: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    pub(super) origin: Origin,
}

impl Reply {
    /// A reply with this status, 100 to 599.
    #[track_caller]
    pub fn new(status: u16) -> Self {
        Reply {
            status,
            pattern: None,
            models: Vec::new(),
            templates: Vec::new(),
            headers: Vec::new(),
            origin: Origin::caller(),
        }
    }

    /// When it is given: a regular expression for the backend's status (for a Lambda function, for its error message).
    /// Without it, for everything that no other reply's pattern matches.
    pub fn when(mut self, pattern: impl Into<String>) -> Self {
        self.pattern = Some(pattern.into());
        self
    }

    /// What its body looks like; for clients that are generated from the API. Without it, nothing is said.
    pub fn body(mut self, model: &Model) -> Self {
        self.models.push((model.content_type.clone(), model.clone()));
        self
    }

    /// Makes the client's body of the backend's: a mapping template for JSON. Without it, the body passes as it is.
    pub fn template(self, template: impl Into<String>) -> Self {
        self.template_for(JSON, template)
    }

    /// As [`template`](Reply::template), for another kind of body.
    pub fn template_for(mut self, content_type: impl Into<String>, template: impl Into<String>) -> Self {
        self.templates.push((content_type.into(), template.into()));
        self
    }

    /// Sets a header: from the backend's answer (`integration.response.header.Location`), the context
    /// (`context.requestId`), or a text in single quotes.
    pub fn header(mut self, name: &str, from: impl Into<String>) -> Self {
        self.headers.push((format!("method.response.header.{name}"), from.into()));
        self
    }

    pub(super) fn check(&self, scope: &mut Scope<'_>) {
        check::range(scope, self.origin, "the status of a reply", f64::from(self.status), 100.0, 599.0);
    }

    pub(super) fn integration_response(&self) -> l1::IntegrationResponse {
        let mut response = l1::IntegrationResponse::new(self.status.to_string());
        if let Some(pattern) = &self.pattern {
            response = response.selection_pattern(pattern);
        }
        if !self.templates.is_empty() {
            response = response.response_templates(self.templates.clone());
        }
        if !self.headers.is_empty() {
            response = response.response_parameters(self.headers.clone());
        }
        response
    }

    /// `name_of` gives a model's name as the API has it.
    pub(super) fn method_response(&self, name_of: impl Fn(&Model) -> Val<String>) -> l1::MethodResponse {
        let mut response = l1::MethodResponse::new(self.status.to_string());
        if !self.models.is_empty() {
            let models: Vec<_> = self.models.iter().map(|(kind, model)| (kind.as_str(), name_of(model))).collect();
            response = response.response_models(models);
        }
        if !self.headers.is_empty() {
            let headers: Vec<_> = self.headers.iter().map(|(name, _)| (name.as_str(), true)).collect();
            response = response.response_parameters(headers);
        }
        response
    }
}
