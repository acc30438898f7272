//! The operations of the API: who may call them, what goes to the service, and what comes back.

use formwork::apigateway::Method::{Get, Post};
use formwork::apigateway::{GatewayResponse, Integration, Model, Reply, Route};
use formwork::{Handle, Val, aws, text};

use super::models;

/// Every reply names the request, for whoever has to find it in the logs.
const REQUEST_ID: &str = "X-Request-Id";

/// How long a service may take, in milliseconds.
const TIMEOUT: u32 = 10_000;

/// The way to the services.
pub(super) struct Way {
    pub(super) link: Handle<aws::apigateway::VpcLink>,
    pub(super) host: Val<String>,
}

/// The operations of all three services. Signing in is how callers get the token that every other operation asks for:
/// it is public. Orders cost money: they take a key beside the token.
pub(super) fn routes(way: &Way) -> [Route; 4] {
    [
        Route::new(Post, "/users", sign_in(way)).body(&models::credentials()).name("SignIn").public(),
        Route::new(Get, "/products", list_products(way)).name("ListProducts"),
        Route::new(Post, "/products", add_product(way)).body(&models::new_product()).name("AddProduct"),
        Route::new(Post, "/orders", place_order(way)).body(&models::new_order()).name("PlaceOrder").api_key(),
    ]
}

fn sign_in(way: &Way) -> Integration {
    service(way, "users")
        .template(include_str!("templates/sign_in.request.vtl"))
        .reply(success(200, &models::session(), include_str!("templates/sign_in.reply.vtl")))
        .replies(refusals([400, 401]))
}

fn list_products(way: &Way) -> Integration {
    for_caller(service(way, "products"))
        .parameter("querystring.limit", "method.request.querystring.limit")
        .parameter("querystring.after", "method.request.querystring.after")
        .reply(success(200, &models::products(), include_str!("templates/list_products.reply.vtl")))
        .replies(refusals([400]))
}

fn add_product(way: &Way) -> Integration {
    for_caller(service(way, "products"))
        .template(include_str!("templates/add_product.request.vtl"))
        .reply(success(201, &models::product(), include_str!("templates/add_product.reply.vtl")))
        .replies(refusals([400, 409]))
}

fn place_order(way: &Way) -> Integration {
    for_caller(service(way, "orders"))
        .template(include_str!("templates/place_order.request.vtl"))
        .reply(success(201, &models::order(), include_str!("templates/place_order.reply.vtl")))
        .replies(refusals([400, 404, 409]))
}

/// The service at `path`. What nobody expects is no success, and clients get nothing of what the service says then.
fn service(way: &Way, path: &str) -> Integration {
    Integration::http(text!("http://{}/{}", &way.host, path))
        .via(&way.link)
        .timeout_ms(TIMEOUT)
        .parameter("header.X-Request-Id", "context.requestId")
        .reply(reply(502, &models::problem(), include_str!("templates/failure.vtl")))
}

/// The service learns who calls.
fn for_caller(integration: Integration) -> Integration {
    integration.parameter("header.X-User", "context.authorizer.claims.sub")
}

fn success(status: u16, model: &Model, template: &str) -> Reply {
    reply(status, model, template).when("2\\d{2}")
}

/// What clients get when the service refuses: its message, and which request it was.
fn refusals<const N: usize>(statuses: [u16; N]) -> [Reply; N] {
    let refusal =
        |status: u16| reply(status, &models::problem(), include_str!("templates/refusal.vtl")).when(status.to_string());
    statuses.map(refusal)
}

fn reply(status: u16, model: &Model, template: &str) -> Reply {
    Reply::new(status).body(model).template(template).header(REQUEST_ID, "context.requestId")
}

/// Who is too fast learns when to come back.
pub(super) fn too_fast() -> GatewayResponse {
    GatewayResponse::new("THROTTLED")
        .status(429)
        .header("Retry-After", "'1'")
        .template(include_str!("templates/throttled.vtl"))
}
