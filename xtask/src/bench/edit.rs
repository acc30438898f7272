//! The edit loop and the cold build of a user's crate, beside Rust's own floor.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{cargo, ok};

/// Makes the crates and says how an edit of each is measured.
pub(super) fn plan(root: &Path, work: &Path) -> Result<Value> {
    let crates = work.join("crates");
    let out = work.join("edited").display().to_string();
    make(&crates.join("floor"), FLOOR_MANIFEST, &[("main.rs", FLOOR.to_owned())])?;
    make(&crates.join("looping"), &manifest(root), &[("main.rs", LOOPING.to_owned())])?;
    make(&crates.join("written"), &manifest(root), &written())?;
    let mut subjects = Vec::new();
    for (name, label, file) in [
        ("floor", "floor: serde and clap alone", "main.rs"),
        ("looping", "one literal, a program of loops", "main.rs"),
        ("written", "one literal, a file per stack of 100", "stack_3.rs"),
    ] {
        let folder = crates.join(name);
        ok(cargo(&folder).args(["build", "--quiet"]))?;
        let edit = edit_command(&folder.join("src").join(file));
        let manifest = folder.join("Cargo.toml").display().to_string();
        subjects.push(json!({
            "name": label, "before": edit,
            "command": ["cargo", "run", "--quiet", "--manifest-path", manifest, "--", "synth", "--out", out],
        }));
    }
    Ok(
        json!({ "title": "one literal edited → new files on disk, `cargo run`, dev", "rounds": 9, "subjects": subjects }),
    )
}

/// Changes the literal `edit-N` to another number.
fn edit_command(file: &Path) -> Vec<String> {
    let script = "import pathlib, re, sys, time\np = pathlib.Path(sys.argv[1])\n\
                  p.write_text(re.sub(r'edit-\\d+', f'edit-{time.time_ns() % 10**9}', p.read_text()))\n";
    ["python3", "-c", script, &file.display().to_string()].map(str::to_owned).to_vec()
}

/// Builds a user's crate and the floor from nothing and says what it took.
pub(super) fn cold(root: &Path, work: &Path) -> Result<()> {
    let (floor, folder) = (work.join("crates/floor"), work.join("crates/looping"));
    make(&floor, FLOOR_MANIFEST, &[("main.rs", FLOOR.to_owned())])?;
    make(&folder, &manifest(root), &[("main.rs", LOOPING.to_owned())])?;
    for folder in [&floor, &folder] {
        ok(cargo(folder).args(["fetch", "--quiet"]))?;
    }
    ok(Command::new("python3").arg(root.join("xtask/bench/cold.py")).args([&floor, &folder, &work.join("cold")]))?;
    let tree = cargo(&folder).args(["tree", "--quiet", "--prefix", "none", "--edges", "normal,build"]).output()?;
    let tree = String::from_utf8(tree.stdout).context("cargo tree")?;
    let mut crates: Vec<&str> = tree.lines().filter_map(|line| line.split(" (").next()).collect();
    crates.sort_unstable();
    crates.dedup();
    println!("crates, the user's own included: {}", crates.len());
    Ok(())
}

fn make(folder: &Path, manifest: &str, files: &[(&str, String)]) -> Result<()> {
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    for (name, text) in files {
        std::fs::write(folder.join("src").join(name), text)?;
    }
    Ok(())
}

fn manifest(root: &Path) -> String {
    let path = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let path = path.display();
    format!(
        "[package]\nname = \"infra\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         formwork = {{ path = \"{path}\" }}\n\n\
         [target.'cfg(all(unix, not(target_env = \"musl\")))'.dependencies]\n\
         formwork-dylib = {{ path = \"{path}/dylib\" }}\n{PROFILE}"
    )
}

/// What a user's crate says, as `init` makes it.
const PROFILE: &str = "\n[profile.dev]\ndebug = \"line-tables-only\"\n\n[profile.dev.package.\"*\"]\ndebug = false\n";

const FLOOR_MANIFEST: &str = "[package]\nname = \"floor\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
    [dependencies]\nclap = { version = \"4.6\", features = [\"derive\"] }\nserde = { version = \"1\", features = [\"derive\"] }\n\
    serde_json = \"1\"\n\n[profile.dev]\ndebug = \"line-tables-only\"\n\n[profile.dev.package.\"*\"]\ndebug = false\n";

/// What any Rust program of this kind pays: arguments, one struct, one file.
const FLOOR: &str = r#"use clap::Parser;

#[derive(Parser)]
struct Args {
    verb: String,
    #[arg(long)]
    out: String,
}

#[derive(serde::Serialize)]
struct Output {
    name: String,
}

fn main() {
    let args = Args::parse();
    std::fs::create_dir_all(&args.out).unwrap();
    let text = serde_json::to_string_pretty(&Output { name: format!("{} edit-1", args.verb) }).unwrap();
    std::fs::write(std::path::Path::new(&args.out).join("floor.json"), text).unwrap();
}
"#;

/// Five hundred resources from loops.
const LOOPING: &str = r#"#[cfg(all(debug_assertions, unix, not(target_env = "musl")))]
use formwork_dylib as _;
use formwork::{App, Stack, aws, cli};

fn main() -> std::process::ExitCode {
    cli::run(env!("CARGO_MANIFEST_DIR"), |_| {
        let mut stack = Stack::new("loops");
        for number in 0..100 {
            let vpc = stack.add(&format!("Vpc{number}"), aws::ec2::Vpc::new().cidr_block("10.0.0.0/16"));
            for part in 0..3 {
                let block = format!("10.0.{part}.0/24");
                stack.add(&format!("Subnet{number}x{part}"), aws::ec2::Subnet::new(&vpc).cidr_block(block));
            }
            let name = format!("logs-{number}-edit-1");
            stack.add(&format!("Logs{number}"), aws::logs::LogGroup::new().log_group_name(name).retention_in_days(30));
        }
        Ok(App::new("infra").stack(stack))
    })
}
"#;

/// Five stacks of a hundred written-out resources each, one file a stack.
fn written() -> Vec<(&'static str, String)> {
    const FILES: [&str; 5] = ["stack_0.rs", "stack_1.rs", "stack_2.rs", "stack_3.rs", "stack_4.rs"];
    let mut files = Vec::new();
    let mut main = String::new();
    for number in 0..FILES.len() {
        let _ = writeln!(main, "mod stack_{number};");
    }
    main.push_str("#[cfg(all(debug_assertions, unix, not(target_env = \"musl\")))]\nuse formwork_dylib as _;\n");
    main.push_str("use formwork::{App, cli};\n\nfn main() -> std::process::ExitCode {\n    cli::run(env!(\"CARGO_MANIFEST_DIR\"), |_| {\n        Ok(App::new(\"infra\")");
    for number in 0..FILES.len() {
        let _ = write!(main, ".stack(stack_{number}::stack())");
    }
    main.push_str(")\n    })\n}\n");
    files.push(("main.rs", main));
    for (number, file) in FILES.into_iter().enumerate() {
        let mut text = format!(
            "use formwork::{{Stack, aws}};\n\npub fn stack() -> Stack {{\n    let mut stack = Stack::new(\"stack-{number}\");\n"
        );
        for group in 0..10 {
            let _ = writeln!(text, "    group_{group}(&mut stack);");
        }
        text.push_str("    stack\n}\n");
        for group in 0..10 {
            let _ = writeln!(text, "\nfn group_{group}(stack: &mut Stack) {{");
            for item in 0..5 {
                let id = group * 5 + item;
                let _ = writeln!(
                    text,
                    "    let vpc = stack.add(\"Vpc{id}\", aws::ec2::Vpc::new().cidr_block(\"10.{id}.0.0/16\").enable_dns_hostnames(true));"
                );
                let _ = writeln!(
                    text,
                    "    stack.add(\"Subnet{id}\", aws::ec2::Subnet::new(&vpc).cidr_block(\"10.{id}.0.0/24\").tags([aws::ec2::Tag::new(\"name\", \"edit-1\")]));"
                );
            }
            text.push_str("}\n");
        }
        files.push((file, text));
    }
    files
}
