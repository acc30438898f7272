//! `init`: a new crate that builds and synthesises at once.

mod name;
mod templates;

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Outcome;
use super::args::InitArgs;
use super::failure::{Failure, Failures, listed};
use super::settings::shown;
use super::terminal::Terminal;

pub(super) fn run(args: &InitArgs, terminal: &Terminal) -> Result<Outcome> {
    name::check(&args.name)?;
    let dependencies = match &args.formwork {
        Some(checkout) => from_checkout(checkout)?,
        None => released(),
    };
    let home = args.path.clone().unwrap_or_else(|| PathBuf::from(&args.name));
    let files = templates::render(&args.name, &dependencies)?;
    refuse_to_overwrite(&home, &files)?;
    write(&home, &files)?;
    let report: String = files.iter().map(|(path, _)| format!("{}\n", shown(&home.join(path)))).collect();
    terminal.result(&report)?;
    terminal.note(&format!("made {}; next: `cargo run -- synth` in {}\n", args.name, shown(&home)));
    Ok(Outcome::Fine)
}

/// What the new crate's manifest says of where the library is, and its shared object.
struct Dependencies {
    formwork: String,
    dylib: String,
}

/// This version, as it is published.
fn released() -> Dependencies {
    let version = concat!("version = \"", env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"), "\"");
    Dependencies { formwork: version.to_owned(), dylib: version.to_owned() }
}

/// A checkout, by its absolute path.
fn from_checkout(checkout: &Path) -> Result<Dependencies> {
    let nowhere = || Failure::new(format!("{} is no checkout of formwork", shown(checkout)));
    let path = checkout.canonicalize().map_err(|_| nowhere())?;
    let manifest = fs::read_to_string(path.join("Cargo.toml")).map_err(|_| nowhere())?;
    if !manifest.lines().any(|line| line.trim() == "name = \"formwork\"") {
        return Err(nowhere().into());
    }
    // What stands between single quotes is read as it is.
    match path.to_str().filter(|path| !path.contains(['\'', '\n', '\r'])) {
        Some(path) => {
            Ok(Dependencies { formwork: format!("path = '{path}'"), dylib: format!("path = '{path}/dylib'") })
        }
        None => {
            let failure = Failure::new(format!("{} cannot be written in a manifest", shown(checkout)));
            Err(failure.help("use a path of ordinary characters").into())
        }
    }
}

/// Every file that is there already is named; none is touched.
fn refuse_to_overwrite(home: &Path, files: &[(&'static str, String)]) -> Result<()> {
    if home.exists() && !home.is_dir() {
        return Err(Failure::new(format!("{} is not a directory", shown(home))).help("nothing was written").into());
    }
    let there: Vec<&str> = files.iter().map(|(path, _)| *path).filter(|path| home.join(path).exists()).collect();
    if there.is_empty() {
        return Ok(());
    }
    let failure = Failure::new(format!("{} already has {}", shown(home), listed(there)));
    Err(failure.help("nothing was written; `--path` names another directory").into())
}

/// Writes all files; where one cannot be written, those before it go again.
fn write(home: &Path, files: &[(&'static str, String)]) -> Result<()> {
    let mut written: Vec<PathBuf> = Vec::new();
    for (path, text) in files {
        let file = home.join(path);
        match create(&file, text) {
            Ok(()) => written.push(file),
            Err(error) => {
                let mut errors = vec![Failure::new(format!("{}: {error}", shown(&file))).into()];
                for file in written {
                    if let Err(error) = fs::remove_file(&file) {
                        errors.push(Failure::new(format!("{}: {error}", shown(&file))).into());
                    }
                }
                return Failures::of(errors);
            }
        }
    }
    Ok(())
}

fn create(file: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    OpenOptions::new().write(true).create_new(true).open(file)?.write_all(text.as_bytes())
}
