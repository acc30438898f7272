//! Imports run one way, and the core knows no service.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module, and the modules it may use.
const LAYERS: &[(&str, &[&str])] = &[
    ("json", &[]),
    ("diagnostic", &["json"]),
    ("facts", &["diagnostic", "json"]),
    ("net", &[]),
    ("core", &["diagnostic"]),
    ("schema", &["core", "diagnostic"]),
    ("aws", &["core"]),
    ("iam", &["aws", "core", "diagnostic"]),
    ("kms", &["aws", "core", "iam"]),
    ("logs", &["aws", "core", "iam"]),
    ("ec2", &["aws", "core", "diagnostic", "iam", "logs", "net"]),
    ("apigateway", &["aws", "core", "diagnostic", "iam", "logs"]),
    ("cloudwatch", &["aws", "core", "diagnostic"]),
    ("ecr", &["aws", "core", "diagnostic", "iam"]),
    ("elbv2", &["aws", "cloudwatch", "core", "diagnostic", "ec2", "facts"]),
    ("route53", &["aws", "core", "diagnostic", "elbv2"]),
    ("acm", &["aws", "core", "diagnostic", "route53"]),
    ("dynamodb", &["aws", "core", "diagnostic", "iam"]),
    ("rds", &["aws", "core", "diagnostic", "ec2", "iam", "kms", "logs", "secretsmanager"]),
    ("s3", &["aws", "core", "diagnostic", "iam"]),
    ("secretsmanager", &["aws", "core", "diagnostic", "iam"]),
    ("ssm", &["aws", "core", "diagnostic", "iam"]),
    ("eks", &["aws", "core", "diagnostic", "ec2", "facts", "iam", "kms", "logs", "net"]),
    ("state", &["aws", "core", "iam", "kms", "s3"]),
    ("tags", &["core", "schema"]),
    ("validate", &["core", "diagnostic", "json", "schema"]),
    ("lint", &["core", "diagnostic", "facts", "net", "schema"]),
    ("cloudformation", &["core", "diagnostic", "json", "schema"]),
    ("terraform", &["core", "diagnostic", "json", "schema"]),
    ("assembly", &["core", "diagnostic", "json"]),
    (
        "synthesis",
        &["assembly", "cloudformation", "core", "diagnostic", "lint", "schema", "tags", "terraform", "validate"],
    ),
    ("check", &["cloudformation", "core", "diagnostic", "lint", "schema", "validate"]),
    ("cli", &["assembly", "check", "cloudformation", "core", "diagnostic", "json", "lint", "schema", "synthesis"]),
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file below `src` but what tests share, with the module of `src` it belongs to.
fn files() -> Vec<(String, PathBuf)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of the source").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("testing.rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&source(), &mut found);
    found.sort();
    let module = |path: &Path| {
        let inside = path.strip_prefix(source()).expect("a file of the source");
        inside.components().next().map(|first| first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned())
    };
    found.into_iter().filter_map(|path| Some((module(&path)?, path))).collect()
}

/// The modules of this crate that a file names in code. What its documents show is a user's view, and its tests are users.
fn used(text: &str) -> Vec<String> {
    let text = text.split("\nmod tests {").next().unwrap_or_default();
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let mut names: Vec<String> = code
        .flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>())
        .flat_map(|rest| {
            let list = rest.strip_prefix('{').and_then(|rest| rest.split('}').next()).map(str::to_owned);
            let first =
                |path: &str| path.trim().split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned);
            match list {
                Some(list) => list.split(',').filter_map(first).collect::<Vec<_>>(),
                None => first(&rest).into_iter().collect(),
            }
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn imports_run_one_way() {
    let modules: Vec<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for (module, path) in files() {
        // What tests share is a user too.
        if module == "lib" || module == "bin" || path.ends_with("testing.rs") {
            continue;
        }
        let Some((_, allowed)) = LAYERS.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!("`{module}` has no place among the layers"));
            continue;
        };
        // What only tests share is a user, as tests are.
        if path.ends_with("lint/testing.rs") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file of the source");
        for name in used(&text).iter().filter(|name| modules.contains(&name.as_str())) {
            if *name != module && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} uses `{name}`", path.strip_prefix(source()).expect("inside").display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_knows_no_service() {
    let naming: Vec<String> = files()
        .into_iter()
        .filter(|(module, _)| module == "core")
        .filter(|(_, path)| {
            let text = fs::read_to_string(path).expect("a file of the source");
            text.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| line.contains("AWS::"))
        })
        .map(|(_, path)| path.display().to_string())
        .collect();
    assert!(naming.is_empty(), "{}", naming.join("\n"));
}

#[test]
fn handwritten_files_can_be_read_in_one_sitting() {
    let long: Vec<String> = files()
        .into_iter()
        .filter(|(module, _)| module != "aws")
        .filter_map(|(_, path)| {
            let lines = fs::read_to_string(&path).expect("a file of the source").lines().count();
            (lines > 500).then(|| format!("{}: {lines} lines", path.display()))
        })
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
