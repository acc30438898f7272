//! The command line: a program's `main` hands its apps over, and is the command line.
//!
//! The only place that reads or writes files, asks the environment, prints, or uses `anyhow`.
//!
//! Exit codes: 0 is fine, 1 means findings or files that are not up to date, 2 wrong usage, a file that cannot be read or
//! written, or a failure inside. The result goes to stdout, everything else to stderr.
//!
//! With the features `completions` and `man`, the program has the verbs of these names too: without them, only the
//! stand-alone binary has.
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
mod baseline;
mod check;
#[cfg(feature = "read")]
mod check_files;
#[cfg(feature = "completions")]
mod completions;
mod context;
mod explain;
mod failure;
#[cfg(feature = "init")]
mod init;
mod judge;
mod list;
#[cfg(feature = "man")]
mod man;
mod program;
mod rules;
mod schema;
mod select;
mod settings;
mod source;
mod synth;
mod terminal;
mod tree;

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

pub use anyhow::{Error, Result};
pub use apps::Apps;
#[cfg(feature = "schemars")]
pub use baseline::baseline_schema;
pub use context::Context;
pub use program::Program;

use args::{Asked, ProgramVerb, SharedVerb, ToolVerb};
use source::{Make, Source};
use terminal::Terminal;

/// How a verb ended when nothing went wrong with itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Fine,
    Findings,
}

/// The code for wrong usage, files that cannot be read or written, and failures inside.
const FAILED: u8 = 2;

/// Runs a program's command line: `synth`, `list`, `check`, `explain` and `schema`. The short form of [`Program`].
///
/// `manifest_dir` is `env!("CARGO_MANIFEST_DIR")`; beside it, `env/<name>.json` holds the settings of each environment.
/// Where that directory is gone when the program runs, `./env` is taken. `apps` is called once for each environment,
/// and once in all where there are no settings files.
pub fn run<A: Apps>(manifest_dir: &str, apps: impl Fn(&Context) -> Result<A>) -> ExitCode {
    Program::new(manifest_dir).run(apps)
}

fn run_program(program: &Program, apps: Make<'_>) -> ExitCode {
    shielded(|| {
        let Asked { verb, color } = match args::of_program(&mut std::env::args_os()) {
            Ok(asked) => asked,
            Err(error) => return usage(&error),
        };
        let terminal = Terminal::new(color);
        let source = Source::new(program, apps);
        let outcome = program.check().and_then(|()| match verb {
            ProgramVerb::Synth(args) => synth::run(&source, &args, &terminal),
            ProgramVerb::List(args) => list::run(&source, &args, &terminal),
            ProgramVerb::Check(args) => check::run(&source, &args, &terminal),
            ProgramVerb::Shared(verb) => shared(verb, &Known::of(program), &terminal),
        });
        finish(outcome, &terminal)
    })
}

/// The stand-alone command line: the verbs that need no program.
#[must_use]
pub fn main() -> ExitCode {
    shielded(|| {
        let Asked { verb, color } = match args::of_tool(&mut std::env::args_os()) {
            Ok(asked) => asked,
            Err(error) => return usage(&error),
        };
        let terminal = Terminal::new(color);
        let outcome = match verb {
            #[cfg(feature = "init")]
            ToolVerb::Init(args) => init::run(&args, &terminal),
            #[cfg(feature = "read")]
            ToolVerb::Check(args) => check_files::run(&args, &terminal),
            ToolVerb::Shared(verb) => shared(verb, &Known { program: None, command: args::tool }, &terminal),
        };
        finish(outcome, &terminal)
    })
}

/// What verbs know that both command lines have.
struct Known<'a> {
    program: Option<&'a Program>,
    #[cfg_attr(not(any(feature = "completions", feature = "man")), expect(dead_code, reason = "only described"))]
    command: fn() -> clap::Command,
}

impl<'a> Known<'a> {
    fn of(program: &'a Program) -> Self {
        Known { program: Some(program), command: args::program }
    }
}

fn shared(verb: SharedVerb, known: &Known<'_>, terminal: &Terminal) -> Result<Outcome> {
    match verb {
        SharedVerb::Explain(args) => explain::run(&args, known.program.map_or(&[], Program::rules), terminal),
        SharedVerb::Schema(args) => schema::run(&args, known.program, terminal),
        #[cfg(feature = "completions")]
        SharedVerb::Completions(args) => completions::run(&args, (known.command)(), terminal),
        #[cfg(feature = "man")]
        SharedVerb::Man(args) => man::run(&args, (known.command)(), terminal),
    }
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

/// What the user types to run this program.
#[cfg(any(feature = "completions", feature = "man"))]
fn called() -> &'static str {
    let typed = std::env::args_os().next();
    let name =
        typed.as_deref().map(std::path::Path::new).and_then(std::path::Path::file_stem).and_then(|name| name.to_str());
    // Clap keeps names that live as long as the program, and this one is about to end.
    name.map_or("formwork", |name| Box::leak(name.to_owned().into_boxed_str()))
}
