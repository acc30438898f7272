//! `cargo run -p formwork-stacks -- synth`

use std::process::ExitCode;

fn main() -> ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |cx| Ok(formwork_stacks::systems(&cx.environment()?)))
}
