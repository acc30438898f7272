//! Generated files: written, or compared with what is committed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// Directories in which every file with this ending is generated; any other such file there is stale.
const OWNED: [(&str, &str); 2] = [("src/aws", "rs"), ("src/schema/registry", "json")];

/// Path from the root → text.
pub(crate) type Files = BTreeMap<String, String>;

/// Writes what differs and removes what is no longer generated; answers with what it touched.
pub(crate) fn write(root: &Path, files: &Files) -> Result<Vec<String>> {
    let stale = stale(root, files)?;
    for path in &stale {
        let full = root.join(path);
        match files.get(path) {
            Some(text) => {
                if let Some(parent) = full.parent() {
                    fs::create_dir_all(parent)?;
                }
                fs::write(&full, text).with_context(|| full.display().to_string())?;
            }
            None => fs::remove_file(&full).with_context(|| full.display().to_string())?,
        }
    }
    Ok(stale)
}

/// Fails with the name of every file that differs.
pub(crate) fn compare(root: &Path, files: &Files) -> Result<()> {
    let stale = stale(root, files)?;
    if !stale.is_empty() {
        bail!("stale; run `cargo xtask codegen` and commit what it changes:\n  {}", stale.join("\n  "));
    }
    Ok(())
}

/// Fails when the schema archive is not, bit for bit, what its sources give.
pub(crate) fn compare_archive(path: &Path, made: &[u8]) -> Result<()> {
    let found = fs::read(path).with_context(|| path.display().to_string())?;
    if found != made {
        bail!("{} is stale; run `cargo xtask codegen` and commit what it changes", path.display());
    }
    Ok(())
}

fn stale(root: &Path, files: &Files) -> Result<Vec<String>> {
    let mut stale = Vec::new();
    for (path, text) in files {
        let found = fs::read_to_string(root.join(path)).ok();
        // A checkout may have turned line ends.
        if found.map(|found| found.replace("\r\n", "\n")).as_ref() != Some(text) {
            stale.push(path.clone());
        }
    }
    for (directory, ending) in OWNED {
        for entry in fs::read_dir(root.join(directory)).into_iter().flatten() {
            let name = entry?.file_name().to_string_lossy().into_owned();
            let path = format!("{directory}/{name}");
            if name.ends_with(&format!(".{ending}")) && !files.contains_key(&path) {
                stale.push(path);
            }
        }
    }
    stale.sort();
    Ok(stale)
}
