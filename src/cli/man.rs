//! `man`: manual pages.

use anyhow::{Context, Result};
use clap::Command;

use super::Outcome;
use super::args::ManArgs;
use super::failure::Failure;
use super::terminal::Terminal;
use crate::schema::names;

pub(super) fn run(args: &ManArgs, command: Command, terminal: &Terminal) -> Result<Outcome> {
    let mut command = command.name(super::called());
    // Gives every verb its full name.
    command.build();
    let page = match &args.verb {
        None => command,
        Some(verb) => command.find_subcommand(verb).cloned().ok_or_else(|| unknown(verb, &command))?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).context("the page cannot be rendered")?;
    terminal.result(&String::from_utf8_lossy(&text))?;
    Ok(Outcome::Fine)
}

fn unknown(verb: &str, command: &Command) -> Failure {
    let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let near = names::did_you_mean(&names::nearest(verb, known.iter().copied()));
    let help = near.unwrap_or_else(|| format!("there are {}", super::failure::listed(known)));
    Failure::new(format!("no verb is called `{verb}`")).help(help)
}
