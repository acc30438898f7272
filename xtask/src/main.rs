//! Chores of this repository. `cargo xtask --help` lists them.

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "chores talk to a person and to files")]

mod archive;
mod bench;
mod codegen;
mod test;

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of this repository")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Vendor the CloudFormation schemas and generate `src/aws`.
    Codegen(codegen::Options),
    /// Measure the promises about speed, each beside its floor.
    Bench(bench::Args),
    /// Run every test, then the referees.
    Test(test::Args),
}

fn main() -> anyhow::Result<ExitCode> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let well = match Cli::parse().chore {
        Chore::Codegen(options) => codegen::run(&options).map(|()| true)?,
        Chore::Bench(args) => bench::run(root, &args)?,
        Chore::Test(args) => test::run(root, &args)?,
    };
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
