//! Constructs: what each makes, in both outputs, and what it says of bad input.

mod acm;
mod apigateway;
mod cloudwatch;
mod dynamodb;
mod ec2;
mod ecr;
mod eks;
mod elbv2;
mod rds;
mod route53;
mod s3;
mod secretsmanager;
mod shift;
mod ssm;
mod state;

use formwork::diagnostic::{Diagnostics, Severity, Style, text};
use formwork::synthesis::{Options, synthesize};
use formwork::{App, Assembly, Stack};

/// Both outputs of a stack, one after the other: what a reviewer reads in `snapshots/constructs`.
fn both(stack: Stack) -> String {
    let (assembly, findings) = synthesize(App::new("constructs").stack(stack), &Options::default());
    assert!(!findings.has_errors(), "{}", text(&findings, Style::Plain));
    printed(&assembly)
}

/// The templates and roots of an assembly.
fn printed(assembly: &Assembly) -> String {
    let files =
        assembly.files.iter().filter(|file| file.path.ends_with(".json") && !file.path.ends_with("manifest.json"));
    files
        .map(|file| format!("# {}\n{}", file.path, String::from_utf8_lossy(&file.bytes)))
        .collect::<Vec<_>>()
        .join("\n")
}

/// The CloudFormation template of a stack.
fn template(stack: Stack) -> serde_json::Value {
    let (assembly, _) = synthesize(App::new("constructs").stack(stack), &Options::default());
    let file = assembly.files.iter().find(|file| file.path.ends_with(".template.json")).expect("a template");
    serde_json::from_slice(&file.bytes).expect("JSON")
}

/// What is said of a stack.
fn findings(stack: Stack) -> Diagnostics {
    findings_of(App::new("constructs").stack(stack))
}

/// What is said of an app.
fn findings_of(app: App) -> Diagnostics {
    synthesize(app, &Options::default()).1
}

/// Checks that a stack is refused for one reason alone, within a few lines of the statement that calls this, and gives the message.
#[track_caller]
fn refused(rule: &str, stack: Stack) -> String {
    let here = std::panic::Location::caller();
    let findings = findings(stack);
    let report = text(&findings, Style::Plain);
    let errors: Vec<_> = findings.iter().filter(|found| found.severity == Severity::Error).collect();
    let [error] = errors.as_slice() else { panic!("not one error:\n{report}") };
    assert_eq!(error.rule, rule, "{report}");
    // A schema's own words say what to do.
    assert!(error.help.is_some() || !error.constraint.is_empty(), "what to do is not said:\n{report}");
    let place = error.origin.as_ref().expect("a finding at a line");
    assert_eq!(place.file, here.file().replace('\\', "/"), "{report}");
    assert!(here.line().abs_diff(place.line) < 12, "{report}");
    error.message.clone()
}

/// Compares with `snapshots/constructs/<name>.snap`.
macro_rules! snapshot {
    ($name:literal, $value:expr) => {
        insta::with_settings!({
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/constructs"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!($name, $value) });
    };
}
use snapshot;
