//! `mesh-gateway`: three services behind a REST API, in Kubernetes, in a service mesh.
//!
//! ```text
//! client ─▶ REST API ─▶ VPC link ─▶ internal load balancer ─▶ the mesh's gateway ─▶ users, products, orders
//! ```
//!
//! One stack is what is deployed, and owned, together:
//!
//! | stack | holds | changes when |
//! |---|---|---|
//! | `account` | what exists once in an account and region | an account is set up |
//! | `network` | VPC, subnets, ways out, flow logs | addresses are planned |
//! | `cluster` | Kubernetes, nodes, add-ons | versions move |
//! | `services` | each service's image repository and identity | a service comes or goes |
//! | `gateway` | the load balancer, the API, its throttles and alarms | the API changes |
//! | `mesh` | certificate authority, nodes and services of the mesh | who talks to whom changes |
//!
//! What runs inside the cluster is not here: nothing above waits for it, and it finds what it needs in the outputs.

mod account;
mod cluster;
mod common;
mod gateway;
mod mesh;
mod network;
mod services;
mod settings;

use formwork::{App, Environment};

pub use settings::{Api, Architecture, Cluster, Edge, Mesh, Network, Nodes, Settings, Throttle};

/// Why stacks with App Mesh are still made.
const STILL_APP_MESH: &str = "App Mesh ended on 2026-09-30; the stack stays whole so that the mesh can be read and \
    taken down, and stands alone so that its successor replaces nothing else";

/// The system in one environment.
pub fn app(env: &Environment<Settings>) -> App {
    let (account_stack, account) = account::account(env);
    let (network_stack, vpc) = network::network(env);
    let (cluster_stack, kubernetes) = cluster::cluster(env, &vpc);
    let (services_stack, services) = services::services(env, &kubernetes.cluster);
    let gateway_stack = gateway::gateway(env, &account, &vpc, &kubernetes.cluster, &services);

    let app = App::in_env("mesh-gateway", env)
        .tag("system", "mesh-gateway")
        .tag("environment", env.name())
        .stack(account_stack)
        .stack(network_stack)
        .stack(cluster_stack)
        .stack(services_stack)
        .stack(gateway_stack);
    match &env.mesh {
        Some(settings) => app
            .stack(mesh::mesh(env, settings, &account, &kubernetes, &services))
            .allow("service-ended", STILL_APP_MESH),
        None => app,
    }
}
