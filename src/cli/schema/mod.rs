//! `schema`: published JSON Schemas, and what the registry knows of a type.

mod facts;
mod shown;

use anyhow::Result;
use serde_json::Value;

use super::Outcome;
use super::args::SchemaArgs;
use super::failure::Failure;
use super::program::Program;
use super::terminal::Terminal;
use crate::schema::{Registry, names};

const MANIFEST: &str = include_str!("../../../docs/schemas/manifest.schema.json");
const DIAGNOSTICS: &str = include_str!("../../../docs/schemas/report.schema.json");
const BASELINE: &str = include_str!("../../../docs/schemas/baseline.schema.json");
const SETTINGS: &str = include_str!("../../../docs/schemas/settings.schema.json");

/// What can be asked for.
const THERE_ARE: &str = "\
manifest         the manifest that `synth` writes
diagnostics      what `check --format json` prints
baseline         what `check --write-baseline` writes
settings         settings files
registry         the names of all resource types
registry <TYPE>  what CloudFormation's registry says of a type
";

pub(super) fn run(args: &SchemaArgs, program: Option<&Program>, terminal: &Terminal) -> Result<Outcome> {
    match args {
        SchemaArgs::List => terminal.result(THERE_ARE)?,
        SchemaArgs::Manifest => terminal.result(MANIFEST)?,
        SchemaArgs::Diagnostics => terminal.result(DIAGNOSTICS)?,
        SchemaArgs::Baseline => terminal.result(BASELINE)?,
        SchemaArgs::Settings => settings(program, terminal)?,
        SchemaArgs::Registry { type_name, json } => {
            terminal.result(&registry(type_name.as_deref().unwrap_or_default(), *json)?)?;
        }
    }
    Ok(Outcome::Fine)
}

/// The schema of a program's own settings; where it does not say their type, of what all settings files have.
fn settings(program: Option<&Program>, terminal: &Terminal) -> Result<()> {
    if let Some(schema) = program.map(Program::settings_schema).transpose()?.flatten() {
        terminal.result(&pretty(&schema)?)?;
        return Ok(());
    }
    terminal.result(SETTINGS)?;
    if program.is_some() {
        terminal
            .note("note: this describes any program's settings; `cli::Program::settings` tells the type of yours\n");
    }
    Ok(())
}

/// A type, or all types that begin so.
fn registry(name: &str, json: bool) -> Result<String> {
    let registry = Registry::new();
    if let Some(known) = registry.get(name) {
        let facts = facts::of(known, &registry);
        return if json { pretty(&facts.json()) } else { Ok(shown::text(&facts)) };
    }
    let begin: Vec<&str> = registry.names().filter(|known| known.starts_with(name)).collect();
    if begin.is_empty() {
        return Err(unknown(name, &registry).into());
    }
    if json { pretty(&Value::from(begin)) } else { Ok(begin.iter().flat_map(|name| [name, "\n"]).collect()) }
}

fn unknown(name: &str, registry: &Registry) -> Failure {
    let help = names::did_you_mean(&names::nearest(name, registry.names()));
    let help = help.unwrap_or_else(|| "`schema registry` lists all types".to_owned());
    Failure::new(format!("the registry knows no type `{name}`")).help(help)
}

fn pretty(value: &Value) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}
