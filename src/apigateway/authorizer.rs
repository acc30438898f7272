//! Who may call.

use crate::aws::apigateway as l1;
use crate::aws::ids::UserPoolArn;
use crate::core::{Construct, Handle, IntoVal, Scope, Val};
use crate::diagnostic::Origin;

use super::check;

/// The longest that API Gateway remembers an answer, in seconds. (API Gateway API reference, `CreateAuthorizer`, read 2026-11-20.)
const LONGEST_CACHE: f64 = 3600.0;

/// Who may call: users of a Cognito pool, or whom a function of yours lets in.
///
/// It is a value: give it to the API for all its routes ([`RestApi::authorizer`](super::RestApi::authorizer)) or to some
/// ([`Route::authorized_by`](super::Route::authorized_by)), and the API has it once. Without
/// [`remember_seconds`](Authorizer::remember_seconds), API Gateway remembers an answer for five minutes.
///
/// ```
/// use formwork::apigateway::Authorizer;
/// use formwork::{Stack, aws};
///
/// let mut stack = Stack::new("orders-api");
/// let pool = stack.add("Users", aws::cognito::UserPool::new());
/// let users = Authorizer::cognito("users", [&pool]);
/// ```
#[must_use = "an authorizer does nothing until an API or a route is given it"]
#[derive(Clone, Debug)]
pub struct Authorizer {
    pub(super) name: String,
    kind: Kind,
    sources: Vec<String>,
    pools: Option<Val<Vec<UserPoolArn>>>,
    uri: Option<Val<String>>,
    #[cfg(feature = "lambda")]
    function: Option<Val<crate::aws::ids::FunctionName>>,
    remember: Option<u32>,
    pattern: Option<String>,
    pub(super) origin: Origin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Cognito,
    #[cfg(feature = "lambda")]
    Request,
    #[cfg(feature = "lambda")]
    Token,
}

impl Authorizer {
    #[track_caller]
    fn new(name: impl Into<String>, kind: Kind, sources: Vec<String>) -> Self {
        Authorizer {
            name: name.into(),
            kind,
            sources,
            pools: None,
            uri: None,
            #[cfg(feature = "lambda")]
            function: None,
            remember: None,
            pattern: None,
            origin: Origin::caller(),
        }
    }

    /// Users of these pools, by the token in the header `Authorization`.
    #[track_caller]
    pub fn cognito(name: impl Into<String>, pools: impl IntoVal<Vec<UserPoolArn>>) -> Self {
        let mut authorizer = Self::new(name, Kind::Cognito, vec!["method.request.header.Authorization".to_owned()]);
        authorizer.pools = Some(Val::of(pools));
        authorizer
    }

    /// Whom a function lets in that sees the token in the header `Authorization`. The API adds the permission to call it.
    #[cfg(feature = "lambda")]
    #[track_caller]
    pub fn lambda_token(name: impl Into<String>, function: &crate::core::Handle<crate::aws::lambda::Function>) -> Self {
        Self::new(name, Kind::Token, vec!["method.request.header.Authorization".to_owned()]).calling(function)
    }

    /// Whom a function lets in that sees these parts of the request, such as `method.request.header.X-Tenant`. API
    /// Gateway refuses a request that lacks one of them, and remembers answers by them. The API adds the permission to
    /// call it.
    #[cfg(feature = "lambda")]
    #[track_caller]
    pub fn lambda_request<'s>(
        name: impl Into<String>,
        function: &crate::core::Handle<crate::aws::lambda::Function>,
        sources: impl IntoIterator<Item = &'s str>,
    ) -> Self {
        Self::new(name, Kind::Request, sources.into_iter().map(str::to_owned).collect()).calling(function)
    }

    #[cfg(feature = "lambda")]
    #[track_caller]
    fn calling(mut self, function: &crate::core::Handle<crate::aws::lambda::Function>) -> Self {
        self.uri = Some(super::integration::invocation(function));
        self.function = Some(Val::of(function));
        self
    }

    /// Where the token stands, such as `method.request.header.X-Token`. Without it, in the header `Authorization`.
    pub fn token_in(mut self, source: impl Into<String>) -> Self {
        self.sources = vec![source.into()];
        self
    }

    /// For how many seconds an answer is remembered, 0 (never) to 3,600. Without it, 300.
    pub fn remember_seconds(mut self, seconds: u32) -> Self {
        self.remember = Some(seconds);
        self
    }

    /// What a token looks like; API Gateway refuses others without asking. Without it, it asks for all.
    pub fn token_pattern(mut self, pattern: impl Into<String>) -> Self {
        self.pattern = Some(pattern.into());
        self
    }

    /// The word for it in methods.
    pub(super) const fn method_type(&self) -> &'static str {
        match self.kind {
            Kind::Cognito => "COGNITO_USER_POOLS",
            #[cfg(feature = "lambda")]
            Kind::Request | Kind::Token => "CUSTOM",
        }
    }

    /// Where API Gateway says whom it let in.
    pub(super) const fn principal(&self) -> &'static str {
        match self.kind {
            Kind::Cognito => "$context.authorizer.claims.sub",
            #[cfg(feature = "lambda")]
            Kind::Request | Kind::Token => "$context.authorizer.principalId",
        }
    }

    const fn own_type(&self) -> &'static str {
        match self.kind {
            Kind::Cognito => "COGNITO_USER_POOLS",
            #[cfg(feature = "lambda")]
            Kind::Request => "REQUEST",
            #[cfg(feature = "lambda")]
            Kind::Token => "TOKEN",
        }
    }

    /// Whether both say the same.
    pub(super) fn same(&self, other: &Authorizer) -> bool {
        let node = |authorizer: &Authorizer| {
            let pools = authorizer.pools.as_ref().map(|pools| pools.node().clone());
            (pools, authorizer.uri.as_ref().map(|uri| uri.node().clone()))
        };
        self.kind == other.kind
            && self.sources == other.sources
            && self.remember == other.remember
            && self.pattern == other.pattern
            && node(self) == node(other)
    }
}

/// An authorizer with the API it belongs to.
pub(super) struct Placed<'a>(pub(super) &'a Authorizer, pub(super) &'a Handle<l1::RestApi>);

impl Construct for Placed<'_> {
    type Handle = Handle<l1::Authorizer>;

    fn build(self, scope: &mut Scope<'_>) -> Self::Handle {
        let Placed(own, api) = self;
        let mut spec = l1::Authorizer::new(api, &own.name, own.own_type());
        if let Some(pools) = &own.pools {
            spec = spec.provider_arns(pools);
        }
        if let Some(uri) = &own.uri {
            spec = spec.authorizer_uri(uri);
        }
        if !own.sources.is_empty() {
            spec = spec.identity_source(own.sources.join(","));
        }
        if let Some(seconds) = own.remember {
            let what = "the seconds an answer is remembered";
            let seconds = check::range(scope, own.origin, what, f64::from(seconds), 0.0, LONGEST_CACHE);
            spec = spec.authorizer_result_ttl_in_seconds(seconds as i64);
        }
        if let Some(pattern) = &own.pattern {
            spec = spec.identity_validation_expression(pattern);
        }
        let handle = spec.build(scope);
        #[cfg(feature = "lambda")]
        if let Some(function) = &own.function {
            let caller = crate::text!("authorizers/{}", &handle);
            scope.add("Invoke", super::route::permission(function, api, caller));
        }
        handle
    }
}
