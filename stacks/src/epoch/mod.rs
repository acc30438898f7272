//! `epoch`: a service that tells the time, in one region or in several.
//!
//! ```text
//!                   ┌▶ us-west-2: application load balancer (TLS) ─▶ pods
//! client ─▶ name ───┤
//!                   └▶ us-east-2: application load balancer (TLS) ─▶ pods
//! ```
//!
//! One function for each kind of stack, called once for each region of the settings:
//!
//! | stack | holds |
//! |---|---|
//! | `state` | the bucket for Terraform's state, in the first region |
//! | `images-<region>` | the image repository; what is pushed to the first region is copied to the others |
//! | `network-<region>` | VPC and subnets |
//! | `cluster-<region>` | Kubernetes, nodes, the load balancer controller's identity |
//! | `entry-<region>` | certificate, load balancer |
//! | `routing` | health checks, and the name that leads to the region which answers |

mod cluster;
mod controller;
mod entry;
mod images;
mod routing;
mod settings;

use formwork::ec2::{Vpc, VpcHandle};
use formwork::state::S3Backend;
use formwork::{App, Environment, Stack};

pub use settings::{Nodes, Region, Routing, Settings};

/// The system in one environment.
pub fn app(env: &Environment<Settings>) -> App {
    // What there is once stands in the first region.
    let home = env.regions.first().map_or_else(|| env.clone(), |first| env.in_region(&first.name));
    let mut app = App::in_env("epoch", &home).tag("system", "epoch").tag("environment", env.name());
    let mut entries = Vec::new();
    for (place, region) in env.regions.iter().enumerate() {
        let here = Here { env: env.in_region(&region.name), region, others: others(env, place) };
        if place == 0 {
            let backend = S3Backend::new(&env.state_bucket, &region.name);
            app = app.state(backend.state()).stack(state(&here, backend));
        }
        let (network_stack, network) = network(&here);
        let (cluster_stack, cluster) = cluster::cluster(&here, &network);
        let (entry_stack, entry) = entry::entry(&here, &cluster);
        app = app.stack(images::images(&here)).stack(network_stack).stack(cluster_stack).stack(entry_stack);
        entries.push(entry);
    }
    app.stack(routing::routing(&home, &entries))
}

/// Where a stack stands.
struct Here<'e> {
    env: Environment<Settings>,
    region: &'e Region,
    /// The regions to which images are copied from here.
    others: Vec<&'e str>,
}

impl Here<'_> {
    /// A stack of this region; its name and its root say so.
    #[track_caller]
    fn stack(&self, kind: &str, about: &str) -> Stack {
        let region = &self.region.name;
        Stack::in_env(format!("{kind}-{region}"), &self.env)
            .terraform_root(format!("{region}/{kind}"))
            .description(format!("{about} in {region}."))
    }
}

/// Images are pushed to the first region alone.
fn others(env: &Environment<Settings>, place: usize) -> Vec<&str> {
    let names = env.regions.iter().skip(1).map(|region| region.name.as_str());
    if place == 0 { names.collect() } else { Vec::new() }
}

/// The root that makes the bucket cannot keep its own state there from the start.
fn state(here: &Here<'_>, backend: S3Backend) -> Stack {
    let mut stack = Stack::in_env("state", &here.env).description("The bucket for Terraform's state.").local_state();
    stack.add("State", backend);
    stack
}

fn network(here: &Here<'_>) -> (Stack, VpcHandle) {
    let mut stack = here.stack("network", "The network");
    let vpc = stack.add("Network", Vpc::new(&here.region.cidr).zones(&here.region.zones));
    stack.output("VpcId", vpc.id());
    (stack, vpc)
}
