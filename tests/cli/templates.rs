//! Templates that someone else wrote, as the command line meets them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use formwork::check::{self, Options};
use formwork::cloudformation::read::Syntax;
use formwork::diagnostic::Severity;
use formwork::lint;

use super::support::{Case, Run, snapshot, tool, transcript};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/templates");

fn templates(folder: &str) -> Vec<PathBuf> {
    let found = fs::read_dir(Path::new(ROOT).join(folder)).expect("templates");
    let mut found: Vec<PathBuf> = found.map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}

fn findings(path: &Path) -> Vec<(&'static str, Severity, u32, String)> {
    let bytes = fs::read(path).expect("a template");
    let json = path.extension().is_some_and(|ending| ending == "json");
    let syntax = if json { Syntax::Json } else { Syntax::Yaml };
    let found = check::template("template", &bytes, Some(syntax), &Options::default());
    let line = |finding: &formwork::diagnostic::Diagnostic| finding.origin.as_ref().map_or(0, |place| place.line);
    found.iter().map(|finding| (finding.rule, finding.severity, line(finding), finding.message.clone())).collect()
}

/// Each template has one fault, and says in its second line what finds it, and where.
#[test]
fn each_fault_is_found_where_it_is() {
    let all = templates("bad");
    assert!(all.len() > 100);
    for path in all {
        let text = fs::read_to_string(&path).expect("text");
        let expected = text.lines().find_map(|line| line.strip_prefix("# formwork: ")).expect("what is expected");
        let (rule, line) = expected.split_once(' ').expect("a rule and a line");
        let found = findings(&path);
        let here = |finding: &&(&str, Severity, u32, String)| finding.0 == rule && finding.2.to_string() == line;
        assert!(found.iter().any(|finding| here(&finding)), "{}: {found:#?}", path.display());
        // One fault is one error: nothing else is blamed for it.
        let errors = found.iter().filter(|finding| finding.1 == Severity::Error && !here(finding));
        let errors: Vec<_> = errors.filter(|finding| finding.0 != rule).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
        for (rule, severity, ..) in &found {
            assert_eq!(lint::find(rule).map(|entry| entry.severity), Some(*severity), "{rule}");
        }
    }
}

/// Rules about what resources mean to each other have examples of their own.
#[test]
fn nothing_is_found_in_templates_that_are_right() {
    let form: Vec<&str> = lint::families()
        .filter(|(title, _)| *title == "Form")
        .flat_map(|(_, rules)| rules.into_iter().map(|rule| rule.name))
        .collect();
    assert!(form.contains(&"wrong-type") && form.contains(&"unknown-reference"));
    for path in templates("good") {
        let found: Vec<_> = findings(&path)
            .into_iter()
            .filter(|(rule, severity, ..)| {
                *severity == Severity::Error || form.contains(rule) && *rule != "unexpanded-transform"
            })
            .collect();
        assert!(found.is_empty(), "{}: {found:#?}", path.display());
    }
}

fn put(case: &Case, name: &str, text: impl AsRef<[u8]>) {
    fs::write(case.directory.join(name), text).expect("a file");
}

const BROKEN: &str = r#"Parameters:
  Stage: { Type: String, Default: test, AllowedValues: [dev, prod] }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Condition: IsProd
    FifoQueue: true
    Properties:
      QueueName: !Join ["-", !Ref Stage, jobs]
      Tags:
        - { Key: a, Value: !Ref Stagee }
        - !If [IsProd, { Key: b, Vale: c }, !Ref "AWS::NoValue"]
  Topic:
    Type: AWS::SNS::Topci
    DependsOn: Quue
Outputs:
  Queue: { Value: !GetAtt Queue.Arm }
"#;

#[test]
fn everything_wrong_is_told_at_its_place() {
    let case = Case::new();
    put(&case, "broken.yaml", BROKEN);
    put(&case, "broken.json", "{\n  \"Resources\": {\n    \"Queue\": { \"Type\": \"AWS::SQS::Queue\", },\n  }\n}\n");
    put(&case, "fine.yml", "Resources: { Queue: { Type: AWS::SQS::Queue } }\n");
    let runs = [
        tool(&case.directory, &["check", "broken.yaml"]).code(1),
        tool(&case.directory, &["check", "fine.yml", "broken.json"]).code(1),
        tool(&case.directory, &["check", "broken.yaml", "--format", "json", "--select", "unknown-reference"]).code(1),
        tool(&case.directory, &["check", "fine.yml"]).code(0),
    ];
    snapshot("templates", &transcript(&runs));
}

#[test]
fn exceptions_are_signed_in_metadata() {
    let text = |allow: &str| {
        format!(
            "Parameters: {{ Stage: {{ Type: String }} }}\n{allow}Resources: {{ Queue: {{ Type: AWS::SQS::Queue }} }}\n"
        )
    };
    let case = Case::new();
    put(&case, "unused.yaml", text(""));
    put(
        &case,
        "allowed.yaml",
        text("Metadata: { formwork: { allow: { unused-parameter: the pipeline gives it } } }\n"),
    );
    put(
        &case,
        "needless.yaml",
        "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Metadata: { formwork: { allow: { service-ended: it has not } } }\n",
    );
    let runs = [
        tool(&case.directory, &["check", "unused.yaml", "--strict"]).code(1),
        tool(&case.directory, &["check", "allowed.yaml", "--strict"]).code(0),
        tool(&case.directory, &["check", "needless.yaml"]).code(0),
    ];
    snapshot("templates-allowed", &transcript(&runs));
}

#[test]
fn hostile_files_are_one_message() {
    let case = Case::new();
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    for (name, bytes) in [
        ("empty.yaml", Vec::new()),
        ("blank.json", b" \n\t\n".to_vec()),
        ("latin1.yaml", b"Description: caf\xe9\n".to_vec()),
        ("utf16.yaml", vec![0xff, 0xfe, b'a', 0]),
        ("deep.json", "[".repeat(10_000).into_bytes()),
        ("deep.yaml", "[".repeat(10_000).into_bytes()),
        ("deeper.yaml", "- ".repeat(10_000).into_bytes()),
        ("bomb.yaml", bomb.as_bytes().to_vec()),
        ("several.yaml", b"a: 1\n---\nb: 2\n".to_vec()),
        ("merged.yaml", b"a:\n  <<: { b: 1 }\n".to_vec()),
        ("large.json", vec![b' '; 5 << 20]),
        ("text.yaml", b"just text\n".to_vec()),
        ("list.json", b"[]".to_vec()),
    ] {
        put(&case, name, bytes);
    }
    fs::create_dir(case.directory.join("folder")).expect("a directory");
    let names = [
        "empty.yaml",
        "blank.json",
        "latin1.yaml",
        "utf16.yaml",
        "deep.json",
        "deep.yaml",
        "deeper.yaml",
        "bomb.yaml",
        "several.yaml",
        "merged.yaml",
        "large.json",
        "text.yaml",
        "list.json",
    ];
    let mut runs: Vec<Run> = names.iter().map(|name| tool(&case.directory, &["check", name]).code(1)).collect();
    runs.push(tool(&case.directory, &["check", "folder", "nowhere.yaml"]).code(2));
    snapshot("templates-hostile", &transcript(&runs));
}

#[test]
fn a_template_comes_by_stdin() {
    let case = Case::new();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_formwork"));
    let mut child = command
        .args(["check", "-"])
        .current_dir(&case.directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the tool runs");
    let text = b"Resources: { Queue: { Type: AWS::SQS::Qeue } }\n";
    child.stdin.take().expect("its input").write_all(text).expect("it reads");
    let run = Run::of("formwork", &["check", "-"], &child.wait_with_output().expect("it ends")).code(1);
    assert!(run.out.contains("--> <stdin>:1:29"), "{}", run.out);
}

/// Wrong shapes everywhere: each part of a template in turn is something else.
#[test]
fn any_part_may_be_anything() {
    let whole: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(Path::new(ROOT).join("good/conditions.json")).expect("a template"))
            .expect("JSON");
    let instead = [
        serde_json::json!(null),
        serde_json::json!([]),
        serde_json::json!({}),
        serde_json::json!("text"),
        serde_json::json!(1e300),
        serde_json::json!([[{ "Ref": ["x"] }]]),
        serde_json::json!({ "Fn::If": [{ "Ref": "x" }] }),
        serde_json::json!({ "Fn::Sub": ["${", {}] }),
    ];
    let mut pointers = Vec::new();
    collect(&whole, String::new(), &mut pointers);
    assert!(pointers.len() > 60);
    let mut found = 0;
    for pointer in &pointers {
        for other in &instead {
            let mut template = whole.clone();
            *template.pointer_mut(pointer).expect("a part") = other.clone();
            let text = template.to_string();
            found += check::template("any", text.as_bytes(), Some(Syntax::Json), &Options::default()).len();
        }
    }
    assert!(found > pointers.len() * 3, "only {found}");
}

fn collect(value: &serde_json::Value, at: String, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(members) => {
            for (key, value) in members {
                collect(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        serde_json::Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                collect(value, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}
