//! The swap: a new tree is built beside the old one and takes its place in one rename.
//!
//! What stands in the directory and was not written by us (Terraform's state, lock files and providers, an engineer's
//! own files) is carried over by hard links, so that both trees are whole at every moment. A run that is killed leaves
//! the old tree; one that is killed between the two renames leaves it beside, where the next run finds it.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Home, State, failed, unwritable};
use crate::assembly::{File, Manifest};

/// What Terraform puts beside a local state while it works on it. Its directory must not move then.
const AT_WORK: &str = ".terraform.tfstate.lock.info";

/// A new tree that waits beside the old one; dropped, it disappears.
pub(in crate::cli) struct Staged {
    directory: PathBuf,
    committed: bool,
}

impl Staged {
    pub(super) fn build(home: &Home, files: &[(&File, State)]) -> Result<Self> {
        let staged = Staged { directory: home.directory.clone(), committed: false };
        let new = beside(&home.directory, "new");
        let ours = home.manifest.iter().flat_map(Manifest::paths).map(PathBuf::from).collect();
        write(&new, &home.directory, files, &ours).map_err(|error| unwritable(&home.directory, &error))?;
        Ok(staged)
    }

    /// Puts the new tree into the old one's place.
    pub(in crate::cli) fn commit(mut self) -> Result<()> {
        let directory = &self.directory;
        swap(directory).map_err(|error| failed(directory, &error))?;
        self.committed = true;
        // The new tree stands. What cannot be cleared away now is cleared away by the next run.
        let _ = remove(&beside(directory, "old"));
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.committed {
            let _ = remove(&beside(&self.directory, "new"));
        }
    }
}

/// Ends what a killed run began: the old tree comes back where it is missing, the rest goes.
pub(super) fn recover(directory: &Path) -> io::Result<()> {
    let old = beside(directory, "old");
    if old.is_dir() && !directory.exists() {
        fs::rename(&old, directory)?;
    }
    remove(&old)?;
    remove(&beside(directory, "new"))
}

fn swap(directory: &Path) -> io::Result<()> {
    let (new, old) = (beside(directory, "new"), beside(directory, "old"));
    if !directory.exists() {
        return fs::rename(&new, directory);
    }
    fs::rename(directory, &old)?;
    fs::rename(&new, directory).inspect_err(|_| {
        // Whatever kept the new tree out, the old one goes back.
        let _ = fs::rename(&old, directory);
    })
}

/// `.dev.formwork-new` beside `dev`.
fn beside(directory: &Path, word: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(directory.file_name().unwrap_or_default());
    name.push(format!(".formwork-{word}"));
    directory.with_file_name(name)
}

fn remove(directory: &Path) -> io::Result<()> {
    match fs::remove_dir_all(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn write(new: &Path, old: &Path, files: &[(&File, State)], ours: &HashSet<PathBuf>) -> io::Result<()> {
    fs::create_dir_all(new)?;
    let mut made: HashSet<PathBuf> = HashSet::new();
    for (file, state) in files {
        let to = new.join(&file.path);
        let parent = to.parent().unwrap_or(new);
        if made.insert(parent.to_owned()) {
            fs::create_dir_all(parent)?;
        }
        match state {
            // The very same file, with the time at which it was written.
            State::Same => link(&old.join(&file.path), &to)?,
            State::Changed | State::Missing => fs::write(&to, &file.bytes)?,
        }
    }
    if old.is_dir() { carry(old, new, Path::new(""), ours) } else { Ok(()) }
}

/// Carries over what is not ours.
fn carry(old: &Path, new: &Path, below: &Path, ours: &HashSet<PathBuf>) -> io::Result<()> {
    let from = old.join(below);
    for entry in fs::read_dir(&from)? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() {
            carry(old, new, &path, ours)?;
        } else if entry.file_name() == AT_WORK {
            return Err(io::Error::other(format!("Terraform is at work there, says {}", path.display())));
        } else if !ours.contains(&path) {
            let to = new.join(&path);
            if let Some(parent) = to.parent() {
                fs::create_dir_all(parent)?;
            }
            if kind.is_symlink() { relink(&entry.path(), &to)? } else { link(&entry.path(), &to)? }
        }
    }
    let to = new.join(below);
    // Who closed a directory to others wants it closed afterwards.
    if to.is_dir() { fs::set_permissions(&to, fs::metadata(&from)?.permissions()) } else { Ok(()) }
}

/// The same file under another name, or a copy where the file system knows no links.
fn link(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to).or_else(|_| fs::copy(from, to).map(drop))
}

#[cfg(unix)]
fn relink(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn relink(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to).map(drop)
}

#[cfg(test)]
mod tests;
