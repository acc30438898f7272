//! The API: its resources, and one operation after the other.

use formwork::aws::apigateway::{
    Authorizer, GatewayResponse, RequestValidator, Resource, RestApi, RestApiEndpointConfiguration,
};
use formwork::aws::cognito::UserPool;
use formwork::{Environment, Handle, Stack};

use super::super::Settings;
use super::super::common::name;
use super::super::services::{Service, Services};
use super::edge::Edge;
use super::entry::Entry;
use super::models::Models;
use super::operation::{Access, Operation, Shared};

/// What the service learns of the caller beside the body.
const REQUEST_ID: (&str, &str) = ("header.X-Request-Id", "context.requestId");
const CALLER: (&str, &str) = ("header.X-User", "context.authorizer.claims.sub");

/// The API itself. With a domain of its own, AWS's address would be a way round the clients' certificates.
pub(super) fn rest_api(stack: &mut Stack, env: &Environment<Settings>, edge: &Edge<'_>) -> Handle<RestApi> {
    stack.add(
        "Api",
        RestApi::new()
            .name(name(env, "api"))
            .description("Users, products and orders")
            .endpoint_configuration(RestApiEndpointConfiguration::new().types(["REGIONAL"]))
            .disable_execute_api_endpoint(edge.serving().is_some()),
    )
}

/// The operations of all three services.
pub(super) fn methods(
    stack: &mut Stack,
    api: &Handle<RestApi>,
    pool: &Handle<UserPool>,
    entry: &Entry,
    services: &Services,
) {
    let models = Models::add_to(stack, api);
    let validator = stack.add(
        "Validator",
        RequestValidator::new(api)
            .name("body-and-parameters")
            .validate_request_body(true)
            .validate_request_parameters(true),
    );
    let authorizer = stack.add(
        "Authorizer",
        Authorizer::new(api, "users", "COGNITO_USER_POOLS")
            .provider_arns([pool])
            .identity_source("method.request.header.Authorization"),
    );
    throttled(stack, api);

    let shared = Shared { api, entry, validator: &validator, problem: &models.problem };
    let resources = Resources {
        users: resource(stack, api, "Users", &services.users),
        products: resource(stack, api, "Products", &services.products),
        orders: resource(stack, api, "Orders", &services.orders),
    };
    stack.add("SignIn", sign_in(&shared, &resources, &models));
    stack.add("ListProducts", list_products(&shared, &resources, &models, &authorizer));
    stack.add("AddProduct", add_product(&shared, &resources, &models, &authorizer));
    stack.add("PlaceOrder", place_order(&shared, &resources, &models, &authorizer));
}

struct Resources {
    users: Handle<Resource>,
    products: Handle<Resource>,
    orders: Handle<Resource>,
}

fn resource(stack: &mut Stack, api: &Handle<RestApi>, id: &str, service: &Service) -> Handle<Resource> {
    stack.add(&format!("{id}Resource"), Resource::new(api, api.root_resource_id(), service.name))
}

/// Signing in is how callers get the token that every other operation asks for: it is public.
#[track_caller]
fn sign_in(shared: &Shared<'_>, resources: &Resources, models: &Models) -> Operation {
    Operation::new(shared, &resources.users, "POST", "users", Access::Public)
        .parameters(&[REQUEST_ID])
        .body(&models.credentials, include_str!("templates/sign_in.request.vtl"))
        .reply(200, "2\\d{2}", &models.session, include_str!("templates/sign_in.reply.vtl"))
        .refusal(400)
        .refusal(401)
}

#[track_caller]
fn list_products(shared: &Shared<'_>, resources: &Resources, models: &Models, who: &Handle<Authorizer>) -> Operation {
    let limit = ("querystring.limit", "method.request.querystring.limit");
    let after = ("querystring.after", "method.request.querystring.after");
    Operation::new(shared, &resources.products, "GET", "products", Access::SignedIn(who))
        .parameters(&[REQUEST_ID, CALLER, limit, after])
        .reply(200, "2\\d{2}", &models.products, include_str!("templates/list_products.reply.vtl"))
        .refusal(400)
}

#[track_caller]
fn add_product(shared: &Shared<'_>, resources: &Resources, models: &Models, who: &Handle<Authorizer>) -> Operation {
    Operation::new(shared, &resources.products, "POST", "products", Access::SignedIn(who))
        .parameters(&[REQUEST_ID, CALLER])
        .body(&models.new_product, include_str!("templates/add_product.request.vtl"))
        .reply(201, "2\\d{2}", &models.product, include_str!("templates/add_product.reply.vtl"))
        .refusal(400)
        .refusal(409)
}

/// Orders cost money: they take a key beside the token, and have a throttle of their own.
#[track_caller]
fn place_order(shared: &Shared<'_>, resources: &Resources, models: &Models, who: &Handle<Authorizer>) -> Operation {
    Operation::new(shared, &resources.orders, "POST", "orders", Access::SignedInWithKey(who))
        .parameters(&[REQUEST_ID, CALLER])
        .body(&models.new_order, include_str!("templates/place_order.request.vtl"))
        .reply(201, "2\\d{2}", &models.order, include_str!("templates/place_order.reply.vtl"))
        .refusal(400)
        .refusal(404)
        .refusal(409)
}

/// Who is too fast learns when to come back.
fn throttled(stack: &mut Stack, api: &Handle<RestApi>) {
    let response = GatewayResponse::new(api, "THROTTLED")
        .status_code("429")
        .response_parameters([("gatewayresponse.header.Retry-After", "'1'")])
        .response_templates([("application/json", include_str!("templates/throttled.vtl"))]);
    stack.add("Throttled", response);
}
