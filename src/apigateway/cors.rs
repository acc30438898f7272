//! What pages of another origin may do.

use crate::core::Scope;
use crate::diagnostic::{Diagnostic, Origin};

use super::gateway_response::GatewayResponse;
use super::integration::Integration;
use super::method::Method;
use super::reply::Reply;
use super::route::Route;

/// What pages of another origin may do: preflight requests are answered at every path, and the origin is named in every
/// reply that is made here, refusals by API Gateway included. A proxy's backend names it itself.
///
/// Without it, browsers let no page of another origin call the API.
///
/// ```
/// use formwork::apigateway::{Cors, RestApi};
///
/// let api = RestApi::new("orders").cors(Cors::from_origin("https://shop.example.com").max_age_seconds(600));
/// ```
#[must_use = "it does nothing until an API is given it"]
#[derive(Clone, Debug)]
pub struct Cors {
    origin: String,
    headers: Vec<String>,
    credentials: bool,
    max_age: Option<u32>,
    author: Origin,
}

impl Cors {
    /// Pages of this origin, such as `https://shop.example.com`; `*` for all.
    #[track_caller]
    pub fn from_origin(origin: impl Into<String>) -> Self {
        let headers = ["Authorization", "Content-Type", "X-Api-Key"].map(str::to_owned).to_vec();
        Cors { origin: origin.into(), headers, credentials: false, max_age: None, author: Origin::caller() }
    }

    /// The headers a page may send. Without it, `Authorization`, `Content-Type` and `X-Api-Key`.
    pub fn headers<H: Into<String>>(mut self, headers: impl IntoIterator<Item = H>) -> Self {
        self.headers = headers.into_iter().map(Into::into).collect();
        self
    }

    /// Lets pages send cookies. Without it, they cannot.
    pub fn credentials(mut self) -> Self {
        self.credentials = true;
        self
    }

    /// For how many seconds a browser remembers the answer. Without it, as long as it likes; most take five seconds.
    pub fn max_age_seconds(mut self, seconds: u32) -> Self {
        self.max_age = Some(seconds);
        self
    }

    pub(super) fn check(&self, scope: &mut Scope<'_>) {
        if self.credentials && self.origin == "*" {
            let message = "credentials with the origin `*`, which browsers refuse";
            scope.problem(
                Diagnostic::error("credentials-for-all-origins", message)
                    .help("name the origin, or leave `credentials` out")
                    .at(self.author),
            );
        }
    }

    /// Headers that every answer to a page bears: names, and texts in single quotes.
    fn common(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Access-Control-Allow-Origin", format!("'{}'", self.origin))];
        if self.credentials {
            headers.push(("Access-Control-Allow-Credentials", "'true'".to_owned()));
        }
        if self.origin != "*" {
            headers.push(("Vary", "'Origin'".to_owned()));
        }
        headers
    }

    /// Names the origin in every reply of a route that is made here.
    pub(super) fn name_origin(&self, route: &mut Route) {
        for reply in &mut route.integration.replies {
            for (name, value) in self.common() {
                *reply = reply.clone().header(name, value);
            }
        }
    }

    /// The answer to preflight requests at a path with these methods.
    pub(super) fn preflight(&self, path: &str, methods: &[&str]) -> Route {
        let mut reply = Reply::new(204)
            .header("Access-Control-Allow-Methods", format!("'{}'", methods.join(",")))
            .header("Access-Control-Allow-Headers", format!("'{}'", self.headers.join(",")));
        for (name, value) in self.common() {
            reply = reply.header(name, value);
        }
        if let Some(seconds) = self.max_age {
            reply = reply.header("Access-Control-Max-Age", format!("'{seconds}'"));
        }
        Route::new(Method::Options, path, Integration::mock(204).reply(reply)).public()
    }

    /// Refusals that pages can read. What the author said of one of them stays, and names the origin too.
    pub(super) fn refusals(&self, responses: &mut Vec<GatewayResponse>) {
        for kind in ["DEFAULT_4XX", "DEFAULT_5XX"] {
            if !responses.iter().any(|response| response.kind == kind) {
                responses.push(GatewayResponse::new(kind));
            }
        }
        for response in responses {
            for (name, value) in self.common() {
                *response = response.clone().header(name, value);
            }
        }
    }
}
