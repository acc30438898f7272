//! The reference systems: what formwork's own users would write, with its public API alone.
//!
//! A program may hold several systems. Each reads its own part of the environment's settings file
//! (`env/<name>.json`, described by `env/settings.schema.json`) and becomes an [`App`].

pub mod epoch;
pub mod gallery;
pub mod mesh_gateway;
pub mod platform;
pub mod web_cluster;

use formwork::{App, Environment, S3State};
use schemars::JsonSchema;
use serde::Deserialize;

/// What differs between the environments.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where Terraform keeps its state. Without it, in local files, and values between roots travel by variables.
    #[serde(default)]
    pub state: Option<State>,
    /// The system `epoch`.
    pub epoch: epoch::Settings,
    /// The system `gallery`. Without it, the environment has none.
    #[serde(default)]
    pub gallery: Option<gallery::Settings>,
    /// The system `mesh-gateway`.
    pub mesh_gateway: mesh_gateway::Settings,
    /// The system `platform`.
    pub platform: platform::Settings,
    /// The system `web-cluster`.
    pub web_cluster: web_cluster::Settings,
}

/// The bucket for Terraform's state.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The bucket's name.
    pub bucket: String,
    /// The bucket's region.
    pub region: String,
}

/// Every system of this program in one environment.
#[must_use]
pub fn systems(env: &Environment<Settings>) -> Vec<App> {
    let epoch = epoch::app(&env.part(|settings| &settings.epoch));
    let mesh_gateway = mesh_gateway::app(&env.part(|settings| &settings.mesh_gateway));
    let platform = platform::app(&env.part(|settings| &settings.platform));
    let web_cluster = web_cluster::app(&env.part(|settings| &settings.web_cluster));
    // A system that makes a bucket for its state keeps it there.
    let shared = |app: App| match &env.state {
        Some(state) => app.state(S3State::new(&state.bucket, &state.region)),
        None => app,
    };
    let mut systems = vec![epoch, shared(mesh_gateway), platform, shared(web_cluster)];
    if let Some(gallery) = &env.gallery {
        systems.push(gallery::app(&env.part(|_| gallery)));
    }
    systems
}
