//! `web-cluster`: a web server in one Kubernetes cluster, a node in every zone, and a way around the pipeline.
//!
//! ```text
//! client ─▶ application load balancer (TLS) ─▶ pods, in every zone
//! ```
//!
//! | stack | holds | changes when |
//! |---|---|---|
//! | `cluster` | Kubernetes, the network made for it, a node in each zone or Fargate | versions move |
//! | `patching` | what the nodes' system should have, and when they are looked over; none on Fargate | a patch policy changes |
//! | `entry` | certificate, load balancer, name | the site moves |
//! | `breakglass` | manifests, the record of who changed them, the role that may | who is trusted changes |

mod breakglass;
mod cluster;
mod entry;
mod patching;
mod settings;

use formwork::{App, Environment};

pub use settings::{Breakglass, Compute, GivenNetwork, Network, Settings, Site};

/// The system in one environment.
pub fn app(env: &Environment<Settings>) -> App {
    let (cluster_stack, cluster) = cluster::cluster(env);
    let app = App::in_env("web-cluster", env)
        .tag("system", "web-cluster")
        .tag("environment", env.name())
        .stack(cluster_stack)
        .stack(entry::entry(env, &cluster))
        .stack(breakglass::breakglass(env, &cluster));
    match &env.compute {
        Compute::Nodes { patch_scan, .. } => app.stack(patching::patching(env, patch_scan)),
        Compute::Fargate => app,
    }
}

/// What nodes are tagged with, so that patches find them.
fn patch_group(env: &Environment<Settings>) -> String {
    format!("web-cluster-{}", env.name())
}
