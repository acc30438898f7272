//! Assemblies on disk: whose directory it is, what differs, and the swap.

mod swap;

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use anyhow::{Error, Result};

use super::failure::Failure;
use super::settings::shown;
use crate::assembly::{File, MANIFEST, Manifest};

pub(super) use swap::Staged;

/// The output directory.
pub(super) struct Store {
    out: PathBuf,
    /// Keeps a second run away as long as this one writes; the system lets go of it however the process ends.
    _lock: Option<fs::File>,
}

/// The directory of one system in one environment.
pub(super) struct Home {
    directory: PathBuf,
    /// What an earlier run says it wrote.
    manifest: Option<Manifest>,
}

/// A directory and the files that it should hold.
pub(super) struct Tree<'a> {
    home: Home,
    files: Vec<(&'a File, State)>,
    /// Files of an earlier run that are no longer made.
    left_over: Vec<String>,
}

/// How a file on disk compares with the one that it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Same,
    Changed,
    Missing,
}

impl Store {
    /// The directory, to look at.
    pub(super) fn look(out: &Path) -> Self {
        Store { out: out.to_owned(), _lock: None }
    }

    /// The directory, to write to.
    pub(super) fn write(out: &Path) -> Result<Self> {
        if out.exists() && !out.is_dir() {
            return Err(Failure::new(format!("{} is not a directory", shown(out))).help("nothing was written").into());
        }
        fs::create_dir_all(out).map_err(|error| unwritable(out, &error))?;
        // Some systems and file systems cannot lock a directory; then two runs at once are the user's to avoid.
        let lock = fs::File::open(out).ok().filter(|file| file.lock().is_ok());
        Ok(Store { out: out.to_owned(), _lock: lock })
    }

    /// The directory of a system and environment, restored where an earlier run was killed.
    pub(super) fn home(&self, system: &str, environment: &str) -> Result<Home> {
        let mut directory = self.out.join(system).join(environment);
        if directory.is_symlink() {
            // The tree that a link leads to is swapped, not the link.
            directory = fs::canonicalize(&directory).map_err(|error| failed(&directory, &error))?;
        }
        if self._lock.is_some() {
            swap::recover(&directory).map_err(|error| failed(&directory, &error))?;
        }
        let manifest = manifest(&directory)?;
        Ok(Home { directory, manifest })
    }

    /// Directories of a system that this program's environments do not make.
    pub(super) fn orphans(&self, system: &str, environments: &[&str]) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.out.join(system)) else { return Vec::new() };
        let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        let mut orphans: Vec<String> = names
            .filter(|name| !name.starts_with('.') && !environments.contains(&name.as_str()))
            .map(|name| self.out.join(system).join(name))
            .filter(|directory| matches!(manifest(directory), Ok(Some(_))))
            .map(|directory| shown(&directory))
            .collect();
        orphans.sort();
        orphans
    }
}

/// The manifest in a directory. A directory that holds anything else alone is not ours.
fn manifest(directory: &Path) -> Result<Option<Manifest>> {
    let file = directory.join(MANIFEST);
    let help = "choose another directory with `--out`, or remove this one";
    match fs::read(&file) {
        Ok(bytes) => Manifest::from_json(&bytes)
            .map(Some)
            .map_err(|error| Failure::new(format!("{}: {error}", shown(&file))).help(help).into()),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if fs::read_dir(directory).is_ok_and(|mut entries| entries.next().is_some()) {
                let message = format!("{} was not written by formwork: it has no {MANIFEST}", shown(directory));
                return Err(Failure::new(message).help(help).into());
            }
            Ok(None)
        }
        Err(error) => Err(failed(directory, &error)),
    }
}

impl Home {
    /// What an earlier run says it wrote.
    pub(super) fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref()
    }

    /// A file of the earlier run.
    pub(super) fn read(&self, path: &str) -> Result<File> {
        let file = self.directory.join(path);
        let bytes = fs::read(&file).map_err(|error| failed(&file, &error))?;
        Ok(File { path: path.to_owned(), bytes })
    }

    /// Compares with the files that should be here.
    pub(super) fn compare(self, files: &[File]) -> Result<Tree<'_>> {
        let ours: HashSet<&str> = self.manifest.iter().flat_map(Manifest::paths).collect();
        let compared = files.iter().map(|file| Ok((file, self.state(file, &ours)?))).collect::<Result<Vec<_>>>()?;
        let wanted: HashSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        let earlier = self.manifest.iter().flat_map(Manifest::paths);
        let left_over = earlier.filter(|path| !wanted.contains(path) && self.directory.join(path).exists());
        let left_over = left_over.map(str::to_owned).collect();
        Ok(Tree { home: self, files: compared, left_over })
    }

    fn state(&self, file: &File, ours: &HashSet<&str>) -> Result<State> {
        let path = Path::new(&file.path);
        if !path.components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(Failure::new(format!("`{}` would leave {}", file.path, shown(&self.directory))).into());
        }
        let path = self.directory.join(path);
        let length = match fs::metadata(&path) {
            Ok(facts) => facts.len(),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(State::Missing);
            }
            Err(error) => return Err(failed(&path, &error)),
        };
        if !ours.contains(file.path.as_str()) {
            let failure = Failure::new(format!("{} is in the way: formwork did not write it", shown(&path)));
            return Err(failure.help("move it elsewhere").into());
        }
        if length != file.bytes.len() as u64 {
            return Ok(State::Changed);
        }
        let bytes = fs::read(&path).map_err(|error| failed(&path, &error))?;
        Ok(if bytes == file.bytes { State::Same } else { State::Changed })
    }
}

impl Tree<'_> {
    /// How many files it should hold.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is nothing to do.
    pub(super) fn is_current(&self) -> bool {
        self.left_over.is_empty() && self.files.iter().all(|(_, state)| *state == State::Same)
    }

    /// What has to be written.
    pub(super) fn stale(&self) -> impl Iterator<Item = String> {
        let stale = self.files.iter().filter(|(_, state)| *state != State::Same);
        stale.map(|(file, _)| self.shown(&file.path))
    }

    /// What has to go.
    pub(super) fn left_over(&self) -> impl Iterator<Item = String> {
        self.left_over.iter().map(|path| self.shown(path))
    }

    /// Everything that differs, with a word for how.
    pub(super) fn differences(&self) -> Vec<(&'static str, String)> {
        let word = |state| match state {
            State::Same => None,
            State::Changed => Some("changed"),
            State::Missing => Some("missing"),
        };
        let differing = self.files.iter().filter_map(|(file, state)| Some((word(*state)?, self.shown(&file.path))));
        differing.chain(self.left_over().map(|path| ("left over", path))).collect()
    }

    /// Builds the new tree beside the old one.
    pub(super) fn stage(&self) -> Result<Staged> {
        Staged::build(&self.home, &self.files)
    }

    fn shown(&self, path: &str) -> String {
        shown(&self.home.directory.join(path))
    }
}

/// Something that could not be done, and where.
fn failed(path: &Path, error: &io::Error) -> Error {
    Failure::new(format!("{}: {error}", shown(path))).into()
}

/// Something that kept everything from being written.
fn unwritable(path: &Path, error: &io::Error) -> Error {
    Failure::new(format!("{}: {error}", shown(path))).help("nothing was written").into()
}
