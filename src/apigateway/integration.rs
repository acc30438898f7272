//! What answers a route.

use crate::aws::apigateway as l1;
use crate::aws::ids::RoleArn;
use crate::core::{IntoVal, Node, Scope, Val};
use crate::diagnostic::{Diagnostic, Origin};

use super::check;
use super::method::Method;
use super::reply::Reply;
use super::vpc_link::Connection;

/// The least and the most that an answer may take, in milliseconds. (API Gateway API reference, `Integration`, read 2026-11-20.)
const TIMEOUT: (u32, u32) = (50, 29_000);

/// What answers a route: a server, a function, or nothing but API Gateway itself.
///
/// A proxy passes request and answer on as they are. The others transform: templates and parameters make the backend's
/// request, and each [`Reply`] says what clients get. Without [`timeout_ms`](Integration::timeout_ms), an answer may take
/// 29 seconds.
///
/// ```
/// use formwork::apigateway::{Integration, Reply};
///
/// let place = Integration::http("https://orders.example.com/orders")
///     .timeout_ms(10_000)
///     .parameter("header.X-User", "context.authorizer.claims.sub")
///     .template(r#"{ "product_id": $input.json('$.productId') }"#)
///     .reply(Reply::new(201).when("2\\d{2}"))
///     .reply(Reply::new(502));
/// ```
#[must_use = "an integration does nothing until a route is given it"]
#[derive(Clone, Debug)]
pub struct Integration {
    kind: Kind,
    uri: Option<Val<String>>,
    method: Option<Method>,
    connection: Option<Connection>,
    credentials: Option<Val<RoleArn>>,
    timeout: Option<u32>,
    parameters: Vec<(String, String)>,
    templates: Vec<(String, String)>,
    pub(super) replies: Vec<Reply>,
    /// The function that it calls, for the permission to.
    #[cfg(feature = "lambda")]
    pub(super) function: Option<Val<crate::aws::ids::FunctionName>>,
    origin: Origin,
}

/// As API Gateway names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Http,
    HttpProxy,
    #[cfg(feature = "lambda")]
    LambdaProxy,
    Mock,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Kind::Http => "HTTP",
            Kind::HttpProxy => "HTTP_PROXY",
            #[cfg(feature = "lambda")]
            Kind::LambdaProxy => "AWS_PROXY",
            Kind::Mock => "MOCK",
        }
    }

    /// Whether it passes answers on as they are.
    const fn is_proxy(self) -> bool {
        !matches!(self, Kind::Http | Kind::Mock)
    }
}

impl Integration {
    #[track_caller]
    fn new(kind: Kind, uri: Option<Val<String>>) -> Self {
        Integration {
            kind,
            uri,
            method: None,
            connection: None,
            credentials: None,
            timeout: None,
            parameters: Vec::new(),
            templates: Vec::new(),
            replies: Vec::new(),
            #[cfg(feature = "lambda")]
            function: None,
            origin: Origin::caller(),
        }
    }

    /// A server that gets requests and gives answers as they are. `{id}` in the address is the route's own `{id}`.
    #[track_caller]
    pub fn http_proxy(uri: impl IntoVal<String>) -> Self {
        Self::new(Kind::HttpProxy, Some(Val::of(uri)))
    }

    /// A server whose requests are made here, and whose answers are transformed: it needs a [`Reply`] that takes
    /// everything no other reply does.
    #[track_caller]
    pub fn http(uri: impl IntoVal<String>) -> Self {
        Self::new(Kind::Http, Some(Val::of(uri)))
    }

    /// A function that gets the whole request and gives the whole answer. The route adds the permission to call it.
    #[cfg(feature = "lambda")]
    #[track_caller]
    pub fn lambda(function: &crate::core::Handle<crate::aws::lambda::Function>) -> Self {
        let mut integration = Self::new(Kind::LambdaProxy, Some(invocation(function)));
        integration.function = Some(Val::of(function));
        integration
    }

    /// API Gateway itself answers with this status. Without a [`Reply`], with an empty body.
    #[track_caller]
    pub fn mock(status: u16) -> Self {
        let mut integration = Self::new(Kind::Mock, None).template(format!("{{ \"statusCode\": {status} }}"));
        integration.replies.push(Reply::new(status));
        integration
    }

    /// The backend's method. Without it, the route's own (for a function always `POST`).
    pub fn method(mut self, method: Method) -> Self {
        self.method = Some(method);
        self
    }

    /// Goes through a VPC link. Without it, over the internet.
    #[track_caller]
    pub fn via(mut self, link: impl Into<Connection>) -> Self {
        self.connection = Some(link.into());
        self
    }

    /// The role with which API Gateway calls the backend. Without it, none.
    #[track_caller]
    pub fn role(mut self, role: impl IntoVal<RoleArn>) -> Self {
        self.credentials = Some(Val::of(role));
        self
    }

    /// How long the answer may take, 50 to 29,000 milliseconds. Without it, 29 seconds.
    pub fn timeout_ms(mut self, milliseconds: u32) -> Self {
        self.timeout = Some(milliseconds);
        self
    }

    /// Sets a parameter of the backend's request (`header.X-User`, `querystring.limit`, `path.id`) from the client's
    /// (`method.request.querystring.limit`), the context (`context.requestId`), or a text in single quotes.
    ///
    /// The route declares what is taken from the client.
    pub fn parameter(mut self, to: &str, from: impl Into<String>) -> Self {
        self.parameters.push((format!("integration.request.{to}"), from.into()));
        self
    }

    /// Makes the backend's body of the client's: a mapping template for JSON. With it, bodies of other kinds are refused;
    /// without it, every body passes as it is.
    pub fn template(self, template: impl Into<String>) -> Self {
        self.template_for(super::JSON, template)
    }

    /// As [`template`](Integration::template), for another kind of body.
    pub fn template_for(mut self, content_type: impl Into<String>, template: impl Into<String>) -> Self {
        self.templates.push((content_type.into(), template.into()));
        self
    }

    /// What clients get when the backend answers in a certain way; the first for a mock replaces its empty body.
    pub fn reply(mut self, reply: Reply) -> Self {
        if self.kind == Kind::Mock {
            self.replies.retain(|known| known.pattern.is_some() || reply.pattern.is_some());
        }
        self.replies.push(reply);
        self
    }

    /// As [`reply`](Integration::reply), for several.
    pub fn replies(self, replies: impl IntoIterator<Item = Reply>) -> Self {
        replies.into_iter().fold(self, Integration::reply)
    }

    /// What the client has to be able to send for it.
    pub(super) fn taken(&self) -> impl Iterator<Item = &str> {
        self.parameters.iter().map(|(_, from)| from.as_str()).filter(|from| from.starts_with("method.request."))
    }

    pub(super) fn check(&self, scope: &mut Scope<'_>, route: &str, variables: &[&str]) {
        if let Some(timeout) = self.timeout {
            let (least, most) = (f64::from(TIMEOUT.0), f64::from(TIMEOUT.1));
            check::range(scope, self.origin, "the timeout in milliseconds", f64::from(timeout), least, most);
        }
        self.check_replies(scope, route);
        for name in self.variables() {
            let set = self.parameters.iter().any(|(to, _)| to.strip_prefix("integration.request.path.") == Some(&name));
            if !set && !variables.contains(&name.as_str()) {
                let message =
                    format!("the address of {route} has `{{{name}}}`, which neither its path nor a parameter sets");
                let help = format!("say `.parameter(\"path.{name}\", …)`, or give the route's path a `{{{name}}}`");
                scope.problem(Diagnostic::error("unknown-path-variable", message).help(help).at(self.origin));
            }
        }
    }

    fn check_replies(&self, scope: &mut Scope<'_>, route: &str) {
        for (index, reply) in self.replies.iter().enumerate() {
            reply.check(scope);
            let before = &self.replies[..index];
            if let Some(first) = before.iter().find(|known| known.status == reply.status) {
                let message = format!("{route} has two replies with the status {}", reply.status);
                check::twice(scope, "duplicate-reply", message, reply.origin, first.origin);
            } else if let Some(first) = before.iter().find(|known| known.pattern == reply.pattern) {
                let message = format!("{route} has two replies for the same answers");
                check::twice(scope, "duplicate-reply", message, reply.origin, first.origin);
            }
        }
        let takes_the_rest = self.replies.iter().any(|reply| reply.pattern.is_none());
        if !self.kind.is_proxy() && !takes_the_rest {
            let message = format!("{route} has no reply to answers that match no pattern");
            let help = "add a `Reply` without `when`, such as `Reply::new(502)`";
            scope.problem(Diagnostic::error("missing-reply", message).help(help).at(self.origin));
        }
        if let (true, Some(reply)) = (self.kind.is_proxy(), self.replies.first()) {
            let message = format!("{route} is answered by a proxy, which passes answers on: the reply is never given");
            let help = "leave the reply out, or use `Integration::http`";
            scope.problem(Diagnostic::error("useless-reply", message).help(help).at(reply.origin));
        }
    }

    /// One reply for each status.
    pub(super) fn distinct_replies(&self) -> impl Iterator<Item = &Reply> {
        let first =
            |index: usize, reply: &Reply| self.replies[..index].iter().all(|known| known.status != reply.status);
        self.replies.iter().enumerate().filter(move |(index, reply)| first(*index, reply)).map(|(_, reply)| reply)
    }

    /// The variables in the literal parts of the address.
    fn variables(&self) -> Vec<String> {
        let mut found = Vec::new();
        let Some(uri) = &self.uri else { return found };
        uri.node().walk(&mut |node: &Node| {
            let parts = node.as_str().into_iter().flat_map(|text| text.split('{').skip(1));
            found.extend(parts.filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()));
        });
        found
    }

    /// The integration of a route: its method is the backend's unless another was said, its variables are the address'.
    pub(super) fn spec(&self, method: &Method, variables: &[&str]) -> l1::Integration {
        let mut spec = l1::Integration::new(self.kind.name());
        if let Some(uri) = &self.uri {
            let method = match (&self.method, self.kind.name()) {
                (Some(own), _) => own,
                (None, "AWS_PROXY") => &Method::Post,
                (None, _) => method,
            };
            spec = spec.integration_http_method(method.name()).uri(uri);
        }
        if let Some(connection) = &self.connection {
            spec = spec.connection_type("VPC_LINK").connection_id(&connection.link);
            if let Some(target) = &connection.target {
                spec = spec.integration_target(target);
            }
        }
        if let Some(role) = &self.credentials {
            spec = spec.credentials(role);
        }
        if let Some(timeout) = self.timeout {
            spec = spec.timeout_in_millis(timeout.clamp(TIMEOUT.0, TIMEOUT.1));
        }
        let parameters = self.all_parameters(variables);
        if !parameters.is_empty() {
            spec = spec.request_parameters(parameters);
        }
        if !self.templates.is_empty() {
            spec = spec.request_templates(self.templates.clone()).passthrough_behavior("NEVER");
        }
        if !self.kind.is_proxy() {
            let replies: Vec<_> = self.distinct_replies().map(Reply::integration_response).collect();
            spec = spec.integration_responses(replies);
        }
        spec
    }

    /// What was said, and the route's variables that the address names.
    fn all_parameters(&self, variables: &[&str]) -> Vec<(String, String)> {
        let mut all = self.parameters.clone();
        for name in self.variables() {
            let to = format!("integration.request.path.{name}");
            if variables.contains(&name.as_str()) && !all.iter().any(|(known, _)| *known == to) {
                all.push((to, format!("method.request.path.{name}")));
            }
        }
        all
    }
}

/// Where API Gateway calls a function.
#[cfg(feature = "lambda")]
pub(super) fn invocation(function: &crate::core::Handle<crate::aws::lambda::Function>) -> Val<String> {
    use crate::core::{partition, region};
    crate::text!(
        "arn:{}:apigateway:{}:lambda:path/2015-03-31/functions/{}/invocations",
        partition(),
        region(),
        function.arn()
    )
}
