//! The public API, and everything that a request passes before it reaches the cluster.

mod api;
mod auth;
mod edge;
mod entry;
mod models;
mod monitor;
mod operation;
mod stage;

use formwork::aws::apigateway;
use formwork::{Environment, Handle, Stack, region, text, url_suffix};

use super::Settings;
use super::account::Account;
use super::cluster::Cluster;
use super::network::Network;
use super::services::Services;
use edge::Edge;
pub(super) use entry::TARGET_PORT;

/// The API, its way into the network, and its watchers.
pub(super) fn gateway(
    env: &Environment<Settings>,
    account: &Account,
    network: &Network,
    cluster: &Cluster,
    services: &Services,
) -> Stack {
    let mut stack = Stack::in_env("gateway", env).description("The public API and its way into the network.");
    let entry = entry::entry(&mut stack, env, network, cluster);
    let edge = Edge::of(env);
    let api = api::rest_api(&mut stack, env, &edge);
    let pool = auth::user_pool(&mut stack, env, services);
    api::methods(&mut stack, &api, &pool, &entry, services);

    let stage = stage::stage(&mut stack, env, &api);
    stage::keys(&mut stack, env, &api, &stage);
    monitor::alarms(&mut stack, env, account, &stage);
    monitor::traces(&mut stack, env);
    edge::domain(&mut stack, env, &edge, &api, &stage);

    address(&mut stack, &edge, &api, &stage);
    stack
        .output("TargetGroupArn", entry.targets.arn())
        .description("For the TargetGroupBinding of the mesh's gateway.");
    stack.output("LoadBalancerDnsName", entry.balancer.dns_name());
    stack
}

/// Where clients find the API: its own domain, or AWS's address.
fn address(stack: &mut Stack, edge: &Edge<'_>, api: &Handle<apigateway::RestApi>, stage: &stage::Stage) {
    match edge.serving() {
        Some(serving) => stack.output("Url", text!("https://{}", serving.domain_name)),
        None => stack
            .output("Url", text!("https://{}.execute-api.{}.{}/{}", api, region(), url_suffix(), stage.handle.name())),
    }
    .description("Where clients find the API.");
}
