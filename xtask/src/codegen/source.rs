//! Reading a `schemas` directory as the cfn-lint wheel ships it: `providers/<region>.json` maps a type to the name
//! of its document in `resources/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use super::lean::{lean, print_service, sorted};
use super::{Service, fixups};

/// The region whose version of a type wins; types it lacks come from the first region, by name, that has them.
const HOME: &str = "us-east-1";

/// What a vendoring run leaves: per service its types, and where they are from.
pub(crate) struct Vendored {
    pub(crate) services: BTreeMap<String, Service>,
    pub(crate) source: Value,
}

impl Vendored {
    /// Every file of `src/schema/registry`, by name.
    pub(crate) fn files(&self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<_, _> =
            self.services.iter().map(|(name, service)| (format!("{name}.json"), print_service(service))).collect();
        files.insert("SOURCE.json".to_owned(), format!("{:#}\n", self.source));
        files
    }
}

/// Reads, strips and fixes the schemas of `dir`.
pub(crate) fn vendor(dir: &Path) -> Result<Vendored> {
    let mut services = BTreeMap::<String, Service>::new();
    let mut owners = BTreeMap::<String, String>::new();
    let documents = documents(dir)?;
    let count = documents.len();
    for (name, document) in documents {
        let path = dir.join("resources").join(format!("{document}.json"));
        let (owner, service) = service_of(&name)?;
        let known = owners.entry(service.clone()).or_insert_with(|| owner.clone());
        if *known != owner {
            bail!("`{known}` and `{owner}` would share the file `{service}.json`");
        }
        services.entry(service).or_default().insert(name, lean(&read_json(&path)?));
    }
    fixups::apply(&mut services)?;
    let source = json!({
        "package": "cfn-lint",
        "version": package_version(dir)?,
        "license": "MIT-0",
        "schema_date": read_json(&dir.join("version.json"))?["schema_date"],
        "types": count,
        "fixups": fixups::names(),
    });
    Ok(Vendored { services, source: Value::Object(in_order(&source)) })
}

/// The vendored registry as it stands in the repository.
pub(crate) fn load(registry: &Path) -> Result<Vendored> {
    let mut vendored = Vendored { services: BTreeMap::new(), source: Value::Null };
    for entry in fs::read_dir(registry).with_context(|| format!("reading {}", registry.display()))? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name == "SOURCE" {
            vendored.source = read_json(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            vendored.services.insert(name, object(read_json(&path)?, &path)?);
        }
    }
    if vendored.source["fixups"] != json!(fixups::names()) {
        bail!(
            "{} lists other fix-ups than there are: vendor again with `--from`",
            registry.join("SOURCE.json").display()
        );
    }
    Ok(vendored)
}

/// Type → document, over all regions.
fn documents(dir: &Path) -> Result<BTreeMap<String, String>> {
    let mut regions = Vec::new();
    let providers = dir.join("providers");
    for entry in fs::read_dir(&providers).with_context(|| format!("reading {}", providers.display()))? {
        let path = entry?.path();
        let region = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        // `sam.json` is no region: its types are macros, not resources.
        if path.extension().is_some_and(|extension| extension == "json") && region != "sam" {
            regions.push((region != HOME, region, path));
        }
    }
    regions.sort();
    let mut documents = BTreeMap::new();
    for (_, _, path) in regions {
        for (name, document) in object(read_json(&path)?, &path)? {
            let document = document.as_str().with_context(|| format!("{name} in {}", path.display()))?.to_owned();
            documents.entry(name).or_insert(document);
        }
    }
    Ok(documents)
}

/// `AWS::EC2::VPC` is of `AWS::EC2`, in the file `ec2`.
fn service_of(name: &str) -> Result<(String, String)> {
    let mut parts = name.split("::");
    match (parts.next(), parts.next(), parts.next()) {
        (Some(vendor), Some(service), Some(_)) => Ok((format!("{vendor}::{service}"), service.to_lowercase())),
        _ => bail!("`{name}` is not a type name"),
    }
}

/// cfn-lint keeps its version beside its data: `cfnlint/version.py`, two directories above `schemas`.
fn package_version(dir: &Path) -> Result<String> {
    let path = dir.join("../../version.py");
    let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let version = text.lines().find_map(|line| line.strip_prefix("__version__ = "));
    Ok(version.context("no `__version__` in version.py")?.trim_matches('"').to_owned())
}

fn read_json(path: &Path) -> Result<Value> {
    let text = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("parsing {}", path.display()))
}

fn object(value: Value, path: &Path) -> Result<Map<String, Value>> {
    match value {
        Value::Object(map) => Ok(map),
        _ => bail!("{} holds no object", path.display()),
    }
}

fn in_order(value: &Value) -> Map<String, Value> {
    let empty = Map::new();
    sorted(value.as_object().unwrap_or(&empty)).into_iter().map(|(key, value)| (key.clone(), value.clone())).collect()
}
