//! What API Gateway itself answers.

use crate::aws::apigateway as l1;
use crate::core::{Construct, Handle, Scope};
use crate::diagnostic::Origin;

use super::{JSON, check};

/// What clients get when API Gateway refuses or fails before the backend is asked: no token, too fast, a bad body.
///
/// ```
/// use formwork::apigateway::GatewayResponse;
///
/// let too_fast = GatewayResponse::new("THROTTLED")
///     .status(429)
///     .header("Retry-After", "'1'")
///     .template(r#"{ "message": "Too many requests." }"#);
/// ```
#[must_use = "a gateway response does nothing until an API is given it"]
#[derive(Clone, Debug)]
pub struct GatewayResponse {
    pub(super) kind: String,
    status: Option<u16>,
    pub(super) headers: Vec<(String, String)>,
    templates: Vec<(String, String)>,
    pub(super) origin: Origin,
}

impl GatewayResponse {
    /// The answer of this type: `THROTTLED`, `UNAUTHORIZED`, `BAD_REQUEST_BODY`, `DEFAULT_4XX` …
    #[track_caller]
    pub fn new(kind: impl Into<String>) -> Self {
        GatewayResponse {
            kind: kind.into(),
            status: None,
            headers: Vec::new(),
            templates: Vec::new(),
            origin: Origin::caller(),
        }
    }

    /// The status. Without it, the type's own.
    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets a header: a text in single quotes, or a value such as `context.requestId`.
    pub fn header(mut self, name: &str, from: impl Into<String>) -> Self {
        self.headers.push((format!("gatewayresponse.header.{name}"), from.into()));
        self
    }

    /// The body, as a mapping template for JSON. Without it, the type's own.
    pub fn template(self, template: impl Into<String>) -> Self {
        self.template_for(JSON, template)
    }

    /// As [`template`](GatewayResponse::template), for another kind of body.
    pub fn template_for(mut self, content_type: impl Into<String>, template: impl Into<String>) -> Self {
        self.templates.push((content_type.into(), template.into()));
        self
    }
}

/// A response with the API it belongs to.
pub(super) struct Placed<'a>(pub(super) GatewayResponse, pub(super) &'a Handle<l1::RestApi>);

impl Construct for Placed<'_> {
    type Handle = Handle<l1::GatewayResponse>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let Placed(response, api) = self;
        let mut spec = l1::GatewayResponse::new(api, &response.kind);
        if let Some(status) = response.status {
            check::range(scope, response.origin, "the status of a response", f64::from(status), 100.0, 599.0);
            spec = spec.status_code(status.to_string());
        }
        if !response.headers.is_empty() {
            spec = spec.response_parameters(response.headers);
        }
        if !response.templates.is_empty() {
            spec = spec.response_templates(response.templates);
        }
        spec.build(scope)
    }
}
