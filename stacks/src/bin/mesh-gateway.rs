//! One reference system alone, for `cargo xtask bench`: `mesh-gateway synth --env dev`.
//!
//! Naming stacks on the command line narrows what is written, not what is synthesised.

use std::process::ExitCode;

use formwork::cli;
use formwork_stacks::{Settings, mesh_gateway};

fn main() -> ExitCode {
    cli::run(env!("CARGO_MANIFEST_DIR"), |cx| {
        let env = cx.environment::<Settings>()?;
        Ok(mesh_gateway::app(&env.part(|settings| &settings.mesh_gateway)))
    })
}
