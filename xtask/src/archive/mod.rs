//! The schema archive: reviewable JSON in, compact binary out. Same JSON, same bytes.

mod node;
mod record;
mod token;

#[cfg(test)]
mod tests;

#[path = "../../../src/schema/format.rs"]
mod format;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::Value;

use token::Interner;

/// Encodes every type of every `*.json` file in a directory.
pub(crate) fn encode(registry_dir: &Path) -> anyhow::Result<Vec<u8>> {
    encode_types(&read(registry_dir)?)
}

/// Says where the schemas come from; holds no type.
const PROVENANCE: &str = "SOURCE.json";

/// All types of a directory, by name.
fn read(dir: &Path) -> anyhow::Result<BTreeMap<String, Value>> {
    let mut files = std::fs::read_dir(dir)
        .with_context(|| format!("cannot list {}", dir.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<std::io::Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json") && !path.ends_with(PROVENANCE));
    files.sort();
    let mut types = BTreeMap::new();
    for path in files {
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let service: BTreeMap<String, Value> =
            serde_json::from_str(&text).with_context(|| format!("{} is not a registry file", path.display()))?;
        for (name, schema) in service {
            if types.insert(name.clone(), schema).is_some() {
                bail!("{name} stands in two files, the second is {}", path.display());
            }
        }
    }
    Ok(types)
}

fn encode_types(types: &BTreeMap<String, Value>) -> anyhow::Result<Vec<u8>> {
    let mut interner = Interner::default();
    let mut records = Vec::with_capacity(types.len());
    for (name, schema) in types {
        let record = record::encode(schema, &mut interner).with_context(|| name.clone())?;
        records.push((interner.text(name), record));
    }
    token::layout(&interner, &records)
}
