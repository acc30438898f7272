//! The command line: a program's `main` hands its apps over, and is the command line.
//!
//! The only place that reads or writes files, asks the environment, prints, or uses `anyhow`.
//!
//! ```no_run
//! use formwork::{App, Stack, cli};
//!
//! #[derive(serde::Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Settings {
//!     nodes: u32,
//! }
//!
//! fn main() -> std::process::ExitCode {
//!     cli::run(env!("CARGO_MANIFEST_DIR"), |cx| {
//!         let env = cx.environment::<Settings>()?;
//!         let network = Stack::in_env("network", &env);
//!         Ok(App::in_env("orders", &env).stack(network))
//!     })
//! }
//! ```
#![allow(
    clippy::disallowed_methods,
    reason = "the command line is where files, the environment and the terminal belong"
)]

mod apps;
mod args;
mod check;
mod context;
mod explain;
mod failure;
mod list;
mod program;
mod select;
mod settings;
mod synth;
mod terminal;
mod tree;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use clap::Parser;

pub use anyhow::{Error, Result};
pub use apps::Apps;
pub use context::Context;

use args::{ProgramArgs, ProgramVerb, ToolArgs, ToolVerb};
use program::Program;
use terminal::Terminal;

/// How a verb ended when nothing went wrong with itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    Findings,
}

/// The code for wrong usage, files that cannot be read or written, and failures inside.
const FAILED: u8 = 2;

/// Runs a program's command line: `synth`, `list`, `check` and `explain`.
///
/// `manifest_dir` is `env!("CARGO_MANIFEST_DIR")`; beside it, `env/<name>.json` holds the settings of each environment.
/// Where that directory is gone when the program runs, `./env` is taken. `apps` is called once for each environment,
/// and once in all where there are no settings files.
pub fn run<A: Apps>(manifest_dir: &str, apps: impl Fn(&Context) -> Result<A>) -> ExitCode {
    // What follows is compiled once, not in every program.
    run_program(manifest_dir, &|context| apps(context).map(Apps::into_apps))
}

fn run_program(manifest_dir: &str, apps: program::Make<'_>) -> ExitCode {
    shielded(|| {
        let ProgramArgs { verb, color } = match ProgramArgs::try_parse() {
            Ok(args) => args,
            Err(error) => return usage(&error),
        };
        let terminal = Terminal::new(color);
        let program = Program::new(manifest_dir, apps);
        let outcome = match verb {
            ProgramVerb::Synth(args) => synth::run(&program, &args, &terminal),
            ProgramVerb::List(args) => list::run(&program, &args, &terminal),
            ProgramVerb::Check(args) => check::run(&program, &args, &terminal),
            ProgramVerb::Explain(args) => explain::run(&args, &terminal),
        };
        finish(outcome, &terminal)
    })
}

/// The stand-alone command line: the verbs that need no program.
#[must_use]
pub fn main() -> ExitCode {
    shielded(|| {
        let ToolArgs { verb, color } = match ToolArgs::try_parse() {
            Ok(args) => args,
            Err(error) => return usage(&error),
        };
        let terminal = Terminal::new(color);
        let outcome = match verb {
            ToolVerb::Explain(args) => explain::run(&args, &terminal),
        };
        finish(outcome, &terminal)
    })
}

/// A panic is one short message and the code for failures, not a thread's last words.
fn shielded(work: impl FnOnce() -> ExitCode) -> ExitCode {
    let traced = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    if !traced {
        panic::set_hook(Box::new(|info| {
            let place = info.location().map(|at| format!(" at {at}")).unwrap_or_default();
            let message = info.payload_as_str().unwrap_or("no message");
            terminal::warn(&format!("error: the program panicked{place}: {message}\n"));
            terminal::warn("  help: `RUST_BACKTRACE=1` shows how it got there\n");
        }));
    }
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or(ExitCode::from(FAILED))
}

/// Help goes to stdout and is fine, everything else to stderr.
fn usage(error: &clap::Error) -> ExitCode {
    let text = error.to_string();
    if error.use_stderr() {
        terminal::warn(&text);
        return ExitCode::from(FAILED);
    }
    match terminal::print(&text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(FAILED),
    }
}

fn finish(outcome: Result<Outcome>, terminal: &Terminal) -> ExitCode {
    match outcome {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            failure::report(&error, terminal);
            ExitCode::from(FAILED)
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn arguments_are_well_formed() {
        ProgramArgs::command().debug_assert();
        ToolArgs::command().debug_assert();
    }

    #[test]
    fn several_environments_are_one_value() {
        assert!(ProgramArgs::try_parse_from(["program", "synth", "--env", "dev,prod", "network"]).is_ok());
    }
}
