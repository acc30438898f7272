//! `cargo xtask test`: every test of the workspace, then the referees; one closing line per part.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

/// How the tests are run.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Leave out the engines: nothing is deployed to the simulator.
    #[arg(long)]
    quick: bool,
    /// Count "not run" as failure, as CI does.
    #[arg(long)]
    must_run: bool,
}

/// How a part ended.
enum Outcome {
    Passed,
    Failed,
    NotRun(String),
}

/// The example that is nothing but defaults.
const DEFAULTS: &str = "16_platform_defaults";

/// The referees' exit code for "could not run".
const NOT_RUN: i32 = 3;

/// Runs everything and says how each part ended; false when something failed.
pub(crate) fn run(root: &Path, args: &Args) -> Result<bool> {
    let work = root.join("target/referees");
    let dist = work.join("dist");
    std::fs::create_dir_all(&work).context("cannot make target/referees")?;
    let mut report = Report { parts: Vec::new(), must_run: args.must_run };
    report.add("tests", cargo(root, &["test", "--workspace", "--quiet"]));
    report.add("features", features(root));
    report.add("docs", cargo(root, &["doc", "--workspace", "--no-deps", "--quiet"]));
    let out = dist.display().to_string();
    report.add("synth", cargo(root, &["run", "--quiet", "--package", "formwork-stacks", "--", "synth", "--out", &out]));
    let defaults = ["run", "--quiet", "--all-features", "--example", DEFAULTS, "--", "synth", "--out", &out];
    report.add("synth of defaults", cargo(root, &defaults));
    let python = match environment(root, &work, "requirements.txt", "venv") {
        Ok(python) => python,
        Err(error) => {
            report.add("referees", Outcome::NotRun(format!("{error:#}")));
            return Ok(report.close());
        }
    };
    let auditor = environment(root, &work, "checkov.txt", "checkov");
    let referee = |verb: &[&str]| referee(root, &python, verb);
    report.add("referees' own tests", referee(&["selftest"]));
    report.add("lint", referee(&["lint", &out]));
    report.add("validate", referee(&["validate", &out]));
    report.add("unit", referee(&["unit", &out]));
    report.add("checkov", checkov(auditor, &referee, &out));
    report.add("mapping", referee(&["mapping"]));
    report.add("agreement", referee(&["agreement"]));
    report.add("reports", referee(&["reports", "snapshots/cli"]));
    report.add("strings", strings(root, &work, &python));
    if args.quick {
        report.add("engines", Outcome::NotRun("left out by --quick".to_owned()));
    } else {
        report.add("engines", referee(&["engines", &out, "--env", "dev"]));
        report.add("refused destroy", referee(&["refuses-destroy", &out, "--env", "prod"]));
    }
    Ok(report.close())
}

/// What each part came to.
struct Report {
    parts: Vec<(&'static str, Outcome)>,
    must_run: bool,
}

impl Report {
    fn add(&mut self, name: &'static str, outcome: Outcome) {
        self.parts.push((name, outcome));
    }

    /// Prints one line per part, and whether all is well.
    fn close(&self) -> bool {
        println!();
        let mut well = true;
        for (name, outcome) in &self.parts {
            match outcome {
                Outcome::Passed => println!("{name}: passed"),
                Outcome::Failed => println!("{name}: FAILED"),
                Outcome::NotRun(why) => println!("{name}: not run: {why}"),
            }
            well &= match outcome {
                Outcome::Passed => true,
                Outcome::Failed => false,
                Outcome::NotRun(_) => !self.must_run,
            };
        }
        well
    }
}

fn cargo(root: &Path, arguments: &[&str]) -> Outcome {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    outcome(Command::new(cargo).args(arguments).current_dir(root))
}

/// The library alone, with what users get by default, and with everything.
fn features(root: &Path) -> Outcome {
    let check = ["clippy", "--package", "formwork", "--quiet"];
    for features in [&["--no-default-features"][..], &["--examples"], &["--examples", "--all-features"]] {
        match cargo(root, &[&check, features, &["--", "--deny", "warnings"]].concat()) {
            Outcome::Passed => {}
            other => return other,
        }
    }
    Outcome::Passed
}

fn referee(root: &Path, python: &Path, verb: &[&str]) -> Outcome {
    let mut command = Command::new(python);
    command.args(["-m", "referees"]).args(verb).current_dir(root);
    outcome(command.env("PYTHONPATH", root.join("xtask")).env_remove("TF_CLI_CONFIG_FILE"))
}

fn outcome(command: &mut Command) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Outcome::Passed,
        Ok(status) if status.code() == Some(NOT_RUN) => Outcome::NotRun("see above".to_owned()),
        Ok(_) => Outcome::Failed,
        Err(error) => Outcome::NotRun(format!("{}: {error}", command.get_program().display())),
    }
}

/// Any text survives both backends: the library prints awkward strings, the referees read them back.
fn strings(root: &Path, work: &Path, python: &Path) -> Outcome {
    let cases = work.join("strings").display().to_string();
    match cargo(root, &["run", "--quiet", "--package", "formwork-stacks", "--bin", "strings", "--", &cases]) {
        Outcome::Passed => referee(root, python, &["strings", &cases]),
        other => other,
    }
}

/// The auditor's verdict on a program of nothing but defaults. It has an environment of its own.
fn checkov(installed: Result<PathBuf>, referee: &dyn Fn(&[&str]) -> Outcome, out: &str) -> Outcome {
    match installed {
        Ok(_) => referee(&["checkov", out, "--system", "defaults"]),
        Err(error) => Outcome::NotRun(format!("{error:#}")),
    }
}

/// A Python environment of the project's own, with pinned referees; made anew when the pins change.
pub(crate) fn environment(root: &Path, work: &Path, pinned: &str, name: &str) -> Result<PathBuf> {
    let file = root.join("xtask/referees").join(pinned);
    let pins = std::fs::read_to_string(&file)?;
    let venv = work.join(name);
    let (python, stamp) = (venv.join("bin/python"), venv.join("pins.txt"));
    if std::fs::read_to_string(&stamp).is_ok_and(|made| made == pins) {
        return Ok(python);
    }
    let run = |command: &mut Command| -> Result<()> {
        let status = command.status().with_context(|| format!("cannot run {}", command.get_program().display()))?;
        anyhow::ensure!(status.success(), "{} failed", command.get_program().display());
        Ok(())
    };
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&venv))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    run(Command::new(&python).args(install).arg(file))?;
    std::fs::write(stamp, pins)?;
    Ok(python)
}
