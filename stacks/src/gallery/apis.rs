//! An API with every kind of caller and of answer, its stages, its partners, its domains.

use formwork::acm::Certificate;
use formwork::apigateway::Method::{Any, Get, Post};
use formwork::apigateway::{
    Account, Authorizer, Canary, Cors, Deployment, DomainName, GatewayResponse, Integration, LogLevel, Model, Quota,
    Reply, RestApi, RestApiHandle, Route, Stage, StageHandle, Throttle, Truststore, UsagePlan,
};
use formwork::aws::wafv2::{AllowAction, DefaultAction, VisibilityConfig, WebAcl};
use formwork::aws::{BucketName, cognito, lambda};
use formwork::iam::{Role, managed_policy};
use formwork::route53::Record;
use formwork::{Environment, Handle, Stack, doc};

use super::Settings;
use super::edge::Edge;

pub(super) fn apis(env: &Environment<Settings>, edge: &Edge) -> Stack {
    let mut stack = Stack::in_env("apis", env).description("APIs in every form");
    let logs = stack.add("Account", Account::new());
    let function = function(&mut stack, env);
    let api = api(&mut stack, &function);
    let live = stages(&mut stack, &api);
    stack.order(&live.0.stage).after(&logs.account);

    let domain = DomainName::new(format!("api.{}", env.domain), &edge.certificate)
        .keep_address()
        .serves(&live.0)
        .serves_at("next", &live.1);
    let domain = stack.add("Domain", domain);
    stack.add("Name", Record::alias(&edge.zone, format!("api.{}", env.domain), &domain.domain));
    let everywhere = distributed(&mut stack, env, edge);
    stack.order(&everywhere.stage).after(&logs.account);
    stack
}

/// What the routes reach.
fn function(stack: &mut Stack, env: &Environment<Settings>) -> Handle<lambda::Function> {
    let basic = managed_policy("service-role/AWSLambdaBasicExecutionRole");
    let role = stack.add("FunctionRole", Role::for_service("lambda.amazonaws.com").managed_arn(basic));
    let code = lambda::Code::new().image_uri(env.function_image.as_str());
    stack.add("Function", lambda::Function::new(code, &role).package_type("Image"))
}

/// Callers by pool, token, request, signature and key; answers by function, HTTP and none at all; browsers of one origin.
fn api(stack: &mut Stack, function: &Handle<lambda::Function>) -> RestApiHandle {
    let pool = stack.add("Users", cognito::UserPool::new().user_pool_name("gallery"));
    let tenants = Authorizer::lambda_request("tenants", function, ["method.request.header.X-Tenant"]);
    let tokens = Authorizer::lambda_token("tokens", function)
        .token_in("method.request.header.X-Token")
        .remember_seconds(0)
        .token_pattern("^Bearer ");

    let order = Model::new("NewOrder", doc!({ "type": "object", "required": ["product"] }))
        .content_type("application/json")
        .description("An order");
    let place = Integration::http("https://orders.example.com/orders")
        .timeout_ms(10_000)
        .parameter("querystring.dry", "method.request.querystring.dry")
        .template("{ \"product\": $input.json('$.product') }")
        .reply(Reply::new(201).when("2\\d{2}").body(&order).header("X-Request-Id", "context.requestId"))
        .reply(Reply::new(502).template("{}").template_for("text/plain", "It did not work."));
    let legacy = Integration::http("https://orders.example.com/query")
        .method(Post)
        .template_for("application/json", "{ \"all\": true }")
        .reply(Reply::new(200));
    let page = Integration::http_proxy("https://orders.example.com/{id}");
    let too_fast = GatewayResponse::new("THROTTLED").status(429).header("Retry-After", "'1'").template("{}");
    let api = RestApi::new("gallery")
        .description("Orders")
        .authorizer(Authorizer::cognito("users", [&pool]))
        .route(
            Route::new(Post, "/orders", place).body(&order).takes("querystring.dry").api_key().scopes(["orders/write"]),
        )
        .route(Route::new(Get, "/orders/{id}", page).requires("header.X-Tenant").authorized_by(&tenants))
        .route(Route::new(Get, "/orders/{id}/lines", Integration::lambda(function)).authorized_by(&tokens))
        .route(Route::new(Any, "/rest/{proxy+}", Integration::lambda(function)).iam())
        .route(Route::new(Get, "/legacy", legacy).iam())
        .route(Route::new(Get, "/", Integration::mock(200)).public().name("Root"))
        .gateway_response(too_fast)
        .cors(
            Cors::from_origin("https://shop.example.com")
                .headers(["X-Tenant", "X-Token"])
                .max_age_seconds(600)
                .credentials(),
        )
        .binary(["image/png"]);
    stack.add("Api", api)
}

/// A stage that serves, and one that tries a new snapshot on a tenth of its callers; the partners of both.
fn stages(stack: &mut Stack, api: &RestApiHandle) -> (StageHandle, StageHandle) {
    let seen = VisibilityConfig::new(true, "gallery", true);
    let firewall = WebAcl::new(DefaultAction::new().allow(AllowAction::new()), "REGIONAL", seen).name("gallery");
    let firewall = stack.add("Firewall", firewall);
    let live = Stage::new(api, "live")
        .description("Live")
        .variable("color", "blue")
        .access_log_field("tenant", "$context.authorizer.tenant")
        .firewall(firewall.arn())
        .log_level(LogLevel::Info)
        .log_retention_days(30)
        .throttle_route(Post, "/orders", Throttle::per_second(100).at_once(20))
        .throttle_route(Get, "/orders/{id}", Throttle::per_second(0.5).at_once(1));
    let live = stack.add("Live", live);
    let next = Stage::new(api, "next")
        .canary(Canary::beside(&live.deployment).percent(10))
        .log_level(LogLevel::Off)
        .without_access_log()
        .metrics(false)
        .tracing(false);
    let next = stack.add("Next", next);
    stack.allow(&next.stage, "missing-access-log", "a stage without one is a form too");
    stack.allow(&next.stage, "untraced-stage", "a stage without traces is a form too");

    let partners = UsagePlan::new(&live)
        .stage(&next)
        .name("gallery-partners")
        .quota(Quota::per_week(1_000))
        .throttle(Throttle::per_second(50))
        .key("acme")
        .key_for("beta", "Tries things out");
    stack.add("Partners", partners);
    (live, next)
}

/// An API that AWS's own distribution stands in front of, with a domain of the same kind, and one at which clients show
/// certificates: whose, a file says that lies in a bucket already.
fn distributed(stack: &mut Stack, env: &Environment<Settings>, edge: &Edge) -> StageHandle {
    let hello = Route::new(Get, "/hello", Integration::mock(204)).public();
    let api =
        stack.add("Distributed", RestApi::new("gallery-distributed").edge().validate(false).closed().route(hello));
    let stage = stack.add("Everywhere", Stage::new(&api, "everywhere"));
    stack.add("Snapshot", Deployment::new(&api.api).description("For a stage that is not made here"));
    let name = format!("everywhere.{}", env.domain);
    let certificate = stack.add("EdgeCertificate", Certificate::new(&name, &edge.zone).for_edge());
    let domain = stack.add("DistributedDomain", DomainName::new(&name, &certificate).edge().serves(&stage));
    let trusted = Truststore::new(BucketName::literal("gallery-truststores"), "partners.pem").version("1");
    let partners = DomainName::new(format!("partners.{}", env.domain), &edge.certificate)
        .security_policy("TLS_1_2")
        .mutual_tls(trusted)
        .ownership(&edge.certificate)
        .serves(&stage);
    stack.add("PartnersDomain", partners);
    stack.add("DistributedName", Record::alias(&edge.zone, &name, &domain.domain));
    stage
}
