//! What each construct emits, in both backends, and what it says of bad input.

use std::path::Path;

use formwork::diagnostic::{Diagnostic, Diagnostics};
use formwork::synthesis::{Options, synthesize};
use formwork::{App, Assembly, Stack};

mod acm;
mod cloudwatch;
mod ecr;
mod route53;

/// Synthesises a stack alone.
fn synthesised(stack: Stack) -> (Assembly, Diagnostics) {
    synthesize(App::new("constructs").stack(stack), &Options::default())
}

/// The CloudFormation template and the Terraform root of a stack, one after the other; nothing may be wrong with it.
fn both(stack: Stack) -> String {
    let (assembly, found) = synthesised(stack);
    let found: Vec<_> = found.iter().map(|it| format!("{}: {}", it.rule, it.message)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let of = |ending: &str| {
        let files = assembly.files.iter().filter(|file| file.path.ends_with(ending));
        files.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect::<Vec<_>>().join("\n")
    };
    format!("{}\n{}", of(".template.json"), of("main.tf.json"))
}

/// Keeps both outputs under `snapshots/constructs`, for reviewers.
fn snapshot(name: &str, stack: Stack) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/constructs"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, both(stack)));
}

/// What is found under a rule's name.
fn found(stack: Stack, rule: &str) -> Vec<Diagnostic> {
    let (_, found) = synthesised(stack);
    found.iter().filter(|it| it.rule == rule).cloned().collect()
}

/// Asserts that the one finding under a rule points at a line of this file, and gives its message.
#[track_caller]
fn refused(file: &str, line: u32, stack: Stack, rule: &str) -> String {
    let found = found(stack, rule);
    assert_eq!(found.len(), 1, "{rule}: {found:#?}");
    let origin = found[0].origin.as_ref().expect("it has a line");
    assert!(file.ends_with(&origin.file) || origin.file.ends_with(file), "{} is not {file}", origin.file);
    assert_eq!(origin.line, line, "{rule}: the author's line");
    found[0].message.clone()
}
