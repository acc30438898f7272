//! Awkward texts, printed by both backends, for outsiders to read back.
//!
//! `strings DIR` writes a tree and `DIR/cases.json`: what each output must come to. Terraform itself and an independent
//! evaluator of templates then say what it does come to.

#![allow(clippy::disallowed_methods, reason = "a program writes files")]

use std::path::Path;

use anyhow::{Context, ensure};
use formwork::synthesis::{Options, synthesize};
use formwork::{App, Parameter, Stack, text};
use serde_json::json;

/// What the parameter's default is, and so what stands where it is used.
const GIVEN: &str = "given ${not} %{this}";

/// Text that one engine or the other might take for its own.
const AWKWARD: &[&str] = &[
    "plain",
    "",
    " leading and trailing ",
    "\"double\" and 'single' quotes",
    "back\\slash \\n \\u0041 \\",
    "line\nfeed\r\nand\ttab",
    "${interpolation}",
    "$${escaped}",
    "$${",
    "${",
    "$",
    "$$$",
    "%{ if true }directive%{ endif }",
    "%%{",
    "%",
    "{{resolve:ssm:/not/read}}",
    "${AWS::Region}",
    "${!Literal}",
    "${Given}",
    "}{)(][",
    "#{ruby} <%= erb %> {{handlebars}}",
    "ünïcödé → 漢字 🦀 \u{2028} \u{feff}",
    "control \u{1} \u{7f}",
    "{\"json\": [\"${inside}\"]}",
    "0123",
    "true",
    "null",
    "arn:aws:s3:::bucket/*",
    "a$",
    "a%",
];

fn main() -> anyhow::Result<()> {
    let out = std::env::args().nth(1).context("say where to write")?;
    let out = Path::new(&out);
    let (assembly, findings) = synthesize(App::new("strings").stack(stack()), &Options::default());
    let said = formwork::diagnostic::text(&findings, formwork::diagnostic::Style::Plain);
    ensure!(!findings.has_errors(), "{said}");
    for file in &assembly.files {
        let path = out.join(&file.path);
        std::fs::create_dir_all(path.parent().context("a file stands in a folder")?)?;
        std::fs::write(path, &file.bytes)?;
    }
    std::fs::write(out.join("cases.json"), serde_json::to_vec_pretty(&cases())?)?;
    Ok(())
}

/// Each text alone, between values, and as a branch of a choice.
fn stack() -> Stack {
    let mut stack = Stack::new("strings");
    let given = stack.parameter("Given", Parameter::string().default(GIVEN));
    let other = stack.condition("Other", given.equals("something else"));
    for (index, awkward) in AWKWARD.iter().enumerate() {
        stack.output(&format!("Alone{index}"), *awkward);
        stack.output(&format!("Between{index}"), text!("<{}|{}|{}>", &given, *awkward, &given));
        stack.output(&format!("Chosen{index}"), other.pick(given, *awkward));
    }
    stack
}

fn cases() -> serde_json::Value {
    let case = |output: String, expected: String| {
        json!({
            "expected": expected,
            "template": "cloudformation/strings.template.json",
            "output": output,
            "root": "terraform/strings",
            "terraform_output": formwork::terraform::output(&output),
        })
    };
    let all = AWKWARD.iter().enumerate().flat_map(|(index, awkward)| {
        [
            case(format!("Alone{index}"), (*awkward).to_owned()),
            case(format!("Between{index}"), format!("<{GIVEN}|{awkward}|{GIVEN}>")),
            case(format!("Chosen{index}"), (*awkward).to_owned()),
        ]
    });
    all.collect()
}
