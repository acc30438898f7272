//! Verbs and flags.
//!
//! Written with clap's builder, not its derive: users pay for neither the macro's crate nor what it expands to.

mod day;
mod verbs;

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command};

#[cfg(feature = "read")]
pub(super) use verbs::CheckFilesArgs;
#[cfg(feature = "completions")]
pub(super) use verbs::CompletionsArgs;
#[cfg(feature = "init")]
pub(super) use verbs::InitArgs;
#[cfg(feature = "man")]
pub(super) use verbs::ManArgs;
pub(super) use verbs::{
    Backend, CheckArgs, Counted, ExplainArgs, Format, Judged, ListArgs, Reported, SchemaArgs, SynthArgs,
};

use super::terminal::Color;

/// The table in the help of every verb.
const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  findings: there are errors, or files are not up to date
  2  wrong usage, a file that cannot be read or written, or a failure inside";

/// Where flags stand that every verb has.
const LAST: usize = 900;

/// What was asked of a program.
pub(super) enum ProgramVerb {
    Synth(SynthArgs),
    List(ListArgs),
    Check(CheckArgs),
    Shared(SharedVerb),
}

/// What was asked of the stand-alone binary.
pub(super) enum ToolVerb {
    #[cfg(feature = "init")]
    Init(InitArgs),
    #[cfg(feature = "read")]
    Check(CheckFilesArgs),
    Shared(SharedVerb),
}

/// What both can be asked.
pub(super) enum SharedVerb {
    Explain(ExplainArgs),
    Schema(SchemaArgs),
    #[cfg(feature = "completions")]
    Completions(CompletionsArgs),
    #[cfg(feature = "man")]
    Man(ManArgs),
}

/// What was typed, and when to colour text.
pub(super) struct Asked<V> {
    pub(super) verb: V,
    pub(super) color: Color,
}

type Arguments<'a> = &'a mut dyn Iterator<Item = OsString>;

/// The command line of a program.
pub(super) fn program() -> Command {
    let about = "Write and check what deploys this program's systems; deploy nothing, ask no cloud";
    shared(top(about).subcommands([SynthArgs::command(), ListArgs::command(), CheckArgs::command()]))
}

/// The command line of the stand-alone binary.
pub(super) fn tool() -> Command {
    let top = top("Infrastructure as code in typed Rust: the verbs that need no program");
    #[cfg(feature = "init")]
    let top = top.subcommand(InitArgs::command());
    #[cfg(feature = "read")]
    let top = top.subcommand(CheckFilesArgs::command());
    shared(top)
}

/// Reads a program's arguments.
pub(super) fn of_program(arguments: Arguments<'_>) -> Result<Asked<ProgramVerb>, clap::Error> {
    asked(program(), arguments, |verb, matches| {
        Some(match verb {
            "synth" => ProgramVerb::Synth(SynthArgs::of(matches)),
            "list" => ProgramVerb::List(ListArgs::of(matches)),
            "check" => ProgramVerb::Check(CheckArgs::of(matches)),
            other => ProgramVerb::Shared(shared_of(other, matches)?),
        })
    })
}

/// Reads the stand-alone binary's arguments.
pub(super) fn of_tool(arguments: Arguments<'_>) -> Result<Asked<ToolVerb>, clap::Error> {
    asked(tool(), arguments, |verb, matches| {
        Some(match verb {
            #[cfg(feature = "init")]
            "init" => ToolVerb::Init(InitArgs::of(matches)),
            #[cfg(feature = "read")]
            "check" => ToolVerb::Check(CheckFilesArgs::of(matches)),
            other => ToolVerb::Shared(shared_of(other, matches)?),
        })
    })
}

fn asked<V>(
    mut command: Command,
    arguments: Arguments<'_>,
    read: impl FnOnce(&str, &mut ArgMatches) -> Option<V>,
) -> Result<Asked<V>, clap::Error> {
    let mut matches = command.try_get_matches_from_mut(arguments)?;
    let color = Color::named(&verbs::text(&mut matches, "color"));
    let verb = matches.remove_subcommand().and_then(|(name, mut matches)| read(&name, &mut matches));
    // The parser lets nothing else through: a verb is required, and only known ones are taken.
    let verb = verb.ok_or_else(|| command.error(ErrorKind::MissingSubcommand, "a verb is needed"))?;
    Ok(Asked { verb, color })
}

fn shared_of(verb: &str, matches: &mut ArgMatches) -> Option<SharedVerb> {
    Some(match verb {
        "explain" => SharedVerb::Explain(ExplainArgs::of(matches)),
        "schema" => SharedVerb::Schema(SchemaArgs::of(matches)),
        #[cfg(feature = "completions")]
        "completions" => SharedVerb::Completions(CompletionsArgs::of(matches)),
        #[cfg(feature = "man")]
        "man" => SharedVerb::Man(ManArgs::of(matches)),
        _ => return None,
    })
}

fn shared(top: Command) -> Command {
    let top = top.subcommands([ExplainArgs::command(), SchemaArgs::command()]);
    #[cfg(feature = "completions")]
    let top = top.subcommand(CompletionsArgs::command());
    #[cfg(feature = "man")]
    let top = top.subcommand(ManArgs::command());
    top
}

fn top(about: &'static str) -> Command {
    let color = "When to colour text; `auto` heeds NO_COLOR, CLICOLOR_FORCE and the terminal";
    let color = Arg::new("color")
        .long("color")
        .global(true)
        .value_name("WHEN")
        .value_parser(Color::NAMES)
        .default_value("auto")
        .display_order(LAST)
        .help(color);
    Command::new("formwork")
        .version(env!("CARGO_PKG_VERSION"))
        .about(about)
        .after_help(EXIT_CODES)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(color)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'a>(words: &'a [&str]) -> impl Iterator<Item = OsString> + 'a {
        words.iter().map(OsString::from)
    }

    #[test]
    fn arguments_are_well_formed() {
        program().debug_assert();
        tool().debug_assert();
    }

    #[test]
    fn several_environments_are_one_value() {
        let asked =
            of_program(&mut of(&["program", "synth", "--env", "dev,prod", "network"])).expect("it is well formed");
        let ProgramVerb::Synth(args) = asked.verb else { panic!("another verb") };
        assert_eq!(args.stacks, ["network"]);
        assert_eq!(args.judged.environments, ["dev", "prod"]);
    }

    #[test]
    fn colour_may_stand_after_the_verb() {
        let asked = of_tool(&mut of(&["formwork", "explain", "--color", "never"])).expect("it is well formed");
        assert_eq!(asked.color, Color::Never);
    }
}
