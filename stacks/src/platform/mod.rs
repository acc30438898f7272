//! `platform`: Kubernetes clusters, one network, one database; a cluster is replaced by standing beside its successor.
mod network;
mod settings;
mod tfstate;

use formwork::{App, Environment, state};

pub use settings::{Cluster, Database, Door, Network, Settings, Traffic};

/// The system in one environment.
pub fn app(env: &Environment<Settings>) -> App {
    let env = &env.in_region(&env.region);
    let backend = state::S3Backend::new(&env.state.bucket, &env.state.region);
    let app = App::in_env("platform", env)
        .tag("system", "platform")
        .tag("environment", env.name())
        .state(backend.state())
        .stack(tfstate::tfstate(env, backend));
    let (network_stack, _network) = network::network(env);
    app.stack(network_stack)
}
