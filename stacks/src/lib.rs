//! The reference systems: what formwork's own users would write, with its public API alone.
//!
//! A program may hold several systems. Each reads its own part of the environment's settings file
//! (`env/<name>.json`, described by `env/settings.schema.json`) and becomes an [`App`].

pub mod mesh_gateway;
pub mod platform;

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
    /// The system `mesh-gateway`.
    pub mesh_gateway: mesh_gateway::Settings,
    /// The system `platform`.
    pub platform: platform::Settings,
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
    let mesh_gateway = mesh_gateway::app(&env.part(|settings| &settings.mesh_gateway));
    let mesh_gateway = match &env.state {
        Some(state) => mesh_gateway.state(S3State::new(&state.bucket, &state.region)),
        None => mesh_gateway,
    };
    vec![mesh_gateway, platform::app(&env.part(|settings| &settings.platform))]
}
