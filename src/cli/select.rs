//! Bringing some stacks up to date and leaving the others as they are on disk.

use anyhow::{Error, Result};

use super::failure::{Failure, Failures, listed};
use super::tree::Home;
use crate::assembly::{Assembly, Edge, File, MANIFEST, ManifestStack};
use crate::schema::names;

/// Every name must be a stack's.
pub(super) fn check(wanted: &[String], stacks: &[String]) -> Result<()> {
    let unknown = wanted.iter().filter(|name| !stacks.contains(name));
    Failures::of(unknown.map(|name| missing(name, stacks)).collect())
}

fn missing(name: &str, stacks: &[String]) -> Error {
    let mut known: Vec<&str> = stacks.iter().map(String::as_str).collect();
    known.sort_unstable();
    known.dedup();
    let near = names::did_you_mean(&names::nearest(name, known.iter().copied()));
    let help = near.unwrap_or_else(|| format!("there are {}", listed(known)));
    Failure::new(format!("no stack is called `{name}`")).help(help).into()
}

/// The assembly in which only the wanted stacks are new; none where it has no such stack.
pub(super) fn narrow(assembly: &Assembly, wanted: &[String], home: &Home) -> Result<Option<Assembly>> {
    let is_wanted = |name: &str| wanted.iter().any(|wanted| wanted == name);
    if !assembly.manifest.stacks.iter().any(|stack| is_wanted(&stack.name)) {
        return Ok(None);
    }
    let old = home.manifest();
    let mut manifest = assembly.manifest.clone();
    manifest.stacks = Vec::new();
    manifest.edges = Vec::new();
    let mut files: Vec<File> = Vec::new();
    for stack in &assembly.manifest.stacks {
        let taken: Option<&ManifestStack> = if is_wanted(&stack.name) {
            files.extend(stack.paths().filter_map(|path| assembly.file(path)).cloned());
            Some(stack)
        } else {
            let earlier = old.and_then(|old| old.stack(&stack.name));
            for path in earlier.into_iter().flat_map(ManifestStack::paths) {
                files.push(home.read(path)?);
            }
            earlier
        };
        let Some(taken) = taken else { continue };
        manifest.stacks.push(taken.clone());
        let edges: &[Edge] =
            if is_wanted(&stack.name) { &assembly.manifest.edges } else { old.map_or(&[], |old| &old.edges) };
        manifest.edges.extend(edges.iter().filter(|edge| edge.from == stack.name).cloned());
    }
    files.push(File { path: MANIFEST.to_owned(), bytes: manifest.to_json().into_bytes() });
    let (system, environment) = (assembly.system.clone(), assembly.environment.clone());
    Ok(Some(Assembly { system, environment, files, manifest }))
}
