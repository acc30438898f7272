//! `cargo xtask bench`: what the project promises of its speed, each beside its floor in the same run.

mod check;
mod edit;
mod faults;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only these groups: synth, check, edit, cold. `faults` runs where it is asked for: what is found of known faults.
    #[arg(value_name = "GROUP")]
    groups: Vec<String>,
}

/// Runs the groups that were asked for, or all.
pub(crate) fn run(root: &Path, args: &Args) -> Result<bool> {
    let work = root.join("target/bench");
    std::fs::create_dir_all(&work)?;
    let wanted = |name: &str| args.groups.is_empty() || args.groups.iter().any(|group| group == name);
    if args.groups.iter().any(|group| group == "faults") {
        faults::measure(root, &work)?;
        if args.groups.len() == 1 {
            return Ok(true);
        }
    }
    let mut plan = Vec::new();
    if wanted("synth") {
        plan.extend(synth(root, &work)?);
    }
    if wanted("check") {
        plan.extend(check::plan(root, &work)?);
    }
    if wanted("edit") {
        plan.push(edit::plan(root, &work)?);
    }
    measure(root, &work, &plan)?;
    if wanted("check") {
        check::tell(root)?;
    }
    if wanted("cold") {
        edit::cold(root, &work)?;
    }
    Ok(true)
}

/// Synthesis as users run it, beside `serde_json` writing the same bytes.
fn synth(root: &Path, work: &Path) -> Result<Vec<Value>> {
    let bins = ["slices", "slices-floor", "mesh-gateway", "formwork-stacks"];
    let mut build = cargo(root);
    build.args(["build", "--release", "--package", "formwork-stacks"]);
    ok(build.args(bins.iter().flat_map(|name| ["--bin", name])))?;
    let bin = |name: &str| root.join("target/release").join(name).display().to_string();
    let out = |name: &str| work.join(name).display().to_string();
    let subjects = |slices: &str| {
        // A tree that is up to date is not written again: each round begins without one.
        let fresh = |name: &str| json!(["rm", "-rf", out(name)]);
        json!([
            { "name": "floor: serde_json, same bytes", "env": { "SLICES": slices }, "before": fresh("floor"),
              "command": [bin("slices-floor"), out("floor")] },
            { "name": "slices synth", "env": { "SLICES": slices }, "before": fresh("slices"),
              "command": [bin("slices"), "synth", "--out", out("slices")] },
        ])
    };
    let environment = |name: &str, program: &str| {
        json!({ "name": name, "before": ["rm", "-rf", out(program)],
            "command": [bin(program), "synth", "--env", "dev", "--out", out(program)] })
    };
    Ok(vec![
        json!({ "title": "synth, both backends, all checks: 500 resources", "rounds": 40, "subjects": subjects("50") }),
        json!({ "title": "synth, both backends, all checks: 50,000 resources", "rounds": 9, "subjects": subjects("5000") }),
        json!({ "title": "one environment, both backends, all checks", "rounds": 40, "subjects": [
            { "name": "bare process", "command": [bin("formwork-stacks"), "--version"] },
            environment("mesh-gateway alone", "mesh-gateway"),
            environment("every reference system", "formwork-stacks"),
        ] }),
    ])
}

fn measure(root: &Path, work: &Path, plan: &[Value]) -> Result<()> {
    let file = work.join("plan.json");
    std::fs::write(&file, serde_json::to_vec_pretty(plan)?)?;
    ok(Command::new("python3").arg(root.join("xtask/bench/measure.py")).arg(file))
}

/// Cargo in a folder.
fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from));
    command.current_dir(folder);
    command
}

/// Runs a command that must succeed.
fn ok(command: &mut Command) -> Result<()> {
    let program = command.get_program().display().to_string();
    let status = command.status().with_context(|| format!("cannot run {program}"))?;
    ensure!(status.success(), "{program} failed");
    Ok(())
}
