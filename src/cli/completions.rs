//! `completions`: what lets a shell complete this command's arguments.

use anyhow::Result;
use clap::Command;

use super::Outcome;
use super::args::CompletionsArgs;
use super::terminal::Terminal;

pub(super) fn run(args: &CompletionsArgs, mut command: Command, terminal: &Terminal) -> Result<Outcome> {
    let mut script = Vec::new();
    if let Some(shell) = args.shell {
        clap_complete::generate(shell, &mut command, super::called(), &mut script);
    }
    terminal.result(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}
