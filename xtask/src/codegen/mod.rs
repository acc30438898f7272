//! `cargo xtask codegen`: the vendored CloudFormation schemas, and the Rust that is generated from them.
//!
//! * `codegen` writes `src/aws/**`, `src/schema/registry.bin` and `NOTICE` from `src/schema/registry/*.json` and `xtask/tables`.
//! * `codegen --from DIR` first replaces the registry by the schemas of `DIR`: the `schemas` directory of a cfn-lint
//!   wheel (`pip download --no-deps cfn-lint`, unzip it, `DIR` is `cfnlint/data/schemas` in there).
//! * `codegen --propose` prints what xtask/tables/relations.txt might lack.
//! * `codegen --check` writes nothing and fails when a file is not what would be written.

mod attributes;
mod facts;
mod fixups;
#[cfg(test)]
mod golden;
mod lean;
mod model;
mod names;
mod objects;
mod outputs;
mod propose;
mod render;
mod schema;
mod source;
mod tables;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Map, Value};

use crate::archive;
use model::Model;
use outputs::Files;
use render::Renderer;
use tables::Tables;

const REGISTRY: &str = "src/schema/registry";
const ARCHIVE: &str = "src/schema/registry.bin";
const CONSTRUCTORS: &str = "xtask/tables/constructors.json";

/// The services whose types are generated. A file of the registry and a feature of the crate have the same name.
const SERVICES: [&str; 40] = [
    "acmpca",
    "apigateway",
    "apigatewayv2",
    "appmesh",
    "autoscaling",
    "certificatemanager",
    "cloudformation",
    "cloudfront",
    "cloudwatch",
    "codebuild",
    "codecommit",
    "codeconnections",
    "codedeploy",
    "codepipeline",
    "cognito",
    "dynamodb",
    "ec2",
    "ecr",
    "ecs",
    "efs",
    "eks",
    "elasticloadbalancingv2",
    "events",
    "iam",
    "kinesis",
    "kms",
    "lambda",
    "logs",
    "rds",
    "route53",
    "s3",
    "secretsmanager",
    "servicediscovery",
    "sns",
    "sqs",
    "ssm",
    "stepfunctions",
    "vpclattice",
    "wafv2",
    "xray",
];

/// The types of one service: type name → lean schema.
pub(crate) type Service = Map<String, Value>;

#[derive(Args)]
pub(crate) struct Options {
    /// Vendor the schemas of this directory first: `cfnlint/data/schemas` of an unpacked cfn-lint wheel
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// Write nothing; fail when a committed file is not what would be written
    #[arg(long)]
    check: bool,
    /// Write nothing; print the lines that relations.txt might lack
    #[arg(long, conflicts_with = "check")]
    propose: bool,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let vendored = match &options.from {
        Some(dir) => source::vendor(dir)?,
        None => source::load(&root.join(REGISTRY))?,
    };
    let tables = tables(&root)?;
    if options.propose {
        return propose(&vendored.services, &tables);
    }
    let renderer = Renderer::new(&root)?;
    let mut files: Files =
        vendored.files().into_iter().map(|(name, text)| (format!("{REGISTRY}/{name}"), text)).collect();
    files.insert("NOTICE".to_owned(), renderer.notice(&vendored.source)?);
    files.extend(generate(&vendored.services, &tables, &renderer)?);
    let idle = tables.idle();
    if !idle.is_empty() {
        bail!("lines of xtask/tables that nothing uses any more:\n  {}", idle.join("\n  "));
    }
    if options.check {
        outputs::compare(&root, &files)?;
        return outputs::compare_archive(&root.join(ARCHIVE), &archive::encode(&root.join(REGISTRY))?);
    }
    report(&outputs::write(&root, &files)?);
    // The archive is made of what was written just now.
    fs::write(root.join(ARCHIVE), archive::encode(&root.join(REGISTRY))?).context(ARCHIVE)
}

#[expect(clippy::print_stdout, reason = "the proposals are the result")]
fn propose(services: &BTreeMap<String, Service>, tables: &Tables) -> Result<()> {
    for name in SERVICES {
        for line in propose::proposals(&Model::of(name, types(services, name)?, tables)?) {
            println!("{line}");
        }
    }
    Ok(())
}

/// The types of a service that is generated.
fn types<'a>(services: &'a BTreeMap<String, Service>, name: &str) -> Result<&'a Service> {
    services.get(name).with_context(|| format!("the registry has no service `{name}`"))
}

#[expect(clippy::print_stderr, reason = "a chore tells the person at the terminal what it did")]
fn report(touched: &[String]) {
    for path in touched {
        eprintln!("updated {path}");
    }
    eprintln!("{} files changed", touched.len());
}

fn tables(root: &Path) -> Result<Tables> {
    let read = |name: &str| {
        let path = root.join("xtask/tables").join(name);
        fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))
    };
    let constructors = fs::read_to_string(root.join(CONSTRUCTORS)).unwrap_or_else(|_| "{}".to_owned());
    Tables::parse(&read("relations.txt")?, &read("refs.txt")?, &read("secrets.txt")?, &constructors)
}

/// `src/aws/**`, and the table of constructors with what is new in it.
fn generate(services: &BTreeMap<String, Service>, tables: &Tables, renderer: &Renderer) -> Result<Files> {
    let mut files = Files::new();
    let mut constructors = BTreeMap::new();
    for name in SERVICES {
        let model = Model::of(name, types(services, name)?, tables)?;
        files.insert(format!("src/aws/{name}.rs"), renderer.service(&model)?);
        constructors.extend(model.constructors());
    }
    if let Some(gone) = tables.constructors.keys().find(|name| !constructors.contains_key(*name)) {
        bail!("constructors.json: `{gone}` is not generated any more; remove its line (a breaking change)");
    }
    files.insert(CONSTRUCTORS.to_owned(), lines(&constructors));
    files.insert("src/aws/ids.rs".to_owned(), renderer.ids(tables)?);
    files.insert("src/aws/mod.rs".to_owned(), renderer.module(&SERVICES)?);
    Ok(files)
}

/// One entry per line.
fn lines(constructors: &BTreeMap<String, Vec<String>>) -> String {
    let lines: Vec<_> = constructors
        .iter()
        .map(|(name, arguments)| format!("  {}: {}", Value::from(name.as_str()), Value::from(arguments.clone())))
        .collect();
    format!("{{\n{}\n}}\n", lines.join(",\n"))
}

/// `AWS::EC2::VPC` → `VPC`.
fn short(aws: &str) -> &str {
    aws.rsplit("::").next().unwrap_or(aws)
}
