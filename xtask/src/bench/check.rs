//! `formwork check` on templates, beside the field's linter and AWS's validator on the same files.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{cargo, ok};

/// How many slices of the workload make a template, and how many resources that is.
const SIZES: [(&str, u32); 2] = [("6", 60), ("50", 500)];

/// What each tool may answer when it ran well: findings are no failure, a crash is.
const FOUND: [u8; 2] = [0, 1];
const LINTED: [u8; 8] = [0, 2, 4, 6, 8, 10, 12, 14];

/// Writes the templates and says how each tool is measured on them.
pub(super) fn plan(root: &Path, work: &Path) -> Result<Vec<Value>> {
    let python = python(root)?;
    let mut build = cargo(root);
    ok(build.args(["build", "--release", "--bin", "formwork", "--features", "full"]))?;
    ok(cargo(root).args(["build", "--release", "--package", "formwork-stacks", "--bin", "slices"]))?;
    let peers = root.join("xtask/bench/peers.py").display().to_string();
    let mut plan = Vec::new();
    for (slices, resources) in SIZES {
        let out = work.join(format!("check-{resources}"));
        let mut synth = Command::new(root.join("target/release/slices"));
        synth.args(["synth", "--backend", "cloudformation", "--out"]).arg(&out).env("SLICES", slices);
        ok(synth.stdout(Stdio::null()).stderr(Stdio::null()))?;
        let template = out.join("slices/default/cloudformation/slices-0.template.json");
        ok(Command::new(&python).arg(&peers).arg("yaml").arg(&template))?;
        for file in [template.clone(), template.with_extension("yaml")] {
            plan.push(group(root, &python, &peers, resources, &file));
        }
    }
    Ok(plan)
}

/// One file, every tool. The first is what the others are divided by.
fn group(root: &Path, python: &Path, peers: &str, resources: u32, file: &Path) -> Value {
    let kind = file.extension().map(|kind| kind.to_string_lossy().to_uppercase()).unwrap_or_default();
    let lint = python.with_file_name("cfn-lint");
    json!({ "title": format!("check of a template, {resources} resources, {kind}"), "rounds": 7, "subjects": [
        { "name": "formwork check", "codes": FOUND, "command": [root.join("target/release/formwork"), "check", file] },
        { "name": "cloudformation-validate", "command": [python, peers, "validate", file] },
        { "name": "cfn-lint", "codes": LINTED, "command": [lint, file] },
    ] })
}

/// Says what each tool looks for: a ratio alone would not.
pub(super) fn tell(root: &Path) -> Result<()> {
    let listed = Command::new(root.join("target/release/formwork")).args(["explain"]).output()?;
    ensure!(listed.status.success(), "formwork explain failed");
    let listed = String::from_utf8(listed.stdout).context("formwork explain")?;
    let rules = listed.lines().filter(|line| line.starts_with("  ")).count();
    println!("\nformwork runs {rules} rules and the registry's schemas,");
    ok(Command::new(python(root)?).arg(root.join("xtask/bench/peers.py")).arg("rules"))
}

/// The referees' own Python, which has the peers.
pub(super) fn python(root: &Path) -> Result<PathBuf> {
    let python =
        std::env::var_os("REFEREES_PYTHON").map_or_else(|| root.join("target/referees/venv/bin/python"), PathBuf::from);
    ensure!(python.is_file(), "the referees' Python is not there: {} (xtask/referees/README.md)", python.display());
    Ok(python)
}
