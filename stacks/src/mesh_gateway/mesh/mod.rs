//! The service mesh: who talks to whom, and both sides show a certificate.
//!
//! What App Mesh allows decides where certificates come from. A listener may present one from ACM; what it trusts in
//! its clients, and what a client presents, come from files beside the proxy or from a secret-discovery service. Here
//! both come from one private authority: listeners through ACM, clients through files that the cluster puts at
//! [`tls::FILES`].

mod authority;
mod gateway;
mod monitor;
mod node;
mod tls;

use formwork::aws::appmesh::{EgressFilter, Mesh, MeshSpec};
use formwork::{Environment, Handle, Stack};

use super::account::Account;
use super::cluster::Made;
use super::common::name;
use super::services::Services;
use super::{Mesh as MeshSettings, Settings};
use authority::{Authority, Root};
use gateway::Gateway;
use node::Node;

/// What every part of the mesh needs to know.
pub(super) struct Context<'a> {
    env: &'a Environment<Settings>,
    mesh: Handle<Mesh>,
    authority: Authority,
}

/// Three services and the gateway in front of them. Orders looks up users and products; nobody else calls anybody.
pub(super) fn mesh(
    env: &Environment<Settings>,
    settings: &MeshSettings,
    account: &Account,
    kubernetes: &Made,
    services: &Services,
) -> Stack {
    let mut stack = Stack::in_env("mesh", env).description("The service mesh: who talks to whom, with certificates.");
    // Calls leave the mesh only where a backend says so.
    let rules = MeshSpec::new().egress_filter(EgressFilter::new("DROP_ALL"));
    let mesh = stack.add("Mesh", Mesh::new().mesh_name(name(env, "mesh")).spec(rules));
    let authority = stack.add("Authority", Root::new(env, settings));
    let context = Context { env, mesh, authority };

    let front = gateway::host(env);
    let orders_host = services.orders.host(env);
    let users = Node::new(&context, &services.users).called_by([&front, &orders_host]);
    let users = stack.add("Users", users);
    let products = Node::new(&context, &services.products).called_by([&front, &orders_host]);
    let products = stack.add("Products", products);
    let orders = Node::new(&context, &services.orders).called_by([&front]).calls([&users, &products]);
    let orders = stack.add("Orders", orders);

    let front = stack.add("Gateway", Gateway::to(&context, kubernetes, &[&users, &products, &orders]));
    stack.add("UsersRoute", gateway::route(&context, &front, &users));
    stack.add("ProductsRoute", gateway::route(&context, &front, &products));
    stack.add("OrdersRoute", gateway::route(&context, &front, &orders));

    stack.add("FailedHandshakes", monitor::counted(env, kubernetes));
    stack.add("FailedHandshakesAlarm", monitor::failed(env, account));

    stack.output("MeshName", mesh.attribute::<String>("MeshName"));
    stack
        .output("CertificateAuthorityArn", context.authority.active.arn())
        .description("Issues the clients' certificates.");
    stack
}
