//! APIs: what each construct makes, what it refuses, and when a deployment is new.

use formwork::apigateway::Method::{Any, Get, Post};
use formwork::apigateway::*;
use formwork::aws::{CertificateArn, DeploymentId, SecurityGroupId, SubnetId, WebAclArn, cognito, lambda};
use formwork::{App, Handle, Stack, aws, text};
use proptest::prelude::*;
use serde_json::json;

use super::{both, findings, refused, snapshot, template};

fn order() -> Model {
    Model::new("NewOrder", json!({ "type": "object", "required": ["product"], "additionalProperties": false }))
}

fn backend() -> Integration {
    Integration::http_proxy("https://orders.example.com/orders")
}

fn balancer(stack: &mut Stack) -> Handle<aws::elasticloadbalancingv2::LoadBalancer> {
    let subnets = [SubnetId::literal("subnet-0a1b2c3d"), SubnetId::literal("subnet-1a1b2c3d")];
    let nlb = aws::elasticloadbalancingv2::LoadBalancer::new().r#type("network").scheme("internal").subnets(subnets);
    stack.add("Nlb", nlb)
}

fn function(stack: &mut Stack) -> Handle<lambda::Function> {
    let code = lambda::Code::new().s3_bucket(aws::BucketName::literal("code")).s3_key("orders.zip");
    let role = aws::RoleArn::literal("arn:aws:iam::111122223333:role/orders");
    stack.add("Orders", lambda::Function::new(code, role).runtime("nodejs22.x").handler("index.handler"))
}

#[test]
fn an_api_with_everything() {
    let mut stack = Stack::new("orders-api");
    let nlb = balancer(&mut stack);
    let pool = stack.add("Users", cognito::UserPool::new());
    let link = stack.add("Link", VpcLink::new("orders", &nlb));
    let place = Integration::http(text!("http://{}/orders", nlb.dns_name()))
        .via(&link)
        .timeout_ms(10_000)
        .parameter("header.X-User", "context.authorizer.claims.sub")
        .parameter("querystring.dry", "method.request.querystring.dry")
        .template(r#"{ "product_id": $input.json('$.product') }"#)
        .reply(Reply::new(201).when("2\\d{2}").body(&order()).header("X-Request-Id", "context.requestId"))
        .reply(Reply::new(502).template(r#"{ "message": "later" }"#));
    let one = Integration::http_proxy(text!("http://{}/orders/{id}", nlb.dns_name())).via(&link);
    let throttled = GatewayResponse::new("THROTTLED").status(429).header("Retry-After", "'1'");
    let api = RestApi::new("orders")
        .authorizer(Authorizer::cognito("users", [&pool]))
        .route(Route::new(Post, "/orders", place).body(&order()).api_key().name("PlaceOrder"))
        .route(Route::new(Get, "/orders/{id}", one).requires("header.X-Tenant"))
        .route(Route::new(Get, "/health", Integration::mock(200)).public())
        .gateway_response(throttled)
        .cors(Cors::from_origin("https://shop.example.com").max_age_seconds(600));
    let api = stack.add("Api", api);
    let live = Stage::new(&api, "live")
        .throttle(Throttle::per_second(500).at_once(200))
        .throttle_route(Post, "/orders", Throttle::per_second(100).at_once(20))
        .throttle_route(Get, "/orders/{id}", Throttle::per_second(0.5).at_once(1))
        .variable("color", "blue")
        .firewall(WebAclArn::literal("arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/api/0f1e2d3c"));
    let live = stack.add("Live", live);
    let plan = UsagePlan::new(&live).quota(Quota::per_month(100_000)).throttle(Throttle::per_second(50)).key("acme");
    let plan = stack.add("Partners", plan);
    stack.output("Url", live.url());
    stack.output("AcmeKeyId", plan.keys[0].id());
    snapshot!("apigateway", both(stack));
}

#[test]
fn functions_may_be_called_by_their_routes_alone() {
    let mut stack = Stack::new("orders-api");
    let function = function(&mut stack);
    let tenants = Authorizer::lambda_request("tenants", &function, ["method.request.header.X-Tenant"]);
    let tokens = Authorizer::lambda_token("tokens", &function).remember_seconds(0);
    let api = RestApi::new("orders")
        .authorizer(tokens)
        .route(Route::new(Any, "/{proxy+}", Integration::lambda(&function)))
        .route(Route::new(Get, "/orders/{id}/lines", Integration::lambda(&function)).authorized_by(&tenants))
        .route(Route::new(Post, "/", Integration::lambda(&function)).iam());
    stack.add("Api", api);
    snapshot!("apigateway_lambda", both(stack));
}

#[test]
fn a_domain_with_client_certificates_is_the_only_way_in() {
    let mut stack = Stack::new("orders-api");
    let api = stack.add("Api", RestApi::new("orders").route(Route::new(Get, "/orders", backend())));
    let live = stack.add("Live", Stage::new(&api, "live").without_access_log());
    let logs = stack.add("Logs", Account::new());
    stack.order(&live.stage).after(&logs.account);
    let trusted = Truststore::new(aws::BucketName::literal("truststore"), "truststore.pem").version("1");
    let domain = DomainName::new("api.example.com", certificate()).mutual_tls(trusted).serves(&live);
    let domain = stack.add("Domain", domain.serves_at("v1", &live));
    stack.output("Target", domain.target());
    snapshot!("apigateway_domain", both(stack));
}

fn certificate() -> formwork::Val<CertificateArn> {
    CertificateArn::literal("arn:aws:acm:eu-west-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0")
}

#[test]
fn links_of_version_2_need_a_provider_that_knows_them() {
    let stack = |provider: Option<(u32, u32)>| {
        let mut stack = Stack::new("orders-api");
        let nlb = balancer(&mut stack);
        let link = VpcLinkV2::new("orders", [SubnetId::literal("subnet-0a1b2c3d")]);
        let link = stack.add("Link", link.security_groups([SecurityGroupId::literal("sg-0a1b2c3d")]));
        let orders = Integration::http_proxy(text!("http://{}/orders", nlb.dns_name())).via(link.to(&nlb));
        stack.add("Api", RestApi::new("orders").route(Route::new(Get, "/orders", orders)));
        let app = App::new("constructs").stack(stack);
        let app = provider.into_iter().fold(app, |app, (major, minor)| app.aws_provider(major, minor));
        let found = super::findings_of(app);
        let errors = found.iter().filter(|found| found.severity == formwork::diagnostic::Severity::Error);
        errors.map(|found| found.rule).collect::<Vec<_>>()
    };
    assert_eq!(stack(None), ["needs-newer-provider"]);
    assert!(stack(Some((6, 25))).is_empty());
}

#[test]
fn a_canary_keeps_what_serves() {
    let mut stack = Stack::new("orders-api");
    let api = stack.add("Api", RestApi::new("orders").route(Route::new(Get, "/orders", backend())));
    let canary = Canary::beside(DeploymentId::literal("a1b2c3")).percent(5);
    stack.add("Live", Stage::new(&api, "live").canary(canary));
    let stage = template(stack)["Resources"]["Live"]["Properties"].clone();
    assert_eq!(stage["DeploymentId"], "a1b2c3");
    let fresh = stage["CanarySetting"]["DeploymentId"]["Ref"].as_str().expect("the new one");
    assert!(fresh.starts_with("LiveDeployment"));
    assert_eq!(stage["CanarySetting"]["PercentTraffic"], 5.0);
}

#[test]
fn preflight_requests_learn_the_methods_of_their_path() {
    let route = |method, path: &str| Route::new(method, path, backend());
    let api = RestApi::new("orders").cors(Cors::from_origin("*"));
    let api = api.routes([route(Any, "/all"), route(Get, "/orders"), route(Post, "/orders")]);
    let template = template(with(api.route(route(Method::Options, "/own"))));
    let allowed = |id: &str| {
        let responses = &template["Resources"][id]["Properties"]["Integration"]["IntegrationResponses"];
        responses[0]["ResponseParameters"]["method.response.header.Access-Control-Allow-Methods"].clone()
    };
    assert_eq!(allowed("ApiOrdersOPTIONS"), "'GET,POST'");
    assert_eq!(allowed("ApiAllOPTIONS"), "'DELETE,GET,HEAD,PATCH,POST,PUT'");
    assert_eq!(allowed("ApiOwnOPTIONS"), json!(null), "what the author answers stays");
}

fn with(api: RestApi) -> Stack {
    let mut stack = Stack::new("orders-api");
    stack.add("Api", api);
    stack
}

#[test]
fn routes_that_cannot_be_are_refused_at_their_line() {
    let api = || RestApi::new("orders");
    let get = |path: &str| Route::new(Get, path, backend());
    for path in ["orders", "/orders/", "/or ders", "/{all+}/orders", "/{}"] {
        let message = refused_route(path);
        assert!(message.contains(path), "{message}");
    }
    let other = Method::Other("FETCH".to_owned());
    refused("unknown-method", with(api().route(Route::new(other, "/orders", backend()))));
    let twice = get("/orders");
    let message = "`GET /orders` is there twice";
    assert_eq!(refused_at("duplicate-route", with(api().route(get("/orders")).route(twice))), message);
    let rivals = [get("/orders/{id}"), get("/orders/{name}/lines")];
    assert!(refused_at("invalid-path", with(api().routes(rivals))).contains("`{id}` already does"));
}

fn refused_route(path: &str) -> String {
    let route = Route::new(Get, path, backend());
    refused_at("invalid-path", with(RestApi::new("orders").route(route)))
}

/// As [`refused`], where the line is another statement's of this file.
#[track_caller]
fn refused_at(rule: &str, stack: Stack) -> String {
    let found = findings(stack);
    let errors: Vec<_> = found.iter().filter(|found| found.severity == formwork::diagnostic::Severity::Error).collect();
    assert_eq!(errors.iter().map(|error| error.rule).collect::<Vec<_>>(), [rule], "{errors:?}");
    let place = errors[0].origin.as_ref().expect("a line");
    assert!(place.file.ends_with("tests/constructs/apigateway.rs"), "{place}");
    assert!(errors[0].help.is_some());
    errors[0].message.clone()
}

#[test]
fn integrations_that_cannot_be_are_refused_at_their_line() {
    let route = |integration| with(RestApi::new("orders").route(Route::new(Get, "/orders/{id}", integration)));
    let http = || Integration::http("https://orders.example.com");
    for timeout in [49, 29_001] {
        let message = refused_at("value-out-of-range", route(backend().timeout_ms(timeout)));
        assert!(message.contains(&timeout.to_string()), "{message}");
    }
    refused_at("missing-reply", route(http()));
    refused_at("missing-reply", route(http().reply(Reply::new(200).when("2\\d{2}"))));
    refused_at("duplicate-reply", route(http().reply(Reply::new(500).when("5")).reply(Reply::new(500))));
    refused_at("duplicate-reply", route(http().reply(Reply::new(500)).reply(Reply::new(502))));
    refused("value-out-of-range", route(http().reply(Reply::new(99))));
    refused_at("useless-reply", route(backend().reply(Reply::new(502))));
    let strange = Integration::http_proxy("https://orders.example.com/{order}");
    assert!(refused_at("unknown-path-variable", route(strange)).contains("`{order}`"));
    let given = Integration::http_proxy("https://orders.example.com/{order}");
    assert!(findings(route(given.parameter("path.order", "method.request.path.id"))).is_empty());
}

#[test]
fn stages_plans_and_domains_that_cannot_be_are_refused_at_their_line() {
    let mut stack = Stack::new("orders-api");
    let api = stack.add("Api", RestApi::new("orders").route(Route::new(Get, "/orders", backend())));
    let stage = Stage::new(&api, "live");
    let with_stage = |stage: Stage| {
        let mut stack = stack.clone();
        stack.add("Live", stage);
        stack
    };
    let negative = Throttle::per_second(10).at_once(-1);
    assert!(refused_at("value-out-of-range", with_stage(stage.clone().throttle(negative))).contains("burst"));
    let slow = Throttle::per_second(-10).at_once(1);
    assert!(refused_at("value-out-of-range", with_stage(stage.clone().throttle(slow))).contains("rate"));
    let canary = Canary::beside(DeploymentId::literal("a1b2c3")).percent(101);
    refused_at("value-out-of-range", with_stage(stage.clone().canary(canary)));
    let lost = stage.clone().throttle_route(Post, "/orders", Throttle::per_second(10));
    assert!(refused_at("unknown-route", with_stage(lost)).contains("`POST /orders`"));

    let live = stack.add("Live", stage);
    let with_plan = |plan: UsagePlan| {
        let mut stack = stack.clone();
        stack.add("Plan", plan);
        stack
    };
    refused("value-out-of-range", with_plan(UsagePlan::new(&live).quota(Quota::per_day(-1))));

    let with_domain = |change: fn(DomainName) -> DomainName| {
        let mut stack = stack.clone();
        let trusted = Truststore::new(aws::BucketName::literal("truststore"), "truststore.pem");
        let domain = DomainName::new("api.example.com", certificate()).mutual_tls(trusted).serves(&live);
        stack.add("Domain", change(domain));
        stack
    };
    let mut edge = stack.clone();
    let trusted = Truststore::new(aws::BucketName::literal("truststore"), "truststore.pem");
    let global = "arn:aws:acm:us-east-1:111122223333:certificate/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
    edge.add("Domain", DomainName::new("api.example.com", CertificateArn::literal(global)).edge().mutual_tls(trusted));
    refused_at("mutual-tls-on-edge", edge);
    let kept = findings(with_domain(DomainName::keep_address));
    assert!(kept.iter().any(|found| found.rule == "mutual-tls-way-round"), "{kept:?}");
    refused_at("credentials-for-all-origins", with(RestApi::new("orders").cors(Cors::from_origin("*").credentials())));
}

#[test]
fn one_name_means_one_model_and_one_authorizer() {
    let other = Model::new("NewOrder", json!({ "type": "array" }));
    let post = |path: &str, model: &Model| Route::new(Post, path, backend()).body(model);
    let api = RestApi::new("orders").route(post("/orders", &order())).route(post("/carts", &order()));
    assert!(findings(with(api.clone())).is_empty());
    refused_at("duplicate-name", with(api.route(post("/lists", &other))));
}

#[test]
fn ids_follow_from_paths_alone() {
    let ids = |routes: Vec<Route>| {
        let template = template(with(RestApi::new("orders").routes(routes)));
        let resources = template["Resources"].as_object().expect("resources").clone();
        resources.keys().cloned().collect::<Vec<_>>()
    };
    let get = |path: &str| Route::new(Get, path, backend());
    let few = ids(vec![get("/orders/{id}"), get("/orders")]);
    assert_eq!(few, ["Api", "ApiValidator", "ApiOrders", "ApiOrdersGET", "ApiOrdersById", "ApiOrdersByIdGET"]);
    let more = ids(vec![get("/"), get("/a-b"), get("/orders"), get("/orders/{id}/{rest+}"), get("/orders/{id}")]);
    assert!(few.iter().all(|id| more.contains(id)), "{more:?}");
    assert!(more.contains(&"ApiAB".to_owned()) && more.contains(&"ApiGET".to_owned()), "{more:?}");
}

/// The deployment's identity in both backends.
fn identity(stack: Stack) -> (String, String) {
    let text = both(stack);
    let logical = text.lines().find_map(|line| line.split('"').find(|part| part.starts_with("LiveDeployment")));
    let trigger = text.split("\"triggers\": {").nth(1).and_then(|rest| rest.split('}').next());
    (logical.expect("a deployment").to_owned(), trigger.expect("its triggers").to_owned())
}

/// What can be said of a route, as numbers that proptest varies.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    timeout: u32,
    status: u16,
    header: String,
    template: String,
    parameter: String,
    key: bool,
    public: bool,
}

fn said() -> impl Strategy<Value = Said> {
    (50u32..29_000, 200u16..500, "[A-Z][a-z]{2,6}", "[a-z]{1,8}", "[a-z]{1,8}", any::<bool>(), any::<bool>()).prop_map(
        |(timeout, status, header, template, parameter, key, public)| Said {
            timeout,
            status,
            header,
            template,
            parameter,
            key,
            public,
        },
    )
}

fn api_of(said: &Said) -> RestApi {
    let reply = Reply::new(said.status).header(&said.header, "'x'").template(&said.template);
    let orders = Integration::http("https://orders.example.com").timeout_ms(said.timeout).reply(reply);
    let route = Route::new(Post, "/orders", orders).requires(&format!("querystring.{}", said.parameter));
    let route = if said.key { route.api_key() } else { route };
    let route = if said.public { route.public() } else { route };
    RestApi::new("orders").route(route)
}

/// What stands beside the API, as numbers that proptest varies.
#[derive(Clone, Debug)]
struct Beside {
    rate: u16,
    days: bool,
    tag: String,
    quota: u16,
    color: String,
}

fn beside() -> impl Strategy<Value = Beside> {
    (1u16..1000, any::<bool>(), "[a-z]{1,8}", 1u16..1000, "[a-z]{1,8}")
        .prop_map(|(rate, days, tag, quota, color)| Beside { rate, days, tag, quota, color })
}

fn stack_of(said: &Said, beside: &Beside) -> Stack {
    let mut stack = Stack::new("orders-api");
    stack.tag("owner", &beside.tag);
    let api = stack.add("Api", api_of(said));
    let throttle = Throttle::per_second(beside.rate);
    let live = Stage::new(&api, "live").throttle(throttle).throttle_route(Post, "/orders", throttle);
    let days = if beside.days { 30 } else { 90 };
    let live = stack.add("Live", live.log_retention_days(days).variable("color", &beside.color));
    let plan = UsagePlan::new(&live).quota(Quota::per_month(beside.quota)).throttle(throttle).key(&beside.tag);
    stack.add("Plan", plan);
    stack
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_deployment_is_new_when_a_method_changes_and_only_then(
        one in said(), two in said(), here in beside(), there in beside(),
    ) {
        let first = identity(stack_of(&one, &here));
        prop_assert_eq!(&identity(stack_of(&one, &there)), &first);
        let other = identity(stack_of(&two, &here));
        prop_assert_eq!(other.0 == first.0, one == two);
        prop_assert_eq!(other.1 == first.1, one == two);
    }
}
