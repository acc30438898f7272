//! The API itself.

use crate::aws::apigateway as l1;
use crate::aws::ids::RestApiId;
use crate::core::{Construct, Document, Handle, IntoVal, Node, Refers, Scope, Val};

use super::authorizer::{self, Authorizer};
use super::check;
use super::cors::Cors;
use super::gateway_response::{self, GatewayResponse};
use super::method::Method;
use super::model::Model;
use super::route::{Access, Route};
use super::tree::{Branch, Shared};

/// A REST API: its routes, and whom it lets in.
///
/// It is regional, and asks every caller for something: for what its [`authorizer`](RestApi::authorizer) asks, or, without
/// one, for requests that are signed with IAM credentials; a route for everybody says [`Route::public`]. Requests are
/// checked against the routes' models and parameters before the backend is asked. Each segment of the paths is one
/// resource; ids follow from methods and paths alone, so a route more changes no other. Nobody can call it before a
/// [`Stage`](super::Stage) serves it.
///
/// ```
/// use formwork::apigateway::{Authorizer, Integration, Method::{Get, Post}, RestApi, Route};
/// use formwork::{Stack, aws};
///
/// let mut stack = Stack::new("orders-api");
/// let pool = stack.add("Users", aws::cognito::UserPool::new());
/// let orders = Integration::http_proxy("https://orders.example.com/orders");
/// let one = Integration::http_proxy("https://orders.example.com/orders/{id}");
/// let api = stack.add("Api", RestApi::new("orders")
///     .authorizer(Authorizer::cognito("users", [&pool]))
///     .route(Route::new(Post, "/orders", orders).api_key())
///     .route(Route::new(Get, "/orders/{id}", one))
///     .route(Route::new(Get, "/health", Integration::mock(200)).public()));
/// stack.output("ApiId", api.id());
/// ```
#[must_use = "a spec does nothing until it is added to a stack"]
#[derive(Clone)]
pub struct RestApi {
    name: Val<String>,
    spec: l1::RestApi,
    endpoint: &'static str,
    closed: bool,
    authorizer: Option<Authorizer>,
    routes: Vec<Route>,
    responses: Vec<GatewayResponse>,
    cors: Option<Cors>,
    validate: bool,
}

impl RestApi {
    /// An API without routes yet.
    #[track_caller]
    pub fn new(name: impl IntoVal<String>) -> Self {
        let name = Val::of(name);
        RestApi {
            spec: l1::RestApi::new().name(&name),
            name,
            endpoint: "REGIONAL",
            closed: false,
            authorizer: None,
            routes: Vec::new(),
            responses: Vec::new(),
            cors: None,
            validate: true,
        }
    }

    /// One sentence on it. Without it, none.
    #[track_caller]
    pub fn description(mut self, text: impl IntoVal<String>) -> Self {
        self.spec = self.spec.description(text);
        self
    }

    /// Puts AWS's own distribution in front of it. Without it, the API is regional.
    pub fn edge(mut self) -> Self {
        self.endpoint = "EDGE";
        self
    }

    /// Whom all routes let in that say nothing else. Without it, whom IAM lets, with signed requests.
    pub fn authorizer(mut self, authorizer: Authorizer) -> Self {
        self.authorizer = Some(authorizer);
        self
    }

    /// Adds a route.
    pub fn route(mut self, route: Route) -> Self {
        self.routes.push(route);
        self
    }

    /// Adds routes.
    pub fn routes(mut self, routes: impl IntoIterator<Item = Route>) -> Self {
        self.routes.extend(routes);
        self
    }

    /// Changes what API Gateway itself answers in one case. Without it, its own messages.
    pub fn gateway_response(mut self, response: GatewayResponse) -> Self {
        self.responses.push(response);
        self
    }

    /// Lets pages of another origin call it. Without it, browsers let none.
    pub fn cors(mut self, cors: Cors) -> Self {
        self.cors = Some(cors);
        self
    }

    /// Whether bodies and parameters are checked before the backend is asked. Without it, they are.
    pub fn validate(mut self, on: bool) -> Self {
        self.validate = on;
        self
    }

    /// Closes AWS's own address, `….execute-api.…`: the API is reached by a [`DomainName`](super::DomainName) alone.
    /// Without it, it is open until a domain asks for client certificates.
    pub fn closed(mut self) -> Self {
        self.closed = true;
        self
    }

    /// Who may reach it at all, beside what routes ask. Without it, everybody.
    #[track_caller]
    pub fn policy(mut self, policy: impl IntoVal<Document>) -> Self {
        self.spec = self.spec.policy(policy);
        self
    }

    /// Kinds of body that are passed as bytes, such as `image/png`. Without it, all are text.
    #[track_caller]
    pub fn binary<S: Into<String>>(mut self, kinds: impl IntoIterator<Item = S>) -> Self {
        let kinds: Vec<String> = kinds.into_iter().map(Into::into).collect();
        self.spec = self.spec.binary_media_types(kinds);
        self
    }

    /// Every authorizer once: the API's, then those of routes.
    fn authorizers(&self, scope: &mut Scope<'_>) -> Vec<Authorizer> {
        let of_routes = self.routes.iter().filter_map(|route| match &route.access {
            Access::By(authorizer) => Some(authorizer.as_ref()),
            _ => None,
        });
        let mut all: Vec<Authorizer> = Vec::new();
        for authorizer in self.authorizer.iter().chain(of_routes) {
            match all.iter().find(|known| known.name == authorizer.name) {
                Some(known) if known.same(authorizer) => {}
                Some(known) => {
                    let message = format!("two authorizers are called `{}`", authorizer.name);
                    check::twice(scope, "duplicate-name", message, authorizer.origin, known.origin);
                }
                None => all.push(authorizer.clone()),
            }
        }
        all
    }

    /// Every model once, of routes and their replies.
    fn models(&self, scope: &mut Scope<'_>) -> Vec<Model> {
        let of_route = |route: &Route| {
            let replies: Vec<Model> = route
                .integration
                .replies
                .iter()
                .flat_map(|reply| &reply.models)
                .map(|(_, model)| model.clone())
                .collect();
            route.models.iter().map(|(_, model)| model.clone()).chain(replies).collect::<Vec<_>>()
        };
        let mut all: Vec<Model> = Vec::new();
        for model in self.routes.iter().flat_map(of_route) {
            match all.iter().find(|known| known.name == model.name) {
                Some(known) if known.same(&model) => {}
                Some(known) => {
                    let message = format!("two models are called `{}`", model.name);
                    check::twice(scope, "duplicate-name", message, model.origin, known.origin);
                }
                None => all.push(model),
            }
        }
        all
    }
}

/// Ids that were given in the API's own scope.
#[derive(Default)]
struct Taken(Vec<String>);

impl Taken {
    fn take(&mut self, id: String) -> String {
        self.0.push(id.clone());
        id
    }
}

impl Construct for RestApi {
    type Handle = RestApiHandle;

    fn build(mut self, scope: &mut Scope<'_>) -> RestApiHandle {
        let (authorizers, models) = (self.authorizers(scope), self.models(scope));
        let types = l1::RestApiEndpointConfiguration::new().types([self.endpoint]);
        let api = self.spec.endpoint_configuration(types).disable_execute_api_endpoint(self.closed).build(scope);
        let mut taken = Taken::default();
        let validator = self.validate.then(|| {
            let validator = l1::RequestValidator::new(&api).name("body-and-parameters");
            let validator = validator.validate_request_body(true).validate_request_parameters(true);
            scope.add(&taken.take("Validator".to_owned()), validator)
        });
        let models = models.into_iter().map(|model| {
            let id = taken.take(format!("{}Model", crate::iam::id_of(&model.name)));
            let mut spec = l1::Model::new(&api).name(&model.name).content_type(model.content_type).schema(model.schema);
            if let Some(text) = model.description {
                spec = spec.description(text);
            }
            (model.name, scope.add(&id, spec))
        });
        let models: Vec<_> = models.collect();
        let authorizers = authorizers.iter().map(|own| {
            let id = taken.take(format!("{}Authorizer", crate::iam::id_of(&own.name)));
            (own.name.clone(), own.method_type(), scope.add(&id, authorizer::Placed(own, &api)))
        });
        let authorizers: Vec<_> = authorizers.collect();
        if let Some(cors) = &self.cors {
            cors.check(scope);
            cors.refusals(&mut self.responses);
        }
        place_responses(self.responses, &api, &mut taken, scope);

        let principal = self.authorizer.as_ref().map_or("$context.identity.caller", Authorizer::principal);
        let default = self.authorizer.map(|authorizer| authorizer.name);
        let root = Branch::of(self.routes, scope);
        let shared = Shared { api: &api, validator, models, authorizers, default, cors: self.cors };
        let grown = root.grow(&shared, &api.root_resource_id(), &taken.0, scope);
        RestApiHandle {
            api,
            name: self.name,
            principal,
            resources: grown.resources,
            methods: grown.methods,
            models: shared.models,
            authorizers: shared.authorizers.into_iter().map(|(name, _, handle)| (name, handle)).collect(),
        }
    }
}

fn place_responses(
    responses: Vec<GatewayResponse>,
    api: &Handle<l1::RestApi>,
    taken: &mut Taken,
    scope: &mut Scope<'_>,
) {
    let mut known: Vec<(String, crate::diagnostic::Origin)> = Vec::new();
    for response in responses {
        if let Some((_, first)) = known.iter().find(|(kind, _)| *kind == response.kind) {
            let message = format!("`{}` is answered twice", response.kind);
            check::twice(scope, "duplicate-reply", message, response.origin, *first);
            continue;
        }
        known.push((response.kind.clone(), response.origin));
        let id = taken.take(format!("{}Response", crate::iam::id_of(&response.kind.to_ascii_lowercase())));
        scope.add(&id, gateway_response::Placed(response, api));
    }
}

/// An API that was added.
#[derive(Clone, Debug)]
pub struct RestApiHandle {
    /// The API.
    pub api: Handle<l1::RestApi>,
    /// The path resources, by path.
    pub resources: Vec<(String, Handle<l1::Resource>)>,
    /// The methods, by method and path.
    pub methods: Vec<(Method, String, Handle<l1::Method>)>,
    /// The models, by name.
    pub models: Vec<(String, Handle<l1::Model>)>,
    /// The authorizers, by name.
    pub authorizers: Vec<(String, Handle<l1::Authorizer>)>,
    name: Val<String>,
    /// Where API Gateway says who the caller is.
    pub(super) principal: &'static str,
}

impl RestApiHandle {
    /// The API's id.
    #[must_use]
    pub fn id(&self) -> Val<RestApiId> {
        self.api.id()
    }

    /// The API's name: what CloudWatch's dimension `ApiName` has.
    #[must_use]
    pub fn name(&self) -> Val<String> {
        self.name.clone()
    }

    /// The method of a route: for `stack.edit`.
    #[must_use]
    pub fn method(&self, method: &Method, path: &str) -> Option<Handle<l1::Method>> {
        self.methods.iter().find(|(own, at, _)| own == method && at == path).map(|(_, _, handle)| *handle)
    }

    /// Whether a route is known at this method and path. An API that was changed by hand may have more.
    pub(super) fn knows(&self, method: &Method, path: &str) -> bool {
        self.method(method, path).is_some()
    }
}

impl IntoVal<RestApiId> for &RestApiHandle {
    fn into_node(self) -> Node {
        <l1::RestApi as Refers<RestApiId>>::refer(self.api.address())
    }
}
