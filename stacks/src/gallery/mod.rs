//! `gallery`: the constructs in the forms that no other system here uses. It serves nothing; it is there to be read, and for
//! the referees to deploy.
//!
//! | stack | shows |
//! |---|---|
//! | `networks` | a planned network, one with IPv6, one of an address pool; groups, a bastion |
//! | `clusters` | Auto Mode, Fargate, IPv6; nodes of every kind, access, identities; the registry |
//! | `data` | clusters of databases, instances, tables, buckets, secrets, keys |
//! | `edge` | load balancers, certificates, zones, records of every routing |
//! | `apis` | an API with every kind of caller, its stages, plans and domains |
//! | `watch` | roles, log groups, alarms, dashboards, patches |
//!
//! `ROWS.md` says what it cannot show.

mod apis;
mod clusters;
mod data;
mod edge;
mod networks;
mod settings;
mod watch;

use formwork::{App, Environment};

pub use settings::Settings;

/// The system in one environment.
pub fn app(env: &Environment<Settings>) -> App {
    let (networks_stack, networks) = networks::networks(env);
    let (edge_stack, edge) = edge::edge(env, &networks);
    App::in_env("gallery", env)
        .tag("system", "gallery")
        .stack(networks_stack)
        .stack(clusters::clusters(env, &networks))
        .stack(data::data(env, &networks))
        .stack(edge_stack)
        .stack(apis::apis(env, &edge))
        .stack(watch::watch(env))
}
