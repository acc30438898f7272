//! Verbs and flags.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::terminal::Color;

/// The table in the help of every verb.
const EXIT_CODES: &str = "\
Exit codes:
  0  fine
  1  findings: there are errors, or files are not up to date
  2  wrong usage, a file that cannot be read or written, or a failure inside";

/// Where flags stand that every verb has.
const LAST: usize = 900;

/// Write and check what deploys this program's systems; deploy nothing, ask no cloud.
#[derive(Debug, Parser)]
#[command(name = "formwork", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(super) struct ProgramArgs {
    #[command(subcommand)]
    pub(super) verb: ProgramVerb,
    /// When to colour text; `auto` heeds NO_COLOR, CLICOLOR_FORCE and the terminal.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", display_order = LAST)]
    pub(super) color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum ProgramVerb {
    /// Write CloudFormation templates and Terraform roots.
    #[command(after_help = EXIT_CODES)]
    Synth(SynthArgs),
    /// List the systems, environments and stacks.
    #[command(after_help = EXIT_CODES)]
    List(ListArgs),
    /// Report everything that is wrong, and write nothing.
    #[command(after_help = EXIT_CODES)]
    Check(CheckArgs),
    /// Explain a rule, or list all rules.
    #[command(after_help = EXIT_CODES)]
    Explain(ExplainArgs),
}

/// Infrastructure as code in typed Rust: the verbs that need no program.
#[derive(Debug, Parser)]
#[command(name = "formwork", version, after_help = EXIT_CODES, disable_help_subcommand = true)]
pub(super) struct ToolArgs {
    #[command(subcommand)]
    pub(super) verb: ToolVerb,
    /// When to colour text; `auto` heeds NO_COLOR, CLICOLOR_FORCE and the terminal.
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", display_order = LAST)]
    pub(super) color: Color,
}

#[derive(Debug, Subcommand)]
pub(super) enum ToolVerb {
    /// Explain a rule, or list all rules.
    #[command(after_help = EXIT_CODES)]
    Explain(ExplainArgs),
}

#[derive(Debug, Args)]
pub(super) struct SynthArgs {
    /// Bring only these stacks up to date; the others stay on disk as they are.
    #[arg(value_name = "STACK")]
    pub(super) stacks: Vec<String>,
    /// The directory to write to.
    #[arg(short, long, value_name = "DIR", default_value = "dist", env = "FORMWORK_OUT", hide_env_values = true)]
    pub(super) out: PathBuf,
    /// Compare with what is on disk, and write nothing.
    #[arg(long)]
    pub(super) check: bool,
    #[command(flatten)]
    pub(super) judged: Judged,
}

#[derive(Debug, Args)]
pub(super) struct ListArgs {
    #[command(flatten)]
    pub(super) environments: Environments,
    /// Add what is known of each stack.
    #[arg(long, conflicts_with = "json")]
    pub(super) long: bool,
    /// Print everything that is known as JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// How to print the findings.
    #[arg(long, value_enum, default_value_t)]
    pub(super) format: Format,
    #[command(flatten)]
    pub(super) judged: Judged,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The rule's name, as it stands in a finding. Without it, all rules are listed.
    pub(super) rule: Option<String>,
}

/// What is looked at.
#[derive(Debug, Args)]
pub(super) struct Environments {
    /// Only these environments. Without it, all that have a settings file.
    #[arg(long = "env", value_name = "NAME", value_delimiter = ',')]
    pub(super) names: Vec<String>,
}

/// What is looked at, and how strictly.
#[derive(Debug, Args)]
pub(super) struct Judged {
    #[command(flatten)]
    pub(super) environments: Environments,
    /// For which engine.
    #[arg(long, value_enum, default_value_t)]
    pub(super) backend: Backend,
    /// Count warnings as errors.
    #[arg(long)]
    pub(super) strict: bool,
    /// Judge dated facts for this day. Without it, for the day as of which they were collected.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(super) today: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Backend {
    Cloudformation,
    Terraform,
    #[default]
    Both,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    #[default]
    Text,
    Json,
}

/// A day that exists.
fn day(text: &str) -> Result<String, String> {
    let wrong = || "expected a day such as 2026-11-20".to_owned();
    let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] else { return Err(wrong()) };
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
        return Err(wrong());
    }
    let number = |part: &str| part.parse::<u32>().unwrap_or(0);
    let (year, month, day) = (number(year), number(month), number(day));
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => 0,
    };
    if (1..=days).contains(&day) { Ok(text.to_owned()) } else { Err("there is no such day".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_exist() {
        for text in ["2026-11-20", "2028-02-29", "2000-02-29", "2026-12-31"] {
            assert_eq!(day(text).as_deref(), Ok(text));
        }
        for text in [
            "",
            "today",
            "2026-11",
            "2026-13-01",
            "2026-02-29",
            "1900-02-29",
            "2026-11-00",
            "26-11-20",
            "2026-1-1",
            "2026-11-2ü",
        ] {
            assert!(day(text).is_err(), "{text}");
        }
    }
}
