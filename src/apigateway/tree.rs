//! Paths as a tree: each segment is one resource, whatever routes share it.

use crate::aws::apigateway as l1;
use crate::aws::ids::{ApiResourceId, AuthorizerId};
use crate::core::{Construct, Handle, Scope, Val};
use crate::diagnostic::Diagnostic;

use super::check;
use super::cors::Cors;
use super::method::Method;
use super::model::Model;
use super::route::{Access, Route};

/// Where methods stand: the root or a path's resource.
pub(super) type Place = Val<ApiResourceId>;

/// What the routes of one API share.
pub(super) struct Shared<'a> {
    pub(super) api: &'a Handle<l1::RestApi>,
    pub(super) validator: Option<Handle<l1::RequestValidator>>,
    pub(super) models: Vec<(String, Handle<l1::Model>)>,
    pub(super) authorizers: Vec<(String, &'static str, Handle<l1::Authorizer>)>,
    /// The name of the authorizer for routes that say nothing else.
    pub(super) default: Option<String>,
    pub(super) cors: Option<Cors>,
}

impl Shared<'_> {
    /// A model's name, by the model.
    pub(super) fn model(&self, model: &Model) -> Val<String> {
        match self.models.iter().find(|(name, _)| *name == model.name) {
            Some((_, handle)) => handle.name(),
            None => Val::of(&model.name),
        }
    }

    /// The type of a route's authorization, and its authorizer.
    pub(super) fn access(&self, access: &Access) -> (&'static str, Option<Val<AuthorizerId>>) {
        let wanted = match access {
            Access::Public => return ("NONE", None),
            Access::Iam => None,
            Access::OfApi => self.default.as_ref(),
            Access::By(authorizer) => Some(&authorizer.name),
        };
        let known = wanted.and_then(|wanted| self.authorizers.iter().find(|(name, ..)| name == wanted));
        known.map_or(("AWS_IAM", None), |(_, kind, handle)| (kind, Some(Val::of(handle))))
    }
}

/// One segment, with the routes that end there and the segments that follow.
#[derive(Default)]
pub(super) struct Branch {
    part: String,
    path: String,
    routes: Vec<Route>,
    children: Vec<Branch>,
}

impl Branch {
    /// The tree of all routes. What is wrong with a route is reported, and the route left out.
    pub(super) fn of(routes: Vec<Route>, scope: &mut Scope<'_>) -> Self {
        let mut root = Branch { path: "/".to_owned(), ..Branch::default() };
        for route in routes {
            if let Method::Other(name) = &route.method {
                let message = format!("`{name}` is no method that API Gateway knows");
                let help = "use one of `Method`'s own";
                scope.problem(Diagnostic::error("unknown-method", message).help(help).at(route.origin));
                continue;
            }
            match check::segments(&route.path) {
                Ok(segments) => root.plant(&segments, route, scope),
                Err(message) => {
                    let help = "a path begins with `/` and names each segment: `/orders/{id}`";
                    scope.problem(Diagnostic::error("invalid-path", message).help(help).at(route.origin));
                }
            }
        }
        root
    }

    fn plant(&mut self, segments: &[String], route: Route, scope: &mut Scope<'_>) {
        let Some((part, rest)) = segments.split_first() else {
            if let Some(first) = self.routes.iter().find(|known| known.method == route.method) {
                let message = format!("{} is there twice", route.title());
                check::twice(scope, "duplicate-route", message, route.origin, first.origin);
            } else {
                self.routes.push(route);
            }
            return;
        };
        let rival = check::variable(part).and_then(|_| {
            self.children.iter().find(|child| child.part != *part && check::variable(&child.part).is_some())
        });
        if let Some(rival) = rival {
            let message = format!("`{part}` of {} stands where `{}` already does", route.title(), rival.part);
            let help = "one place in the path has one variable: give both routes the same";
            scope.problem(Diagnostic::error("invalid-path", message).help(help).at(route.origin));
            return;
        }
        let index = self.children.iter().position(|child| child.part == *part).unwrap_or_else(|| {
            let path = format!("{}/{part}", self.path.trim_end_matches('/'));
            self.children.push(Branch { part: part.clone(), path, ..Branch::default() });
            self.children.len() - 1
        });
        self.children[index].plant(rest, route, scope);
    }

    /// The variables of the path: `id` of `/orders/{id}`.
    fn variables(&self) -> Vec<&str> {
        self.path.split('/').filter_map(check::variable).collect()
    }

    /// Adds the methods here and everything below. `taken` are ids of other things in the scope.
    pub(super) fn grow(mut self, shared: &Shared<'_>, place: &Place, taken: &[String], scope: &mut Scope<'_>) -> Grown {
        if let Some(cors) = &shared.cors {
            self.with_cors(cors);
        }
        let mut grown = Grown::default();
        let mut taken = taken.to_vec();
        let variables = self.variables();
        for route in &self.routes {
            let id = route.method.name();
            taken.push(id.to_owned());
            let handle = scope.add(id, Operation { shared, place, route, variables: &variables });
            grown.methods.push((route.method.clone(), self.path.clone(), handle));
        }
        for child in self.children {
            let plain = id_of(&child.part);
            let id = if taken.contains(&plain) { child.part.clone() } else { plain };
            taken.push(id.clone());
            grown.append(scope.add(&id, Growing { branch: child, shared, parent: place }));
        }
        grown
    }

    fn with_cors(&mut self, cors: &Cors) {
        for route in &mut self.routes {
            cors.name_origin(route);
        }
        let own: Vec<&str> = self.routes.iter().map(|route| route.method.name()).collect();
        let any = own.contains(&"ANY");
        let methods = if any { vec!["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"] } else { own.clone() };
        if !own.is_empty() && !own.contains(&"OPTIONS") {
            let preflight = cors.preflight(&self.path, &methods);
            self.routes.push(preflight);
        }
    }
}

/// `order-items` is `OrderItems`, `{id}` is `ById`.
fn id_of(part: &str) -> String {
    match check::variable(part) {
        Some(name) => format!("By{}", crate::iam::id_of(name)),
        None => crate::iam::id_of(part),
    }
}

/// What a tree has become.
#[derive(Default)]
pub(super) struct Grown {
    pub(super) resources: Vec<(String, Handle<l1::Resource>)>,
    pub(super) methods: Vec<(Method, String, Handle<l1::Method>)>,
}

impl Grown {
    fn append(&mut self, mut other: Grown) {
        self.resources.append(&mut other.resources);
        self.methods.append(&mut other.methods);
    }
}

/// A branch with what it grows on.
struct Growing<'a> {
    branch: Branch,
    shared: &'a Shared<'a>,
    parent: &'a Place,
}

impl Construct for Growing<'_> {
    type Handle = Grown;

    fn build(self, scope: &mut Scope<'_>) -> Grown {
        let Growing { branch, shared, parent } = self;
        let resource = l1::Resource::new(shared.api, parent, &branch.part).build(scope);
        let path = branch.path.clone();
        let mut grown = branch.grow(shared, &Val::of(&resource), &[], scope);
        grown.resources.insert(0, (path, resource));
        grown
    }
}

/// A route with where it stands.
struct Operation<'a> {
    shared: &'a Shared<'a>,
    place: &'a Place,
    route: &'a Route,
    variables: &'a [&'a str],
}

impl Construct for Operation<'_> {
    type Handle = Handle<l1::Method>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let Operation { shared, place, route, variables } = self;
        route.integration.check(scope, &route.title(), variables);
        let handle = route.spec(shared, place, variables).build(scope);
        #[cfg(feature = "lambda")]
        if let Some(function) = &route.integration.function {
            let verb = if route.method == Method::Any { "*" } else { route.method.name() };
            let segments: Vec<&str> =
                route.path.split('/').map(|part| if check::variable(part).is_some() { "*" } else { part }).collect();
            let caller = crate::text!("*/{}{}", verb, segments.join("/"));
            scope.add("Invoke", super::route::permission(function, shared.api, caller));
        }
        handle
    }
}
