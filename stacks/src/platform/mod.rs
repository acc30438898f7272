//! `platform`: what backend, frontend and their database stand on.
//!
//! ```text
//! client ─▶ door (load balancer) ─▶ pods in a cluster ─▶ PostgreSQL ◀─ bastion ◀─ people
//! ```
//!
//! | root | holds | changes when |
//! |---|---|---|
//! | `_tfstate` | the bucket for every other root's state | hardly ever |
//! | `network` | network, domain, certificate, the door to all clusters | addresses are planned, traffic moves |
//! | `eks/<cluster>/infra` | one cluster and its nodes | its versions move |
//! | `rds` | the database, and who may reach it | a cluster comes or goes |
//! | `eks/<cluster>/k8s` | what the cluster's content needs of AWS | its content does |
//! | `bastion` | the way to the database for people | hardly ever |
//!
//! A cluster is replaced, not upgraded: its successor is added to `clusters`, tested without traffic, and given its
//! weight. Nothing of the old one changes before it is taken away.

mod bastion;
mod cluster;
mod door;
mod kubernetes;
mod network;
mod rds;
mod settings;
mod tfstate;
mod watch;

use formwork::{App, Environment, state};

pub use settings::{At, Cluster, Database, Network, Settings, Traffic};

/// The system in one environment.
pub fn app(env: &Environment<Settings>) -> App {
    let env = &env.in_region(&env.region);
    let backend = state::S3Backend::new(&env.state.bucket, &env.state.region);
    let app = App::in_env("platform", env)
        .tag("system", "platform")
        .tag("environment", env.name())
        .state(backend.state())
        .stack(tfstate::tfstate(env, backend));

    let (network_stack, network) = network::network(env);
    let made = env.clusters.iter().map(|name| cluster::cluster(env, &network, name));
    let (cluster_stacks, clusters): (Vec<_>, Vec<_>) = made.unzip();
    let (rds_stack, database) = rds::rds(env, &network, &clusters);
    let contents = clusters.iter().map(|cluster| kubernetes::kubernetes(env, &network, cluster, &database));
    let bastion = bastion::bastion(env, &network, &database);

    let stacks = cluster_stacks.into_iter().chain([rds_stack]).chain(contents).chain([bastion]);
    stacks.fold(app.stack(network_stack), App::stack)
}

/// The id of what is a cluster's own among its equals: `TargetsProd1`.
fn id_of(what: &str, cluster: &str) -> String {
    let (first, rest) = cluster.split_at_checked(1).unwrap_or((cluster, ""));
    format!("{what}{}{rest}", first.to_ascii_uppercase())
}
