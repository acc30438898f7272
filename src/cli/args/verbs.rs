//! What each verb takes.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::EXIT_CODES;
use super::day::day;

#[derive(Debug)]
pub(in crate::cli) struct SynthArgs {
    pub(in crate::cli) stacks: Vec<String>,
    pub(in crate::cli) out: PathBuf,
    pub(in crate::cli) check: bool,
    pub(in crate::cli) judged: Judged,
}

impl SynthArgs {
    pub(super) fn command() -> Command {
        let out = Arg::new("out")
            .short('o')
            .long("out")
            .value_name("DIR")
            .value_parser(value_parser!(PathBuf))
            .default_value("dist")
            .env("FORMWORK_OUT")
            .hide_env_values(true)
            .help("The directory to write to");
        let command = verb("synth", "Write CloudFormation templates and Terraform roots").args([
            many("stacks", "STACK").help("Bring only these stacks up to date; the others stay on disk as they are"),
            out,
            flag("check", "Compare with what is on disk, and write nothing"),
        ]);
        command.args(Judged::args())
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        SynthArgs {
            stacks: texts(matches, "stacks"),
            out: path(matches, "out").unwrap_or_default(),
            check: matches.get_flag("check"),
            judged: Judged::of(matches),
        }
    }
}

#[derive(Debug)]
pub(in crate::cli) struct ListArgs {
    pub(in crate::cli) environments: Vec<String>,
    pub(in crate::cli) long: bool,
    pub(in crate::cli) json: bool,
}

impl ListArgs {
    pub(super) fn command() -> Command {
        verb("list", "List the systems, environments and stacks").args([
            environments(),
            flag("long", "Add what is known of each stack").conflicts_with("json"),
            flag("json", "Print everything that is known as JSON"),
        ])
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        ListArgs { environments: texts(matches, "env"), long: matches.get_flag("long"), json: matches.get_flag("json") }
    }
}

#[derive(Debug)]
pub(in crate::cli) struct CheckArgs {
    pub(in crate::cli) reported: Reported,
    pub(in crate::cli) judged: Judged,
}

impl CheckArgs {
    pub(super) fn command() -> Command {
        let about = "Report everything that is wrong, and write nothing";
        verb("check", about).args(Reported::args()).args(Judged::args())
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        CheckArgs { reported: Reported::of(matches), judged: Judged::of(matches) }
    }
}

#[cfg(feature = "read")]
#[derive(Debug)]
pub(in crate::cli) struct CheckFilesArgs {
    pub(in crate::cli) files: Vec<PathBuf>,
    pub(in crate::cli) today: Option<String>,
    pub(in crate::cli) reported: Reported,
    pub(in crate::cli) counted: Counted,
}

#[cfg(feature = "read")]
impl CheckFilesArgs {
    pub(super) fn command() -> Command {
        let files = many("files", "FILE")
            .num_args(1..)
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help("Templates, in JSON or YAML. `-` is what comes in by stdin");
        let about = "Report everything that is wrong with CloudFormation templates";
        verb("check", about).args([files, today()]).args(Reported::args()).args(Counted::args())
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        CheckFilesArgs {
            files: matches.remove_many("files").map(Iterator::collect).unwrap_or_default(),
            today: matches.remove_one("today"),
            reported: Reported::of(matches),
            counted: Counted::of(matches),
        }
    }
}

#[derive(Debug)]
pub(in crate::cli) struct ExplainArgs {
    pub(in crate::cli) rule: Option<String>,
}

impl ExplainArgs {
    pub(super) fn command() -> Command {
        let help = "The rule's name, as it stands in a finding. Without it, all rules are listed";
        verb("explain", "Explain a rule, or list all rules").arg(Arg::new("rule").value_name("RULE").help(help))
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        ExplainArgs { rule: matches.remove_one("rule") }
    }
}

/// Which schema is wanted.
#[derive(Debug)]
pub(in crate::cli) enum SchemaArgs {
    List,
    Manifest,
    Diagnostics,
    Baseline,
    Settings,
    Registry { type_name: Option<String>, json: bool },
}

impl SchemaArgs {
    pub(super) fn command() -> Command {
        let type_name = Arg::new("type").value_name("TYPE").help(
            "The type's name, such as AWS::EC2::VPC, or the beginning of several. Without it, all types are listed",
        );
        let registry = verb("registry", "Print what CloudFormation's registry says of a resource type")
            .arg(type_name)
            .arg(flag("json", "Print it as JSON"));
        verb("schema", "Print a JSON Schema, or what is known of a resource type")
            .long_about(
                "Print a JSON Schema, or what is known of a resource type. Without a name, say which there are.",
            )
            .disable_help_subcommand(true)
            .subcommands([
                verb("manifest", "Print the JSON Schema of the manifest that `synth` writes"),
                verb("diagnostics", "Print the JSON Schema of what `check --format json` prints"),
                verb("baseline", "Print the JSON Schema of what `check --write-baseline` writes"),
                verb("settings", "Print the JSON Schema of settings files"),
                registry,
            ])
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        let Some((name, mut matches)) = matches.remove_subcommand() else { return SchemaArgs::List };
        match name.as_str() {
            "manifest" => SchemaArgs::Manifest,
            "diagnostics" => SchemaArgs::Diagnostics,
            "baseline" => SchemaArgs::Baseline,
            "settings" => SchemaArgs::Settings,
            _ => SchemaArgs::Registry { type_name: matches.remove_one("type"), json: matches.get_flag("json") },
        }
    }
}

#[cfg(feature = "completions")]
#[derive(Debug)]
pub(in crate::cli) struct CompletionsArgs {
    pub(in crate::cli) shell: Option<clap_complete::Shell>,
}

#[cfg(feature = "completions")]
impl CompletionsArgs {
    pub(super) fn command() -> Command {
        let shell = Arg::new("shell")
            .value_name("SHELL")
            .required(true)
            .value_parser(value_parser!(clap_complete::Shell))
            .help("For which shell");
        verb("completions", "Print what lets a shell complete this command's arguments").arg(shell)
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        CompletionsArgs { shell: matches.remove_one("shell") }
    }
}

#[cfg(feature = "man")]
#[derive(Debug)]
pub(in crate::cli) struct ManArgs {
    pub(in crate::cli) verb: Option<String>,
}

#[cfg(feature = "man")]
impl ManArgs {
    pub(super) fn command() -> Command {
        let of = Arg::new("verb").value_name("VERB").help("The verb's own page. Without it, that of the whole command");
        verb("man", "Print a manual page").arg(of)
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        ManArgs { verb: matches.remove_one("verb") }
    }
}

#[cfg(feature = "init")]
#[derive(Debug)]
pub(in crate::cli) struct InitArgs {
    pub(in crate::cli) name: String,
    pub(in crate::cli) path: Option<PathBuf>,
    pub(in crate::cli) formwork: Option<PathBuf>,
}

#[cfg(feature = "init")]
impl InitArgs {
    pub(super) fn command() -> Command {
        let folder = |id: &'static str| Arg::new(id).long(id).value_name("DIR").value_parser(value_parser!(PathBuf));
        verb("init", "Make a new crate that builds and synthesises at once").args([
            Arg::new("name").value_name("NAME").required(true).help("The system's name, which the crate gets too"),
            folder("path").help("Where to make it. Without it, in a new folder of that name"),
            folder("formwork").help("Build against this checkout of formwork. Without it, the published release"),
        ])
    }

    pub(super) fn of(matches: &mut ArgMatches) -> Self {
        InitArgs { name: text(matches, "name"), path: path(matches, "path"), formwork: path(matches, "formwork") }
    }
}

/// What is looked at, and what counts of it.
#[derive(Debug)]
pub(in crate::cli) struct Judged {
    pub(in crate::cli) environments: Vec<String>,
    pub(in crate::cli) backend: Backend,
    pub(in crate::cli) today: Option<String>,
    pub(in crate::cli) counted: Counted,
}

impl Judged {
    fn args() -> Vec<Arg> {
        let backend = choice("backend", "BACKEND", ["cloudformation", "terraform", "both"], "both");
        let mut args = vec![environments(), backend.help("For which engine"), today()];
        args.extend(Counted::args());
        args
    }

    fn of(matches: &mut ArgMatches) -> Self {
        let backend = match text(matches, "backend").as_str() {
            "cloudformation" => Backend::Cloudformation,
            "terraform" => Backend::Terraform,
            _ => Backend::Both,
        };
        Judged {
            environments: texts(matches, "env"),
            backend,
            today: matches.remove_one("today"),
            counted: Counted::of(matches),
        }
    }
}

/// Which findings count, and how strictly.
#[derive(Debug)]
pub(in crate::cli) struct Counted {
    pub(in crate::cli) strict: bool,
    pub(in crate::cli) select: Vec<String>,
    pub(in crate::cli) ignore: Vec<String>,
    pub(in crate::cli) baseline: Option<PathBuf>,
}

impl Counted {
    fn args() -> [Arg; 4] {
        let select = "Only what these rules find, such as `wrong-type,unknown-*`. Without it, what all find";
        let ignore = "Not what these rules find; errors still keep `synth` from writing";
        let known = "Not what this file says is known; errors still keep `synth` from writing";
        [
            flag("strict", "Count warnings as errors"),
            listed("select", "RULE").help(select),
            listed("ignore", "RULE").help(ignore),
            file("baseline").help(known),
        ]
    }

    fn of(matches: &mut ArgMatches) -> Self {
        Counted {
            strict: matches.get_flag("strict"),
            select: texts(matches, "select"),
            ignore: texts(matches, "ignore"),
            baseline: path(matches, "baseline"),
        }
    }
}

/// Where findings go, and in which form.
#[derive(Debug)]
pub(in crate::cli) struct Reported {
    pub(in crate::cli) format: Format,
    pub(in crate::cli) output_file: Option<PathBuf>,
    pub(in crate::cli) write_baseline: Option<PathBuf>,
}

impl Reported {
    fn args() -> [Arg; 3] {
        let format = choice("format", "FORMAT", Format::NAMES, "text").help("How to print the findings");
        let write_baseline = file("write-baseline")
            .help("Write what is found to this file as known, and report nothing")
            .conflicts_with_all(["baseline", "output-file"]);
        [format, file("output-file").help("Print the findings to this file"), write_baseline]
    }

    fn of(matches: &mut ArgMatches) -> Self {
        Reported {
            format: Format::named(&text(matches, "format")),
            output_file: path(matches, "output-file"),
            write_baseline: path(matches, "write-baseline"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Backend {
    Cloudformation,
    Terraform,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Format {
    Text,
    Json,
    Sarif,
    Github,
    Junit,
}

impl Format {
    /// What may stand after `--format`.
    const NAMES: [&str; 5] = ["text", "json", "sarif", "github", "junit"];

    fn named(name: &str) -> Self {
        match name {
            "json" => Format::Json,
            "sarif" => Format::Sarif,
            "github" => Format::Github,
            "junit" => Format::Junit,
            _ => Format::Text,
        }
    }
}

fn today() -> Arg {
    let help = "Judge dated facts for this day. Without it, for the day as of which they were collected";
    Arg::new("today").long("today").value_name("YYYY-MM-DD").value_parser(day).help(help)
}

fn verb(name: &'static str, about: &'static str) -> Command {
    Command::new(name).about(about).after_help(EXIT_CODES)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn many(name: &'static str, value_name: &'static str) -> Arg {
    Arg::new(name).value_name(value_name).action(ArgAction::Append).num_args(0..)
}

fn choice<const N: usize>(
    name: &'static str,
    value_name: &'static str,
    values: [&'static str; N],
    default: &'static str,
) -> Arg {
    Arg::new(name).long(name).value_name(value_name).value_parser(values).default_value(default)
}

fn environments() -> Arg {
    let help = "Only these environments. Without it, all that have a settings file";
    listed("env", "NAME").help(help)
}

/// A flag that takes several values, between commas or one by one.
fn listed(name: &'static str, value_name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value_name).value_delimiter(',').action(ArgAction::Append)
}

fn file(name: &'static str) -> Arg {
    Arg::new(name).long(name).value_name("FILE").value_parser(value_parser!(PathBuf))
}

/// A text that was given or has a default.
pub(super) fn text(matches: &mut ArgMatches, name: &str) -> String {
    matches.remove_one(name).unwrap_or_default()
}

fn texts(matches: &mut ArgMatches, name: &str) -> Vec<String> {
    matches.remove_many(name).map(Iterator::collect).unwrap_or_default()
}

fn path(matches: &mut ArgMatches, name: &str) -> Option<PathBuf> {
    matches.remove_one(name)
}
