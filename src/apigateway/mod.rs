//! API Gateway: an API as values, its stages, its keys, its way into a network, its own domain.
//!
//! ```
//! use formwork::apigateway::{Integration, Method::{Get, Post}, Model, RestApi, Route, Stage};
//! use formwork::Stack;
//! use serde_json::json;
//!
//! let mut stack = Stack::new("orders-api");
//! let order = Model::new("NewOrder", json!({ "type": "object", "required": ["product"] }));
//! let backend = Integration::http_proxy("https://orders.example.com/orders");
//! let api = stack.add("Api", RestApi::new("orders")
//!     .route(Route::new(Get, "/orders", backend.clone()))
//!     .route(Route::new(Post, "/orders", backend).body(&order))
//!     .route(Route::new(Get, "/health", Integration::mock(200)).public()));
//! let live = stack.add("Live", Stage::new(&api, "live"));
//! stack.output("Url", live.url());
//! ```

mod access_log;
mod account;
mod api;
mod authorizer;
mod check;
mod cors;
mod deployment;
mod domain;
mod gateway_response;
mod integration;
mod method;
mod model;
mod reply;
mod route;
mod stage;
mod throttle;
mod tree;
mod usage_plan;
mod vpc_link;

pub use account::{Account, AccountHandle};
pub use api::{RestApi, RestApiHandle};
pub use authorizer::Authorizer;
pub use cors::Cors;
pub use deployment::Deployment;
pub use domain::{DomainName, DomainNameHandle, Truststore};
pub use gateway_response::GatewayResponse;
pub use integration::Integration;
pub use method::Method;
pub use model::Model;
pub use reply::Reply;
pub use route::Route;
pub use stage::{Canary, LogLevel, Stage, StageHandle};
pub use throttle::{Quota, Throttle};
pub use usage_plan::{UsagePlan, UsagePlanHandle};
pub use vpc_link::{Connection, VpcLink};
#[cfg(feature = "apigatewayv2")]
pub use vpc_link::{VpcLinkV2, VpcLinkV2Handle};

/// What bodies are unless something else is said.
const JSON: &str = "application/json";
