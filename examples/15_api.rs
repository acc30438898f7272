//! An API with users who sign in, a partner with a key and a quota, and a stage that slows everybody down alike.

use formwork::apigateway::Method::{Get, Post};
use formwork::apigateway::{Authorizer, Integration, Quota, RestApi, Route, Stage, Throttle, UsagePlan};
use formwork::{App, aws};

/// Three routes; the deployment is taken anew when one of them changes, and only then.
pub fn app() -> App {
    let mut stack = formwork::Stack::new("orders-api");
    let pool = stack.add("Users", aws::cognito::UserPool::new());
    let orders = Integration::http_proxy("https://orders.example.com/orders");
    let one = Integration::http_proxy("https://orders.example.com/orders/{id}");
    let api = RestApi::new("orders")
        .authorizer(Authorizer::cognito("users", [&pool]))
        .route(Route::new(Post, "/orders", orders).api_key())
        .route(Route::new(Get, "/orders/{id}", one))
        .route(Route::new(Get, "/health", Integration::mock(200)).public());
    let api = stack.add("Api", api);

    let live = stack.add("Live", Stage::new(&api, "live").throttle(Throttle::per_second(500).at_once(200)));
    stack.add("Partners", UsagePlan::new(&live).quota(Quota::per_month(100_000)).key("acme"));
    stack.output("Url", live.url());
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
