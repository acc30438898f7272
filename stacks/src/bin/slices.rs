//! The measured workload as a program: `slices synth`, with `SLICES` slices.
//!
//! `cargo xtask bench` runs it as users run theirs, beside `slices-floor`, which writes the same bytes without a model.

#![allow(clippy::disallowed_methods, reason = "a program reads its environment")]

#[path = "../../../benches/workload/slices.rs"]
mod workload;

#[path = "../../../benches/workload/peak.rs"]
mod peak;

use std::process::ExitCode;

use formwork::cli;

fn main() -> ExitCode {
    let code = cli::run(concat!(env!("CARGO_MANIFEST_DIR"), "/src/bin"), |_| {
        let slices = std::env::var("SLICES")?.parse()?;
        Ok(workload::app(slices))
    });
    peak::tell();
    code
}
